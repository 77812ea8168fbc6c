import Link from "next/link";
import type { Say } from "../i18n/fill-in.ts";
import { Field } from "./field.tsx";

interface Props {
  email: string;
  /** Where it goes on. */
  back: string;
  t: Say;
}

const nothing = { fields: {}, problems: {} };

function EmailField({ email, t }: Props) {
  return (
    <Field
      label={t("E-mail")}
      name="email"
      type="email"
      required
      autoComplete="email"
      fields={{ email }}
      problems={{}}
    />
  );
}

/** First: the address, to which a code is mailed. */
export function AskForCode(props: Props) {
  const { email, back, t } = props;
  return (
    <>
      <p className="quiet">{t("We mail you a code. That also makes an account, if you have none.")}</p>
      <form action="/do/sign-in/code" method="post" className="stack">
        <input type="hidden" name="back" value={back} />
        <EmailField {...props} />
        <button type="submit" className="button button-wide">
          {t("Mail me a code")}
        </button>
      </form>
      <p className="way">
        <Link href={`/sign-in?${new URLSearchParams({ back, email, step: "password" })}`} prefetch={false}>
          {t("I have a password")}
        </Link>
      </p>
    </>
  );
}

/** Then: the code from the mail. */
export function TypeCode({ email, back, t }: Props) {
  return (
    <>
      <p>
        {t("We have mailed a code of six digits to")} <strong>{email}</strong>
      </p>
      <form action="/do/sign-in" method="post" className="stack">
        <input type="hidden" name="back" value={back} />
        <input type="hidden" name="email" value={email} />
        <Field
          label={t("Code")}
          name="code"
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9 ]{6,8}"
          {...nothing}
        />
        <Field label={t("Your name")} name="name" autoComplete="name" hint={t("For a new account")} {...nothing} />
        <button type="submit" className="button button-wide">
          {t("Sign in")}
        </button>
      </form>
      <form action="/do/sign-in/code" method="post">
        <input type="hidden" name="back" value={back} />
        <input type="hidden" name="email" value={email} />
        <button type="submit" className="link">
          {t("Mail a new code")}
        </button>
      </form>
    </>
  );
}

/** Or at once, by password. */
export function TypePassword(props: Props) {
  const { back, t } = props;
  return (
    <>
      <form action="/do/sign-in" method="post" className="stack">
        <input type="hidden" name="back" value={back} />
        <EmailField {...props} />
        <Field
          label={t("Password")}
          name="password"
          type="password"
          required
          autoComplete="current-password"
          {...nothing}
        />
        <button type="submit" className="button button-wide">
          {t("Sign in")}
        </button>
      </form>
      <p className="way">
        <Link href={`/sign-in?back=${encodeURIComponent(back)}`} prefetch={false}>
          {t("Use a code from the mail instead")}
        </Link>
      </p>
    </>
  );
}
