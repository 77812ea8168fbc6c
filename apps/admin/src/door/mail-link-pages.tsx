import { accountApi, type OutputOf } from "@selvedge/contract";
import { Notice, SkeletonRows } from "@selvedge/ui";
import { useEffect, useState } from "react";
import { useT } from "../i18n/i18n.ts";
import { enter } from "../session/session-store.ts";
import { call, tokenOfAddress } from "./door-api.ts";
import { DoorField, DoorForm, DoorFrame, DoorLink } from "./door-frame.tsx";

/** Pages that a link of a mail leads to, and the one that asks for such a mail. */
export default function MailLinkPage({ path }: { path: string }) {
  if (path === "/forgot") return <ForgotPassword />;
  if (path === "/reset-password") return <ResetPassword />;
  if (path === "/invitation") return <AcceptInvitation />;
  return path === "/new-address" ? <NewAddress /> : <VerifyEmail />;
}

function BackToSignIn() {
  const t = useT();
  return <DoorLink to="/">{t("Go to sign-in")}</DoorLink>;
}

function ForgotPassword() {
  const t = useT();
  const [sentTo, setSentTo] = useState<string | null>(null);
  return (
    <DoorFrame title={t("Forgot your password?")} under={<BackToSignIn />}>
      {sentTo ? (
        <Notice tone="good" title={t("Look into your mail")}>
          {t("If {{email}} belongs to an account, a link is on its way to it. It works for one hour.", {
            email: sentTo,
          })}
        </Notice>
      ) : (
        <DoorForm
          button={t("Send me a link")}
          onSubmit={async (read) => {
            await call(accountApi.askPasswordReset, { email: read("email") });
            setSentTo(read("email"));
          }}
        >
          <p className="text-sm text-ink-2">
            {t("Give your e-mail address, and we send a link with which you choose a new password.")}
          </p>
          <DoorField name="email" label={t("E-mail")} type="email" autoComplete="username" required autoFocus />
        </DoorForm>
      )}
    </DoorFrame>
  );
}

function NewPasswordField({ label }: { label: string }) {
  const t = useT();
  return (
    <DoorField
      name="password"
      label={label}
      type="password"
      autoComplete="new-password"
      required
      hint={t("At least 10 characters; three or four words are easy to keep in mind.")}
    />
  );
}

function ResetPassword() {
  const t = useT();
  const [token] = useState(tokenOfAddress);
  const [done, setDone] = useState(false);
  return (
    <DoorFrame title={t("Choose a new password")} under={<BackToSignIn />}>
      {done ? (
        <Notice tone="good" title={t("Your password is changed")}>
          {t("You are signed out on every device. Sign in with the new password.")}
        </Notice>
      ) : (
        <DoorForm
          button={t("Change password")}
          onSubmit={async (read) => {
            await call(accountApi.resetPassword, { token, password: read("password") });
            setDone(true);
          }}
        >
          <NewPasswordField label={t("New password")} />
        </DoorForm>
      )}
    </DoorFrame>
  );
}

type Invitation = OutputOf<typeof accountApi.getInvitation>;

function AcceptInvitation() {
  const t = useT();
  const [token] = useState(tokenOfAddress);
  const [found, setFound] = useState<Invitation | { failure: string } | null>(null);
  useEffect(() => {
    call(accountApi.getInvitation, { token }).then(setFound, (error: Error) => setFound({ failure: error.message }));
  }, [token]);
  if (found === null) return <SkeletonRows className="p-8" />;
  if ("failure" in found) {
    return (
      <DoorFrame title={t("This invitation cannot be used")} under={<BackToSignIn />}>
        <Notice tone="bad">{found.failure}</Notice>
      </DoorFrame>
    );
  }
  return (
    <DoorFrame
      title={t("Welcome to {{business}}", { business: found.business })}
      brand={{ name: found.business, logoUrl: found.logoUrl }}
    >
      <DoorForm
        button={t("Begin")}
        onSubmit={async (read) => {
          const session = await call(accountApi.acceptInvitation, {
            token,
            name: read("name"),
            password: read("password"),
          });
          history.replaceState(null, "", "/");
          enter(session);
        }}
      >
        <p className="text-sm text-ink-2">{found.email}</p>
        <DoorField name="name" label={t("Your name")} defaultValue={found.name} autoComplete="name" required />
        <NewPasswordField label={t("Password of your own")} />
      </DoorForm>
    </DoorFrame>
  );
}

/** Answers a link that needs no more than to be opened. Null while it is on its way. */
function useAnswered(endpoint: typeof accountApi.verifyEmail | typeof accountApi.confirmEmail) {
  const [token] = useState(tokenOfAddress);
  const [outcome, setOutcome] = useState<{ email: string } | { failure: string } | null>(null);
  useEffect(() => {
    call(endpoint, { token }).then(setOutcome, (error: Error) =>
      setOutcome((known) => known ?? { failure: error.message }),
    );
  }, [token, endpoint]);
  return outcome;
}

function VerifyEmail() {
  const t = useT();
  const outcome = useAnswered(accountApi.verifyEmail);
  if (outcome === null) return <SkeletonRows className="p-8" />;
  return (
    <DoorFrame title={t("Your e-mail address")} under={<DoorLink to="/">{t("Go to the dashboard")}</DoorLink>}>
      {"email" in outcome ? (
        <Notice tone="good" title={t("Address confirmed.")}>
          {t("{{email}} is confirmed. Thank you.", { email: outcome.email })}
        </Notice>
      ) : (
        <Notice tone="bad">{outcome.failure}</Notice>
      )}
    </DoorFrame>
  );
}

function NewAddress() {
  const t = useT();
  const outcome = useAnswered(accountApi.confirmEmail);
  if (outcome === null) return <SkeletonRows className="p-8" />;
  return (
    <DoorFrame title={t("Your new e-mail address")} under={<BackToSignIn />}>
      {"email" in outcome ? (
        <Notice tone="good" title={t("Address confirmed.")}>
          {t("You are signed out on every device. Sign in with {{email}} from now on.", { email: outcome.email })}
        </Notice>
      ) : (
        <Notice tone="bad">{outcome.failure}</Notice>
      )}
    </DoorFrame>
  );
}
