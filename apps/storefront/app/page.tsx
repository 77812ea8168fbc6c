import type { Metadata } from "next";
import Link from "next/link";
import type { Say } from "../i18n/fill-in.ts";
import { categoryPath, collectionPath, stylePath } from "../lib/format.ts";
import { askKept } from "../lib/kept.ts";
import { type ShopFront, shopApi } from "../lib/types.ts";
import { findShop, getOrigin, getVisitor } from "../lib/visitor.ts";
import { getWords } from "../lib/words.ts";
import { JsonLd } from "../parts/json-ld.tsx";
import { Picture } from "../parts/picture.tsx";
import { RecentlyViewed } from "../parts/recently-viewed.tsx";
import { StyleRow } from "../parts/style-row.tsx";

export const metadata: Metadata = { alternates: { canonical: "/" } };

const mostTiles = 8;

export default async function Home() {
  const shop = await findShop();
  if (!shop) return null;
  const [home, origin, t] = await Promise.all([
    askKept(shopApi.getShopHome, {}, await getVisitor()),
    getOrigin(),
    getWords(),
  ]);
  const { hero } = home;
  const first = home.rows[0];
  return (
    <>
      {hero && (
        <section className="hero">
          <div className="hero-words">
            <h1>{shop.tagline ?? shop.title}</h1>
            {shop.about && <p>{shop.about}</p>}
            <div className="hero-links">
              {first && (
                <Link className="button" href={collectionPath(first.slug)} prefetch={false}>
                  {t("Shop {{name}}", { name: first.name.toLowerCase() })}
                </Link>
              )}
              <Link className="button button-plain" href={stylePath(hero)} prefetch={false}>
                {t("See {{name}}", { name: hero.name })}
              </Link>
            </div>
          </div>
          <div className="hero-pictures">
            {hero.colours.slice(0, 3).map((colour, i) => (
              <Picture
                key={colour.code}
                url={colour.pictureUrl}
                hex={colour.hex}
                alt={t("{{style}} in {{colour}}", { style: hero.name, colour: colour.name })}
                sizes="(min-width: 1000px) 300px, 40vw"
                isFirst={i === 0}
              />
            ))}
          </div>
        </section>
      )}
      {!hero && <h1 className="unseen">{shop.title}</h1>}
      {home.rows.slice(0, 1).map((row) => (
        <HomeRow key={row.slug} shop={shop} row={row} t={t} />
      ))}
      <section className="block">
        <h2>{t("Shop by kind")}</h2>
        <ul className="tiles">
          {shop.categories.slice(0, mostTiles).map((category) => (
            <li key={category.code} className="tile">
              <Picture url={category.pictureUrl} alt="" sizes="(min-width: 700px) 170px, 24vw" />
              <Link href={categoryPath(category.code)} prefetch={false} className="card-link">
                {category.name}
              </Link>
              <span className="quiet">{category.count}</span>
            </li>
          ))}
        </ul>
      </section>
      {home.rows.slice(1).map((row) => (
        <HomeRow key={row.slug} shop={shop} row={row} t={t} />
      ))}
      <RecentlyViewed shop={shop} />
      <JsonLd
        data={{
          "@type": "WebSite",
          name: shop.title,
          url: `${origin}/`,
          potentialAction: {
            "@type": "SearchAction",
            target: `${origin}/search?q={search_term_string}`,
            "query-input": "required name=search_term_string",
          },
        }}
      />
    </>
  );
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number];
const rowsOf = async () => (await askKept(shopApi.getShopHome, {}, await getVisitor())).rows;

function HomeRow({ shop, row, t }: { shop: ShopFront; row: Row; t: Say }) {
  return (
    <section className="block">
      <div className="block-head">
        <div>
          <h2>{row.name}</h2>
          {row.blurb && <p className="quiet">{row.blurb}</p>}
        </div>
        <Link href={collectionPath(row.slug)} prefetch={false}>
          {t("See all {{count}}", { count: row.count })}
          <span className="unseen">: {row.name}</span>
        </Link>
      </div>
      <StyleRow shop={shop} styles={row.items} label={row.name} t={t} />
    </section>
  );
}
