import { currencyExponent } from "@selvedge/domain";
import Link from "next/link";
import type { Say } from "../i18n/fill-in.ts";
import { money, sizeName, stylesWords } from "../lib/format.ts";
import { type ListQuery, toggled, writeQuery } from "../lib/list-query.ts";
import type { ShopFront, StyleList } from "../lib/types.ts";
import { Swatch } from "./swatch.tsx";

/** Filters as links: each leads to the list with that value added or taken away, and says how many it would show. */
export function Facets({
  shop,
  list,
  query,
  path,
  t,
}: {
  shop: ShopFront;
  list: StyleList;
  query: ListQuery;
  path: string;
  t: Say;
}) {
  const exponent = currencyExponent(shop.currency);
  const to = (change: Partial<ListQuery>) => writeQuery(path, query, change, exponent);
  const { sizes, colours, fabrics, categories, collections, leastMinor, mostMinor } = list.facets;
  const unit = 10 ** exponent;
  return (
    <div className="facets">
      <FacetList
        title={t("Kind")}
        values={categories}
        chosen={query.kind}
        to={(value) => to({ kind: toggled(query.kind, value) })}
      />
      <FacetList
        title={t("Colour")}
        values={inWords(colours, t)}
        chosen={query.colour}
        to={(value) => to({ colour: toggled(query.colour, value) })}
      />
      {sizes.length > 0 && (
        <FacetGroup title={t("Size in stock")} isOpen>
          <ul className="facet-sizes">
            {sizes.map((s) => (
              <li key={s.value}>
                <FacetLink href={to({ size: toggled(query.size, s.value) })} isOn={query.size.includes(s.value)}>
                  {sizeName(s.label, t)} <span className="unseen">{stylesWords(s.count, t)}</span>
                </FacetLink>
              </li>
            ))}
          </ul>
        </FacetGroup>
      )}
      <FacetList
        title={t("Fabric")}
        values={inWords(fabrics, t)}
        chosen={query.fabric}
        to={(value) => to({ fabric: toggled(query.fabric, value) })}
      />
      <FacetList
        title={t("Collection")}
        values={collections}
        chosen={query.collection}
        to={(value) => to({ collection: toggled(query.collection, value) })}
      />
      <FacetGroup title={t("Price")} isOpen={query.least !== undefined || query.most !== undefined}>
        <form className="facet-price" action={path} method="get">
          {[...new URL(to({ least: undefined, most: undefined } as never), "http://x").searchParams].map(
            ([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ),
          )}
          <label>
            <span className="unseen">{t("Least price")}</span>
            <input
              name="min"
              inputMode="decimal"
              placeholder={String(Math.floor(leastMinor / unit))}
              defaultValue={query.least === undefined ? "" : query.least / unit}
            />
          </label>
          <span aria-hidden>–</span>
          <label>
            <span className="unseen">{t("Highest price")}</span>
            <input
              name="max"
              inputMode="decimal"
              placeholder={String(Math.ceil(mostMinor / unit))}
              defaultValue={query.most === undefined ? "" : query.most / unit}
            />
          </label>
          <button type="submit" className="button button-plain button-small">
            {t("Show")}
          </button>
        </form>
        {mostMinor > 0 && (
          <p className="quiet small">
            {t("{{from}} to {{to}}", { from: money(shop, leastMinor), to: money(shop, mostMinor) })}
          </p>
        )}
      </FacetGroup>
      <p className="facet-stock">
        <FacetLink href={to({ inStock: !query.inStock })} isOn={query.inStock}>
          {t("Only what is in stock")}
        </FacetLink>
      </p>
      <a href="#styles" className="button button-wide facets-done">
        {list.total === 1 ? t("Show 1 style") : t("Show {{count}} styles", { count: list.total })}
      </a>
    </div>
  );
}

/** Colours and fabrics have names of their own in every language. */
const inWords = <V extends { label: string }>(values: readonly V[], t: Say): V[] =>
  values.map((value) => ({ ...value, label: t(value.label) }));

/** Values one under the other. One that all of them have would narrow nothing, so it is left out. */
function FacetList(props: {
  title: string;
  values: readonly StyleList["facets"]["colours"][number][];
  chosen: readonly string[];
  to: (value: string) => string;
}) {
  const { title, values, chosen, to } = props;
  if (values.length < 2 && chosen.length === 0) return null;
  return (
    <FacetGroup title={title} isOpen>
      <ul className="facet-list">
        {values.map((v) => (
          <li key={v.value}>
            <FacetLink href={to(v.value)} isOn={chosen.includes(v.value)}>
              {v.hex && <Swatch hex={v.hex} />} {v.label} <span className="count">{v.count}</span>
            </FacetLink>
          </li>
        ))}
      </ul>
    </FacetGroup>
  );
}

function FacetGroup({ title, isOpen, children }: { title: string; isOpen: boolean; children: React.ReactNode }) {
  return (
    <details className="facet" open={isOpen}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

function FacetLink({ href, isOn, children }: { href: string; isOn: boolean; children: React.ReactNode }) {
  return (
    <Link
      href={href}
      rel="nofollow"
      prefetch={false}
      scroll={false}
      aria-current={isOn ? "true" : undefined}
      className={isOn ? "facet-link is-on" : "facet-link"}
    >
      {children}
    </Link>
  );
}

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** What is chosen, each to be taken away by a touch. */
export function Chosen(props: { shop: ShopFront; query: ListQuery; path: string; t: Say }) {
  const { shop, query, path, t } = props;
  const exponent = currencyExponent(shop.currency);
  const nameOf = (named: readonly { key: string; name: string }[], key: string) =>
    named.find((n) => n.key === key)?.name ?? key;
  const kinds = shop.categories.map((c) => ({ key: c.code, name: c.name }));
  const collections = shop.collections.map((c) => ({ key: c.slug, name: c.name }));
  const chips: { label: string; change: Partial<ListQuery> }[] = [
    ...query.kind.map((k) => ({ label: nameOf(kinds, k), change: { kind: toggled(query.kind, k) } })),
    ...query.collection.map((c) => ({
      label: nameOf(collections, c),
      change: { collection: toggled(query.collection, c) },
    })),
    ...query.colour.map((c) => ({ label: t(capitalised(c)), change: { colour: toggled(query.colour, c) } })),
    ...query.fabric.map((f) => ({ label: t(capitalised(f)), change: { fabric: toggled(query.fabric, f) } })),
    ...query.size.map((s) => ({
      label: t("Size {{size}}", { size: sizeName(s, t) }),
      change: { size: toggled(query.size, s) },
    })),
    ...(query.least === undefined
      ? []
      : [{ label: t("From {{money}}", { money: money(shop, query.least) }), change: { least: undefined as never } }]),
    ...(query.most === undefined
      ? []
      : [{ label: t("Up to {{money}}", { money: money(shop, query.most) }), change: { most: undefined as never } }]),
    ...(query.inStock ? [{ label: t("In stock"), change: { inStock: false } }] : []),
  ];
  if (chips.length === 0) return null;
  return (
    <ul className="chosen" aria-label={t("Chosen filters")}>
      {chips.map((chip) => (
        <li key={chip.label}>
          <Link href={writeQuery(path, query, chip.change, exponent)} rel="nofollow" prefetch={false} scroll={false}>
            {chip.label} <span aria-hidden>×</span>
            <span className="unseen">{t(", take away")}</span>
          </Link>
        </li>
      ))}
      <li>
        <Link href={query.q ? `${path}?q=${encodeURIComponent(query.q)}` : path} prefetch={false} scroll={false}>
          {t("Clear all")}
        </Link>
      </li>
    </ul>
  );
}
