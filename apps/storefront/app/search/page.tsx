import type { Metadata } from "next";
import Link from "next/link";
import { categoryPath } from "../../lib/format.ts";
import { listMetadata, readListPage } from "../../lib/list-page.ts";
import type { Search } from "../../lib/list-query.ts";
import { getWords } from "../../lib/words.ts";
import { StyleList } from "../../parts/style-list.tsx";

interface Props {
  searchParams: Promise<Search>;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const [page, t] = await Promise.all([readListPage({}, searchParams), getWords()]);
  const title = page.query.q ? t("Search: {{q}}", { q: page.query.q }) : t("All styles");
  return listMetadata(page, "/search", title, t);
}

export default async function SearchPage({ searchParams }: Props) {
  const [page, t] = await Promise.all([readListPage({}, searchParams), getWords()]);
  const { shop, list, query } = page;
  return (
    <>
      <h1 className="list-title">{query.q ? `“${query.q}”` : t("All styles")}</h1>
      <form action="/search" method="get" className="search-page">
        <label className="field">
          <span>{t("Search the shop")}</span>
          <input
            type="search"
            name="q"
            defaultValue={query.q ?? ""}
            maxLength={100}
            placeholder={t("Linen shirt, navy, KU101")}
          />
        </label>
        <button type="submit" className="button">
          {t("Search")}
        </button>
      </form>
      {list.searchedFor && (
        <p className="list-blurb">
          {t("Nothing is called “{{q}}”; these are for", { q: query.q ?? "" })} <strong>{list.searchedFor}</strong>
        </p>
      )}
      {query.q && list.total === 0 ? (
        <div className="nothing">
          <p>{t("We found nothing for “{{q}}”. Try fewer or other words, or look through", { q: query.q })}</p>
          <ul className="chosen">
            {shop.categories.slice(0, 8).map((c) => (
              <li key={c.code}>
                <Link href={categoryPath(c.code)} prefetch={false}>
                  {c.name}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <StyleList {...page} path="/search" t={t} />
      )}
    </>
  );
}
