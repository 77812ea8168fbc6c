import type { Metadata } from "next";
import Link from "next/link";
import { notFound, permanentRedirect } from "next/navigation";
import type { Say } from "../../../../i18n/fill-in.ts";
import { ShopError } from "../../../../lib/api.ts";
import { categoryPath, slug, stylePath, taxNote } from "../../../../lib/format.ts";
import { askKept } from "../../../../lib/kept.ts";
import type { Search } from "../../../../lib/list-query.ts";
import { productData } from "../../../../lib/product-data.ts";
import { type ShopFront, type StyleView, shopApi } from "../../../../lib/types.ts";
import { findShop, getOrigin, getVisitor } from "../../../../lib/visitor.ts";
import { getWords } from "../../../../lib/words.ts";
import { AddToBag } from "../../../../parts/add-to-bag.tsx";
import { Breadcrumbs } from "../../../../parts/breadcrumbs.tsx";
import { JsonLd } from "../../../../parts/json-ld.tsx";
import { Picture } from "../../../../parts/picture.tsx";
import { Price } from "../../../../parts/price.tsx";
import { RecentlyViewed } from "../../../../parts/recently-viewed.tsx";
import { SizeAdvice } from "../../../../parts/size-advice.tsx";
import { SizeChoice } from "../../../../parts/size-choice.tsx";
import { StyleFacts } from "../../../../parts/style-facts.tsx";
import { StyleRow } from "../../../../parts/style-row.tsx";
import { Swatch } from "../../../../parts/swatch.tsx";

interface Props {
  params: Promise<{ code: string; name?: string[] }>;
  searchParams: Promise<Search>;
}

async function read({ params }: Props) {
  const shop = await findShop();
  if (!shop) notFound();
  const code = decodeURIComponent((await params).code);
  try {
    return { shop, style: await askKept(shopApi.getShopStyle, { code }, await getVisitor()) };
  } catch (error) {
    if (error instanceof ShopError && error.problem.code === "not_found") notFound();
    throw error;
  }
}

const chosenColour = (style: StyleView, asked: string | string[] | undefined) =>
  style.colours.find((c) => c.code === asked) ?? style.colours.find((c) => !c.isSoldOut) ?? style.colours[0];

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [{ style }, t] = await Promise.all([read(props), getWords()]);
  const colour = chosenColour(style, (await props.searchParams)["colour"]);
  const picture = colour?.pictures[0];
  const description =
    style.description ?? t("{{style}}, in {{count}} colours.", { style: style.name, count: style.colours.length });
  return {
    title: style.name,
    description,
    alternates: { canonical: stylePath(style) },
    openGraph: { title: style.name, description, ...(picture ? { images: [`${picture.url}?w=960`] } : {}) },
  };
}

export default async function StylePage(props: Props) {
  const { shop, style } = await read(props);
  const [{ name }, search, origin, t] = await Promise.all([props.params, props.searchParams, getOrigin(), getWords()]);
  const path = stylePath(style);
  if (decodeURIComponent(name?.join("/") ?? "") !== slug(style.name)) permanentRedirect(path);
  const colour = chosenColour(style, search["colour"]);
  if (!colour) notFound();
  const back = `${path}?colour=${encodeURIComponent(colour.code)}`;
  const prices = colour.skus.map((s) => s.priceMinor);
  const lowest = colour.skus.find((s) => s.priceMinor === Math.min(...prices)) ?? style;
  const crumbs = [
    ...(style.category ? [{ name: style.category.name, href: categoryPath(style.category.code) }] : []),
    { name: style.name, href: path },
  ];
  return (
    <>
      <Breadcrumbs steps={crumbs} />
      <div className="style">
        <section className="gallery" aria-label={t("Pictures")}>
          {colour.pictures.map((picture, i) => (
            // Each leads to itself in full: a closer look that needs no script, and by keys through the row.
            <a key={picture.url} href={picture.url} target="_blank" rel="noreferrer">
              <Picture {...picture} sizes="(min-width: 900px) 48vw, 72vw" isFirst={i === 0} />
              <span className="unseen">{t(", larger")}</span>
            </a>
          ))}
          {colour.pictures.length === 0 && (
            <Picture
              url={null}
              hex={colour.hex}
              alt={t("{{style}} in {{colour}}, no picture yet", { style: style.name, colour: colour.name })}
              sizes="100vw"
            />
          )}
        </section>
        <div className="buy">
          {style.brand && style.brand !== shop.title && <p className="quiet">{style.brand}</p>}
          <h1>{style.name}</h1>
          <div className="buy-price">
            <Price shop={shop} t={t} price={{ ...lowest, hasMorePrices: prices.some((p) => p !== prices[0]) }} />
            <p className="quiet small">{taxNote(shop, t)}</p>
          </div>
          <div className="choice">
            <p className="choice-name">
              {t("Colour")}: <strong>{colour.name}</strong>
            </p>
            <ul className="swatches" aria-label={t("Colours")}>
              {style.colours.map((c) => (
                <li key={c.code}>
                  <Link
                    href={`${path}?colour=${encodeURIComponent(c.code)}`}
                    replace
                    scroll={false}
                    prefetch={false}
                    aria-current={c.code === colour.code ? "true" : undefined}
                    title={c.name}
                    className={c.isSoldOut ? "swatch-link is-out" : "swatch-link"}
                  >
                    <Swatch hex={c.hex} size={30} />
                    <span className="unseen">
                      {c.name}
                      {c.isSoldOut ? t(", sold out") : ""}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </div>
          {search["problem"] && (
            <p className="bad" role="alert">
              {String(search["problem"]).slice(0, 200)}
            </p>
          )}
          <SizeAdvice code={style.code} />
          <AddToBag key={colour.code} back={back}>
            <SizeChoice shop={shop} style={style} colour={colour} chosen={search["size"]} t={t} />
          </AddToBag>
          <StyleFacts shop={shop} style={style} t={t} />
        </div>
      </div>
      <Shelf shop={shop} title={t("Complete the look")} styles={style.look} t={t} />
      <Shelf shop={shop} title={t("Bought together")} styles={style.together} t={t} />
      <RecentlyViewed shop={shop} except={style.code} />
      <JsonLd data={productData(shop, style, origin)} />
    </>
  );
}

function Shelf(props: { shop: ShopFront; title: string; styles: StyleView["together"]; t: Say }) {
  const { shop, title, styles, t } = props;
  if (styles.length === 0) return null;
  return (
    <section className="block">
      <h2>{title}</h2>
      <StyleRow shop={shop} styles={styles} label={title} t={t} />
    </section>
  );
}
