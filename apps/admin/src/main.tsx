import "./admin.css";
import { ErrorState, SkeletonRows, TooltipProvider } from "@selvedge/ui";
import { lazy, StrictMode, Suspense, useState } from "react";
import { createRoot } from "react-dom/client";
import { SignInPage } from "./door/sign-in-page.tsx";
import { startLanguage } from "./i18n/i18n.ts";
import { CONSENT, goOnWithConsent } from "./session/go-on-with-consent.ts";
import { restoreSession, useSession } from "./session/session-store.ts";
import { applyTheme, currentTheme } from "./shell/theme.ts";

/** Addresses that mails lead to: they are there whoever is signed in. */
const mailLinks = ["/forgot", "/reset-password", "/invitation", "/verify-email", "/new-address"];

const MailLinkPage = lazy(() => import("./door/mail-link-pages.tsx"));
const ConsentPage = lazy(() => import("./door/consent-page.tsx"));
const SignUp = lazy(() => import("./door/sign-up.tsx"));
const SignedInApp = lazy(() => import("./signed-in-app.tsx"));

function App({ reached }: { reached: boolean }) {
  const session = useSession();
  const path = location.pathname;
  const [trying, setTrying] = useState(false);
  const [here, setHere] = useState(reached);
  if (!here) {
    const again = async () => {
      setTrying(true);
      setHere(
        await restoreSession().then(
          () => true,
          () => false,
        ),
      );
      setTrying(false);
    };
    return trying ? (
      <SkeletonRows className="p-8" />
    ) : (
      <ErrorState
        title="The server was not reached"
        detail="Check the connection; your work is safe on the server."
        onRetry={() => void again()}
      />
    );
  }
  if (mailLinks.includes(path)) {
    return (
      <Suspense fallback={<SkeletonRows className="p-8" />}>
        <MailLinkPage path={path} />
      </Suspense>
    );
  }
  if (!session) {
    return path === "/sign-up" ? (
      <Suspense fallback={<SkeletonRows className="p-8" />}>
        <SignUp />
      </Suspense>
    ) : (
      <SignInPage />
    );
  }
  return (
    <Suspense fallback={<SkeletonRows className="p-8" />}>
      {path === CONSENT && !session.user.mustAddSecondFactor ? <ConsentPage /> : <SignedInApp />}
    </Suspense>
  );
}

goOnWithConsent();
applyTheme(currentTheme());
const [reached] = await Promise.all([
  restoreSession().then(
    () => true,
    () => false,
  ),
  startLanguage(),
]);
createRoot(document.getElementById("root") ?? document.body).render(
  <StrictMode>
    <TooltipProvider delayDuration={250}>
      <App reached={reached} />
    </TooltipProvider>
  </StrictMode>,
);
