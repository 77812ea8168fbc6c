import { tenantSiteApi } from "@selvedge/contract";
import { Button, Card, toast } from "@selvedge/ui";
import { useRef, useState } from "react";
import { call, errorText } from "../api/client.ts";
import { queryClient, refreshQueries } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { smallPicture } from "../profile/small-picture.ts";
import { refreshSession, useCan } from "../session/session-store.ts";

/** The business's logo, as the app, the till, the shop and documents show it. */
export function LogoRow({ logoUrl }: { logoUrl: string | null }) {
  const t = useT();
  const mayChange = useCan()("tenancy.settings.change");
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const set = async (file: File | null) => {
    setBusy(true);
    try {
      await call(tenantSiteApi.setLogo, { picture: file ? await smallPicture(file, 512, false) : null });
      refreshQueries(queryClient, ["tenancy."]);
      await refreshSession();
    } catch (error) {
      toast({ tone: "bad", title: errorText(error) });
    }
    setBusy(false);
  };
  return (
    <Card title={t("Logo")}>
      <div className="flex flex-wrap items-center gap-4">
        <span className="grid size-20 place-items-center rounded-md border border-line bg-white p-2">
          {logoUrl ? (
            <img src={logoUrl} alt={t("Logo")} className="max-h-full max-w-full object-contain" />
          ) : (
            <span className="text-xs text-neutral-600">{t("None yet")}</span>
          )}
        </span>
        {mayChange && (
          <>
            <input
              ref={input}
              type="file"
              accept="image/*"
              className="sr-only"
              aria-label={t("Logo")}
              onChange={(event) => void set(event.currentTarget.files?.[0] ?? null)}
            />
            <Button busy={busy} onClick={() => input.current?.click()}>
              {t("Choose a picture")}
            </Button>
            {logoUrl && (
              <Button tone="quiet" onClick={() => void set(null)}>
                {t("Take away")}
              </Button>
            )}
          </>
        )}
      </div>
      <p className="mt-3 text-xs text-ink-3">{t("On the app, the till, the shop and every document.")}</p>
    </Card>
  );
}
