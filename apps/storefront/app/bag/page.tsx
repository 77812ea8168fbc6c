import type { Metadata } from "next";
import Link from "next/link";
import { money, sizeName, stylePath, taxNote, usualDelivery } from "../../lib/format.ts";
import type { Search } from "../../lib/list-query.ts";
import type { Cart, ShopFront } from "../../lib/types.ts";
import { findCart, findShop } from "../../lib/visitor.ts";
import { Held } from "../../parts/held.tsx";
import { Picture } from "../../parts/picture.tsx";
import { PiecesChoice } from "../../parts/pieces-choice.tsx";
import { RecentlyViewed } from "../../parts/recently-viewed.tsx";

export const metadata: Metadata = { title: "Your bag", robots: { index: false } };

export default async function BagPage({ searchParams }: { searchParams: Promise<Search> }) {
  const shop = await findShop();
  if (!shop) return null;
  const [cart, search] = await Promise.all([findCart(), searchParams]);
  const problem = search["problem"];
  return (
    <>
      <h1 className="list-title">Your bag</h1>
      {problem && (
        <p className="bad" role="alert">
          {String(problem).slice(0, 200)}
        </p>
      )}
      {cart ? (
        <div className="bag">
          <section aria-label="In the bag">
            <Held shop={shop} cart={cart} back="/bag" />
            <ul className="bag-lines">
              {cart.lines.map((line) => (
                <BagLine key={line.skuId} shop={shop} line={line} />
              ))}
            </ul>
          </section>
          <Summary shop={shop} cart={cart} />
        </div>
      ) : (
        <div className="nothing">
          <p>There is nothing in your bag yet.</p>
          <Link className="button" href="/search" prefetch={false}>
            Look around
          </Link>
        </div>
      )}
      <RecentlyViewed shop={shop} />
    </>
  );
}

function BagLine({ shop, line }: { shop: ShopFront; line: Cart["lines"][number] }) {
  const href = `${stylePath({ code: line.styleCode, name: line.styleName })}?colour=${encodeURIComponent(line.colourCode)}`;
  const most = Math.max(line.qty, Math.min(10, line.mostQty));
  return (
    <li className="bag-line">
      <Picture url={line.pictureUrl} alt="" sizes="110px" />
      <div>
        <h2>
          <Link href={href} prefetch={false}>
            {line.styleName}
          </Link>
        </h2>
        <p className="quiet">
          {line.colourName}
          {line.size !== "ONE" && `, size ${sizeName(line.size)}`}
        </p>
        {line.state === "gone" && <p className="bad">This is not sold any more. Take it out to go on.</p>}
        {line.state === "short" && (
          <p className="bad">{line.mostQty > 0 ? `Only ${line.mostQty} are left.` : "Sold out meanwhile."}</p>
        )}
        <form action="/do/bag/change" method="post" className="qty">
          <input type="hidden" name="skuId" value={line.skuId} />
          <PiecesChoice qty={line.qty} most={most} label={`Pieces of ${line.styleName}, size ${sizeName(line.size)}`} />
          <noscript>
            <button type="submit" className="link">
              Change
            </button>
          </noscript>
          <button type="submit" name="remove" value="1" className="link">
            Take out
          </button>
        </form>
      </div>
      <p className="bag-price">
        {line.state !== "gone" && money(shop, line.lineMinor)}
        {line.discountMinor > 0 && <s>{money(shop, line.unitPriceMinor * line.qty)}</s>}
      </p>
    </li>
  );
}

function Summary({ shop, cart }: { shop: ShopFront; cart: Cart }) {
  const isStuck = cart.lines.some((l) => l.state === "gone" || l.state === "short");
  const free = usualDelivery(shop)?.freeFromMinor ?? null;
  const missing = free === null ? 0 : free - cart.goodsMinor;
  return (
    <section className="summary" aria-label="Sum">
      <dl>
        <div>
          <dt>
            {cart.pieces} {cart.pieces === 1 ? "piece" : "pieces"}
          </dt>
          <dd>{money(shop, cart.goodsMinor)}</dd>
        </div>
        {cart.discountMinor > 0 && (
          <div className="less">
            <dt>You save</dt>
            <dd>{money(shop, cart.discountMinor)}</dd>
          </div>
        )}
      </dl>
      <p className="quiet small">
        {taxNote(shop)}
        {missing > 0
          ? `. ${money(shop, missing)} more and delivery is free.`
          : free !== null
            ? ". Delivery is free."
            : "."}
      </p>
      {isStuck ? (
        <p className="bad">Mend the lines marked above to go on.</p>
      ) : (
        <Link className="button button-wide" href="/checkout" prefetch={false}>
          Go to checkout
        </Link>
      )}
    </section>
  );
}
