import { FormatProvider, ListViewsProvider, SkeletonRows, ToastHost, UiTextProvider } from "@selvedge/ui";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo } from "react";
import { queryClient } from "./api/hooks.ts";
import { followFeed } from "./feed/live-queries.ts";
import { currentLanguage, figuresLocale, useT, writeNumbersAs } from "./i18n/i18n.ts";
import { uiWords } from "./i18n/ui-words.ts";
import { router } from "./router.tsx";
import { useSession } from "./session/session-store.ts";
import { applyAccent } from "./shell/theme.ts";
import { useListViews } from "./shell/use-list-views.ts";

const SecondStepNeeded = lazy(() => import("./profile/second-step-needed.tsx"));

function AddSecondStep() {
  return (
    <Suspense fallback={<SkeletonRows className="p-8" />}>
      <SecondStepNeeded />
    </Suspense>
  );
}

/** Everything behind the door; comes as its own script once somebody is signed in. */
export default function SignedInApp() {
  const session = useSession();
  const tenantId = session?.tenant.id;
  const accent = session?.tenant.accent ?? null;
  useEffect(() => applyAccent(accent), [accent]);
  useEffect(() => {
    if (!tenantId) return;
    const stop = followFeed(queryClient);
    return () => {
      stop();
      queryClient.clear();
    };
  }, [tenantId]);

  const t = useT();
  const locale = figuresLocale(session?.tenant.locale ?? "en-IN", currentLanguage());
  writeNumbersAs(locale);
  const text = useMemo(() => uiWords(t), [t]);
  const settings = useMemo(
    () => ({
      locale,
      currency: session?.tenant.currency ?? "INR",
      timeZone: session?.tenant.timeZone ?? "Asia/Kolkata",
    }),
    [locale, session?.tenant.currency, session?.tenant.timeZone],
  );
  return (
    <QueryClientProvider client={queryClient}>
      <UiTextProvider text={text}>
        <FormatProvider settings={settings}>
          <ListViewsProvider value={useListViews}>
            <ToastHost>
              {session?.user.mustAddSecondFactor ? <AddSecondStep /> : <RouterProvider router={router} />}
            </ToastHost>
          </ListViewsProvider>
        </FormatProvider>
      </UiTextProvider>
    </QueryClientProvider>
  );
}
