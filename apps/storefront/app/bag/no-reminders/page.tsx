import type { Metadata } from "next";
import Link from "next/link";
import type { Search } from "../../../lib/list-query.ts";
import { getWords } from "../../../lib/words.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getWords())("Mails about your bag"),
  robots: { index: false },
});

/** Asks once more, since programs open the links of mails as well. */
export default async function NoRemindersPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [search, t] = await Promise.all([searchParams, getWords()]);
  return (
    <div className="narrow">
      <h1>{t("Mails about your bag")}</h1>
      {search["problem"] && (
        <p className="bad" role="alert">
          {String(search["problem"]).slice(0, 200)}
        </p>
      )}
      {search["done"] ? (
        <p className="good" role="status">
          {t("Done. We write to you about no bag any more; confirmations of orders still come.")}
        </p>
      ) : (
        <form action="/do/bag/no-reminders" method="post" className="stack">
          <input type="hidden" name="token" value={String(search["token"] ?? "")} />
          <p>{t("When a bag is left behind we write once. Shall we leave that?")}</p>
          <button type="submit" className="button button-wide">
            {t("Do not write to me about bags")}
          </button>
        </form>
      )}
      <p>
        <Link href="/" prefetch={false}>
          {t("Go to the shop")}
        </Link>
      </p>
    </div>
  );
}
