import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { ownPath } from "../../lib/do/deed.ts";
import type { Search } from "../../lib/list-query.ts";
import { findShopper } from "../../lib/visitor.ts";
import { getWords } from "../../lib/words.ts";
import { Field } from "../../parts/field.tsx";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getWords())("Sign in"),
  robots: { index: false },
});

/** By a code in the mail, which needs no password to be thought of; by password for who has set one. */
export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [search, t] = await Promise.all([searchParams, getWords()]);
  const back = ownPath([search["back"]].flat()[0], "/account");
  if (await findShopper()) redirect(back);
  const email = String(search["email"] ?? "");
  const step = search["step"] === "code" && !email ? "email" : search["step"];
  return (
    <div className="narrow">
      <h1>{step === "code" ? t("Look into your mail") : t("Sign in")}</h1>
      {search["problem"] && (
        <p className="bad" role="alert">
          {String(search["problem"]).slice(0, 200)}
        </p>
      )}
      {step === "code" ? (
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
              fields={{}}
              problems={{}}
            />
            <Field
              label={t("Your name")}
              name="name"
              autoComplete="name"
              hint={t("For a new account")}
              fields={{}}
              problems={{}}
            />
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
      ) : step === "password" ? (
        <>
          <form action="/do/sign-in" method="post" className="stack">
            <input type="hidden" name="back" value={back} />
            <Field
              label={t("E-mail")}
              name="email"
              type="email"
              required
              autoComplete="email"
              fields={{ email }}
              problems={{}}
            />
            <Field
              label={t("Password")}
              name="password"
              type="password"
              required
              autoComplete="current-password"
              fields={{}}
              problems={{}}
            />
            <button type="submit" className="button button-wide">
              {t("Sign in")}
            </button>
          </form>
          <p>
            <Link href={`/sign-in?back=${encodeURIComponent(back)}`} prefetch={false}>
              {t("Use a code from the mail instead")}
            </Link>
          </p>
        </>
      ) : (
        <>
          <p className="quiet">{t("We mail you a code. That also makes an account, if you have none.")}</p>
          <form action="/do/sign-in/code" method="post" className="stack">
            <input type="hidden" name="back" value={back} />
            <Field
              label={t("E-mail")}
              name="email"
              type="email"
              required
              autoComplete="email"
              fields={{ email }}
              problems={{}}
            />
            <button type="submit" className="button button-wide">
              {t("Mail me a code")}
            </button>
          </form>
          <p>
            <Link href={`/sign-in?${new URLSearchParams({ back, email, step: "password" })}`} prefetch={false}>
              {t("I have a password")}
            </Link>
          </p>
        </>
      )}
    </div>
  );
}
