import type { Metadata } from "next";
import Link from "next/link";
import { categoryPath } from "../../lib/format.ts";
import { listMetadata, readListPage } from "../../lib/list-page.ts";
import type { Search } from "../../lib/list-query.ts";
import { StyleList } from "../../parts/style-list.tsx";

interface Props {
  searchParams: Promise<Search>;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const page = await readListPage({}, searchParams);
  return listMetadata(page, "/search", page.query.q ? `Search: ${page.query.q}` : "All styles");
}

export default async function SearchPage({ searchParams }: Props) {
  const page = await readListPage({}, searchParams);
  const { shop, list, query } = page;
  return (
    <>
      <h1 className="list-title">{query.q ? `“${query.q}”` : "All styles"}</h1>
      <form action="/search" method="get" className="search-page">
        <label className="field">
          <span>Search the shop</span>
          <input
            type="search"
            name="q"
            defaultValue={query.q ?? ""}
            maxLength={100}
            placeholder="Linen shirt, navy, KU101"
          />
        </label>
        <button type="submit" className="button">
          Search
        </button>
      </form>
      {list.searchedFor && (
        <p className="list-blurb">
          Nothing is called “{query.q}”; these are for <strong>{list.searchedFor}</strong>.
        </p>
      )}
      {query.q && list.total === 0 ? (
        <div className="nothing">
          <p>We found nothing for “{query.q}”. Try fewer or other words, or look through</p>
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
        <StyleList {...page} path="/search" />
      )}
    </>
  );
}
