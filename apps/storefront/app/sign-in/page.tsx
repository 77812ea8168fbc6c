import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ownPath } from "../../lib/do/deed.ts";
import type { Search } from "../../lib/list-query.ts";
import { findShopper } from "../../lib/visitor.ts";
import { getWords } from "../../lib/words.ts";
import { AskForCode, TypeCode, TypePassword } from "../../parts/sign-in-forms.tsx";

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
  const own = { email, back, t };
  return (
    <div className="narrow">
      <h1>{step === "code" ? t("Look into your mail") : t("Sign in")}</h1>
      {search["problem"] && (
        <p className="bad" role="alert">
          {String(search["problem"]).slice(0, 200)}
        </p>
      )}
      {step === "code" ? (
        <TypeCode {...own} />
      ) : step === "password" ? (
        <TypePassword {...own} />
      ) : (
        <AskForCode {...own} />
      )}
    </div>
  );
}
