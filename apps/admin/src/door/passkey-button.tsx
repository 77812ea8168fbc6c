import { accountApi } from "@selvedge/contract";
import { Button, Notice } from "@selvedge/ui";
import { Fingerprint } from "lucide-react";
import { useState } from "react";
import { useT } from "../i18n/i18n.ts";
import { enter } from "../session/session-store.ts";
import { call } from "./door-api.ts";

/** Signs in by passkey: finger, face or PIN of the device, and no password. Not drawn where the browser cannot. */
export function PasskeyButton() {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  if (!("PublicKeyCredential" in window)) return null;
  const go = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const { startAuthentication } = await import("@simplewebauthn/browser");
      const { options, ticket } = await call(accountApi.beginPasskeySignIn, {});
      const response = await startAuthentication({ optionsJSON: options as never });
      enter(await call(accountApi.signInByPasskey, { ticket, response: { ...response } }));
    } catch (error) {
      const refused = "problem" in (error as object);
      setFailure(
        refused ? (error as Error).message : t("No passkey was used. Try again, or sign in with your password."),
      );
      setBusy(false);
    }
  };
  return (
    <>
      {failure && <Notice tone="bad">{failure}</Notice>}
      <Button size="lg" className="w-full" icon={<Fingerprint aria-hidden />} busy={busy} onClick={() => void go()}>
        {t("Use a passkey")}
      </Button>
    </>
  );
}
