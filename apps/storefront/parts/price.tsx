import type { Say } from "../i18n/fill-in.ts";
import { money } from "../lib/format.ts";
import type { ShopFront } from "../lib/types.ts";

/** What a piece costs, and what it cost before a promotion. */
export function Price(props: {
  shop: Pick<ShopFront, "currency" | "locale">;
  t: Say;
  price: { priceMinor: number; listMinor: number; hasMorePrices?: boolean };
}) {
  const { shop, price, t } = props;
  const isLess = price.listMinor > price.priceMinor;
  return (
    <p className="price">
      {price.hasMorePrices && <span className="from">{t("from")} </span>}
      <span className={isLess ? "price-now price-less" : "price-now"}>{money(shop, price.priceMinor)}</span>
      {isLess && (
        <>
          {" "}
          <s>
            <span className="unseen">{t("before")} </span>
            {money(shop, price.listMinor)}
          </s>{" "}
          <span className="less">−{Math.round((1 - price.priceMinor / price.listMinor) * 100)} %</span>
        </>
      )}
    </p>
  );
}
