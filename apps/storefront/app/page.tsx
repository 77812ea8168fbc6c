import type { Metadata } from "next";
import Link from "next/link";
import { categoryPath, collectionPath, stylePath } from "../lib/format.ts";
import { askKept } from "../lib/kept.ts";
import { shopApi } from "../lib/types.ts";
import { findShop, getOrigin, getVisitor } from "../lib/visitor.ts";
import { JsonLd } from "../parts/json-ld.tsx";
import { Picture } from "../parts/picture.tsx";
import { RecentlyViewed } from "../parts/recently-viewed.tsx";
import { StyleRow } from "../parts/style-row.tsx";

export const metadata: Metadata = { alternates: { canonical: "/" } };

const mostTiles = 8;

export default async function Home() {
  const shop = await findShop();
  if (!shop) return null;
  const [home, origin] = await Promise.all([askKept(shopApi.getShopHome, {}, await getVisitor()), getOrigin()]);
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
                  Shop {first.name.toLowerCase()}
                </Link>
              )}
              <Link className="button button-plain" href={stylePath(hero)} prefetch={false}>
                See {hero.name}
              </Link>
            </div>
          </div>
          <div className="hero-pictures">
            {hero.colours.slice(0, 3).map((colour, i) => (
              <Picture
                key={colour.code}
                url={colour.pictureUrl}
                hex={colour.hex}
                alt={`${hero.name} in ${colour.name}`}
                sizes="(min-width: 1000px) 300px, 40vw"
                isFirst={i === 0}
              />
            ))}
          </div>
        </section>
      )}
      {!hero && <h1 className="unseen">{shop.title}</h1>}
      {home.rows.slice(0, 1).map((row) => (
        <HomeRow key={row.slug} shop={shop} row={row} />
      ))}
      <section className="block">
        <h2>Shop by kind</h2>
        <ul className="tiles">
          {shop.categories.slice(0, mostTiles).map((category) => (
            <li key={category.code} className="tile">
              <Picture url={category.pictureUrl} alt="" sizes="(min-width: 1000px) 160px, 30vw" />
              <Link href={categoryPath(category.code)} prefetch={false} className="card-link">
                {category.name}
              </Link>
              <span className="quiet">{category.count}</span>
            </li>
          ))}
        </ul>
      </section>
      {home.rows.slice(1).map((row) => (
        <HomeRow key={row.slug} shop={shop} row={row} />
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

function HomeRow({ shop, row }: { shop: NonNullable<Awaited<ReturnType<typeof findShop>>>; row: Row }) {
  return (
    <section className="block">
      <div className="block-head">
        <div>
          <h2>{row.name}</h2>
          {row.blurb && <p className="quiet">{row.blurb}</p>}
        </div>
        <Link href={collectionPath(row.slug)} prefetch={false}>
          See all {row.count}
          <span className="unseen"> of {row.name}</span>
        </Link>
      </div>
      <StyleRow shop={shop} styles={row.items} label={row.name} />
    </section>
  );
}
