import type { Metadata } from "next";
import Link from "next/link";
import type { Say } from "../../i18n/fill-in.ts";
import { money, piecesWords, sizeName, stylePath, taxNote, usualDelivery } from "../../lib/format.ts";
import type { Search } from "../../lib/list-query.ts";
import type { Cart, ShopFront } from "../../lib/types.ts";
import { findCart, findShop } from "../../lib/visitor.ts";
import { getWords } from "../../lib/words.ts";
import { Held } from "../../parts/held.tsx";
import { Picture } from "../../parts/picture.tsx";
import { PiecesChoice } from "../../parts/pieces-choice.tsx";
import { RecentlyViewed } from "../../parts/recently-viewed.tsx";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getWords())("Your bag"),
  robots: { index: false },
});

export default async function BagPage({ searchParams }: { searchParams: Promise<Search> }) {
  const shop = await findShop();
  if (!shop) return null;
  const [cart, search, t] = await Promise.all([findCart(), searchParams, getWords()]);
  const problem = search["problem"];
  return (
    <>
      <h1 className="list-title">{t("Your bag")}</h1>
      {problem && (
        <p className="bad" role="alert">
          {String(problem).slice(0, 200)}
        </p>
      )}
      {cart ? (
        <div className="bag">
          <section aria-label={t("In the bag")}>
            <Held shop={shop} cart={cart} back="/bag" />
            <ul className="bag-lines">
              {cart.lines.map((line) => (
                <BagLine key={line.skuId} shop={shop} line={line} t={t} />
              ))}
            </ul>
          </section>
          <Summary shop={shop} cart={cart} t={t} />
        </div>
      ) : (
        <div className="nothing">
          <p>{t("There is nothing in your bag yet.")}</p>
          <Link className="button" href="/search" prefetch={false}>
            {t("Look around")}
          </Link>
        </div>
      )}
      <RecentlyViewed shop={shop} />
    </>
  );
}

function BagLine({ shop, line, t }: { shop: ShopFront; line: Cart["lines"][number]; t: Say }) {
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
          {line.size !== "ONE" && t(", size {{size}}", { size: line.size })}
        </p>
        {line.state === "gone" && <p className="bad">{t("This is not sold any more. Take it out to go on.")}</p>}
        {line.state === "short" && (
          <p className="bad">
            {line.mostQty > 0 ? t("Only {{count}} are left.", { count: line.mostQty }) : t("Sold out meanwhile.")}
          </p>
        )}
        <form action="/do/bag/change" method="post" className="qty">
          <input type="hidden" name="skuId" value={line.skuId} />
          <PiecesChoice
            qty={line.qty}
            most={most}
            label={t("Pieces of {{style}}, size {{size}}", { style: line.styleName, size: sizeName(line.size, t) })}
          />
          <noscript>
            <button type="submit" className="link">
              {t("Change")}
            </button>
          </noscript>
          <button type="submit" name="remove" value="1" className="link">
            {t("Take out")}
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

function Summary({ shop, cart, t }: { shop: ShopFront; cart: Cart; t: Say }) {
  const isStuck = cart.lines.some((l) => l.state === "gone" || l.state === "short");
  const free = usualDelivery(shop)?.freeFromMinor ?? null;
  const missing = free === null ? 0 : free - cart.goodsMinor;
  return (
    <section className="summary" aria-label={t("Sum")}>
      <dl>
        <div>
          <dt>{piecesWords(cart.pieces, t)}</dt>
          <dd>{money(shop, cart.goodsMinor)}</dd>
        </div>
        {cart.discountMinor > 0 && (
          // Already off the sum above: told of, not taken off again.
          <div className="less small">
            <dt>{t("You save")}</dt>
            <dd>{money(shop, cart.discountMinor)}</dd>
          </div>
        )}
      </dl>
      <p className="quiet small">
        {taxNote(shop, t)}.{" "}
        {missing > 0
          ? t("{{money}} more and delivery is free.", { money: money(shop, missing) })
          : free !== null && t("Delivery is free.")}
      </p>
      {isStuck ? (
        <p className="bad">{t("Mend the lines marked above to go on.")}</p>
      ) : (
        <Link className="button button-wide" href="/checkout" prefetch={false}>
          {t("Go to checkout")}
        </Link>
      )}
    </section>
  );
}
