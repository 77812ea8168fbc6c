import { currencyExponent } from "@selvedge/domain";
import Link from "next/link";
import type { Say } from "../i18n/fill-in.ts";
import { stylesWords } from "../lib/format.ts";
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
  t,
}: {
  shop: ShopFront;
  list: List;
  query: ListQuery;
  path: string;
  t: Say;
}) {
  const exponent = currencyExponent(shop.currency);
  return (
    <div className="list">
      <aside className="list-side" aria-label={t("Filters")}>
        <details className="filters">
          <summary className="button button-plain">
            <Icon name="filter" /> {t("Filters")}
          </summary>
          <Facets shop={shop} list={list} query={query} path={path} t={t} />
        </details>
      </aside>
      <section className="list-main" id="styles" aria-label={t("Styles")}>
        <div className="list-bar">
          <p aria-live="polite">{stylesWords(list.total, t)}</p>
          <nav aria-label={t("Sort")} className="sorts">
            <details key={query.sort}>
              <summary>{t(sorts.find(([key]) => key === query.sort)?.[1] ?? "")}</summary>
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
                      {t(name)}
                    </Link>
                  </li>
                ))}
              </ul>
            </details>
          </nav>
        </div>
        <Chosen shop={shop} query={query} path={path} t={t} />
        <h2 className="unseen">{t("Styles")}</h2>
        {list.items.length > 0 ? (
          <div className="grid">
            {list.items.map((style, i) => (
              <StyleCard
                key={style.code}
                shop={shop}
                style={style}
                t={t}
                isFirst={i < 4}
                isInColour={query.colour.length > 0}
              />
            ))}
          </div>
        ) : (
          <div className="nothing">
            <p>{t("Nothing here fits all of that.")}</p>
            <Link className="button button-plain" href={path} prefetch={false}>
              {t("Take the filters away")}
            </Link>
          </div>
        )}
        <Pages list={list} t={t} to={(page) => writeQuery(path, query, { page }, exponent)} />
      </section>
    </div>
  );
}

function Pages({ list, to, t }: { list: List; to: (page: number) => string; t: Say }) {
  if (list.pages < 2) return null;
  return (
    <nav className="pages" aria-label={t("Pages")}>
      {list.page > 1 && (
        <Link href={to(list.page - 1)} rel="prev" prefetch={false} className="button button-plain">
          {t("Back")}
        </Link>
      )}
      <span>{t("Page {{page}} of {{pages}}", { page: list.page, pages: list.pages })}</span>
      {list.page < list.pages && (
        <Link href={to(list.page + 1)} rel="next" prefetch={false} className="button button-plain">
          {t("More styles")}
        </Link>
      )}
    </nav>
  );
}
