import type { Metadata } from "next";
import Link from "next/link";
import type { Search } from "../../../lib/list-query.ts";

export const metadata: Metadata = { title: "Mails about your bag", robots: { index: false } };

/** Asks once more, since programs open the links of mails as well. */
export default async function NoRemindersPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  return (
    <div className="narrow">
      <h1>Mails about your bag</h1>
      {search["problem"] && (
        <p className="bad" role="alert">
          {String(search["problem"]).slice(0, 200)}
        </p>
      )}
      {search["done"] ? (
        <p className="good" role="status">
          Done. We write to you about no bag any more; confirmations of orders still come.
        </p>
      ) : (
        <form action="/do/bag/no-reminders" method="post" className="stack">
          <input type="hidden" name="token" value={String(search["token"] ?? "")} />
          <p>When a bag is left behind we write once. Shall we leave that?</p>
          <button type="submit" className="button button-wide">
            Do not write to me about bags
          </button>
        </form>
      )}
      <p>
        <Link href="/" prefetch={false}>
          Go to the shop
        </Link>
      </p>
    </div>
  );
}
