import { currencyExponent } from "@selvedge/domain";
import Link from "next/link";
import { type ListQuery, sorts, writeQuery } from "../lib/list-query.ts";
import type { StyleList as List, ShopFront } from "../lib/types.ts";
import { Chosen, Facets } from "./facets.tsx";
import { Icon } from "./icon.tsx";
import { StyleCard } from "./style-card.tsx";

/** A list of styles with its filters, the same on category, collection and search pages. */
export function StyleList({
  shop,
  list,
  query,
  path,
}: {
  shop: ShopFront;
  list: List;
  query: ListQuery;
  path: string;
}) {
  const exponent = currencyExponent(shop.currency);
  return (
    <div className="list">
      <aside className="list-side" aria-label="Filters">
        <details className="filters">
          <summary className="button button-plain">
            <Icon name="filter" /> Filters
          </summary>
          <Facets shop={shop} list={list} query={query} path={path} />
        </details>
      </aside>
      <section className="list-main" id="styles" aria-label="Styles">
        <div className="list-bar">
          <p aria-live="polite">
            {list.total} {list.total === 1 ? "style" : "styles"}
          </p>
          <nav aria-label="Sort" className="sorts">
            <details>
              <summary>{sorts.find(([key]) => key === query.sort)?.[1]}</summary>
              <ul>
                {sorts.map(([key, name]) => (
                  <li key={key}>
                    <Link
                      href={writeQuery(path, query, { sort: key }, exponent)}
                      rel="nofollow"
                      prefetch={false}
                      scroll={false}
                      aria-current={query.sort === key ? "true" : undefined}
                    >
                      {name}
                    </Link>
                  </li>
                ))}
              </ul>
            </details>
          </nav>
        </div>
        <Chosen shop={shop} query={query} path={path} />
        {list.items.length > 0 ? (
          <div className="grid">
            {list.items.map((style, i) => (
              <StyleCard key={style.code} shop={shop} style={style} isFirst={i < 4} />
            ))}
          </div>
        ) : (
          <div className="nothing">
            <p>Nothing here fits all of that.</p>
            <Link className="button button-plain" href={path} prefetch={false}>
              Take the filters away
            </Link>
          </div>
        )}
        <Pages list={list} to={(page) => writeQuery(path, query, { page }, exponent)} />
      </section>
    </div>
  );
}

function Pages({ list, to }: { list: List; to: (page: number) => string }) {
  if (list.pages < 2) return null;
  return (
    <nav className="pages" aria-label="Pages">
      {list.page > 1 && (
        <Link href={to(list.page - 1)} rel="prev" prefetch={false} className="button button-plain">
          Back
        </Link>
      )}
      <span>
        Page {list.page} of {list.pages}
      </span>
      {list.page < list.pages && (
        <Link href={to(list.page + 1)} rel="next" prefetch={false} className="button button-plain">
          More styles
        </Link>
      )}
    </nav>
  );
}
