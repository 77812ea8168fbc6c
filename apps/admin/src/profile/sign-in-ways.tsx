import { accountApi, type OutputOf } from "@selvedge/contract";
import { Badge, Button, Card, DateTime, Notice, toast } from "@selvedge/ui";
import { Fingerprint, KeyRound, Smartphone } from "lucide-react";
import { type ReactNode, useState } from "react";
import { call, errorText } from "../api/client.ts";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { refreshSession } from "../session/session-store.ts";
import { AddPasskey } from "./add-passkey.tsx";
import { BackupCodes } from "./backup-codes.tsx";
import { ChangePassword } from "./change-password.tsx";
import { SetUpApp } from "./set-up-app.tsx";
import { useConfirmed } from "./use-confirmed.tsx";

type Profile = OutputOf<typeof accountApi.getProfile>;

export function SignInWays() {
  const profile = useApi(accountApi.getProfile, {});
  return <Loaded query={profile}>{(loaded) => <Ways profile={loaded} />}</Loaded>;
}

type Opened =
  | { what: "password" | "passkey" }
  | { what: "app"; secret: string; uri: string }
  | { what: "codes"; codes: string[] };

function Ways({ profile }: { profile: Profile }) {
  const t = useT();
  const { run, dialog } = useConfirmed(profile.totp);
  const [opened, setOpened] = useState<Opened | null>(null);
  const attempt = (go: () => Promise<unknown>, done?: string) =>
    void run(go).then(
      (did) => {
        if (did && done) toast({ tone: "good", title: done });
        if (did) void refreshSession();
      },
      (error: unknown) => toast({ tone: "bad", title: errorText(error) }),
    );
  const close = () => setOpened(null);
  const setUpApp = () => attempt(async () => setOpened({ what: "app", ...(await call(accountApi.beginTotp, {})) }));
  return (
    <div className="space-y-4">
      {profile.secondFactorRequired && !profile.totp && profile.passkeys.length === 0 && (
        <Notice tone="warn" title={t("Your role asks for a second step")}>
          {t("Set up an authenticator app or a passkey; until then nothing else can be done.")}
        </Notice>
      )}
      <Card flush title={t("Signing in")}>
        <ul className="divide-y divide-line">
          <Way
            icon={<KeyRound />}
            title={t("Password")}
            what={profile.hasPassword ? t("Set") : t("None; you sign in otherwise")}
          >
            <Button size="sm" onClick={() => setOpened({ what: "password" })}>
              {t("Change password")}
            </Button>
          </Way>
          <Way
            icon={<Smartphone />}
            title={t("Authenticator app")}
            what={
              profile.totp
                ? t("{{count}} backup codes are left", { count: profile.backupCodesLeft })
                : t("A code from your phone as a second step")
            }
            on={profile.totp}
          >
            {profile.totp ? (
              <>
                <Button
                  size="sm"
                  onClick={() =>
                    attempt(async () =>
                      setOpened({ what: "codes", codes: (await call(accountApi.renewBackupCodes, {})).backupCodes }),
                    )
                  }
                >
                  {t("New backup codes")}
                </Button>
                <Button
                  size="sm"
                  tone="quiet"
                  onClick={() => attempt(() => call(accountApi.removeTotp, {}), t("The app was taken away"))}
                >
                  {t("Take away")}
                </Button>
              </>
            ) : (
              <Button size="sm" onClick={setUpApp}>
                {t("Set up")}
              </Button>
            )}
          </Way>
          <Way
            icon={<Fingerprint />}
            title={t("Passkeys")}
            what={t("Finger, face or PIN of your device instead of password and code")}
            on={profile.passkeys.length > 0}
          >
            <Button size="sm" onClick={() => setOpened({ what: "passkey" })}>
              {t("Add passkey")}
            </Button>
          </Way>
          {profile.passkeys.map((key) => (
            <li key={key.id} className="flex min-h-14 items-center gap-3 py-2 ps-14 pe-4 text-sm">
              <span className="min-w-0 flex-1">
                <span className="block truncate">{key.name}</span>
                <span className="block text-xs text-ink-3">
                  {key.lastUsedAt ? (
                    <>
                      {t("Last used")} <DateTime value={key.lastUsedAt} show="dateTime" />
                    </>
                  ) : (
                    t("Not used yet")
                  )}
                </span>
              </span>
              <Button
                size="sm"
                tone="quiet"
                onClick={() =>
                  attempt(() => call(accountApi.removePasskey, { id: key.id }), t("The passkey was taken away"))
                }
              >
                {t("Take away")}
              </Button>
            </li>
          ))}
        </ul>
      </Card>
      {opened?.what === "password" && <ChangePassword run={run} onClose={close} />}
      {opened?.what === "passkey" && <AddPasskey run={run} onClose={close} />}
      {opened?.what === "app" && (
        <SetUpApp
          secret={opened.secret}
          uri={opened.uri}
          onClose={close}
          onCodes={(codes) => setOpened({ what: "codes", codes })}
        />
      )}
      {opened?.what === "codes" && (
        <BackupCodes
          codes={opened.codes}
          onClose={() => {
            close();
            void refreshSession();
          }}
        />
      )}
      {dialog}
    </div>
  );
}

type WayProps = { icon: ReactNode; title: string; what: string; on?: boolean; children: ReactNode };

function Way({ icon, title, what, on, children }: WayProps) {
  const t = useT();
  return (
    <li className="flex min-h-16 flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2 text-sm">
      <span
        aria-hidden
        className="grid size-8 shrink-0 place-items-center rounded-full bg-surface-3 text-ink-3 [&_svg]:size-4"
      >
        {icon}
      </span>
      <span className="min-w-32 flex-1">
        <span className="flex items-center gap-2 font-medium">
          {title}
          {on && <Badge tone="good">{t("On")}</Badge>}
        </span>
        <span className="block text-xs text-ink-3">{what}</span>
      </span>
      <span className="flex gap-2">{children}</span>
    </li>
  );
}
