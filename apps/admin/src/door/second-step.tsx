import { accountApi } from "@selvedge/contract";
import { Button } from "@selvedge/ui";
import { useT } from "../i18n/i18n.ts";
import { enter, type SecondStepNeeded } from "../session/session-store.ts";
import { call } from "./door-api.ts";
import { DoorField, DoorForm } from "./door-frame.tsx";
import { PasskeyButton } from "./passkey-button.tsx";

type SecondStepProps = { half: SecondStepNeeded; onAgain: () => void };

/** The second step after a right password: a code of the app, a backup code, or a passkey. */
export default function SecondStep({ half, onAgain }: SecondStepProps) {
  const t = useT();
  const byCode = half.methods.includes("totp") || half.methods.includes("backup_code");
  return (
    <>
      {byCode && (
        <DoorForm
          button={t("Continue")}
          onSubmit={async (read) =>
            enter(await call(accountApi.finishSignIn, { ticket: half.ticket, code: read("code") }))
          }
        >
          <DoorField
            name="code"
            label={t("Code")}
            hint={t("The six digits in your authenticator app, or one of your backup codes")}
            autoComplete="one-time-code"
            autoCapitalize="none"
            required
            autoFocus
            minLength={6}
          />
        </DoorForm>
      )}
      {half.methods.includes("passkey") && <PasskeyButton />}
      <Button tone="quiet" className="w-full" onClick={onAgain}>
        {t("Sign in as somebody else")}
      </Button>
    </>
  );
}
