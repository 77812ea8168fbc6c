import type { Say } from "../i18n/fill-in.ts";
import { money, sizeName } from "../lib/format.ts";
import type { ShopFront, StyleView } from "../lib/types.ts";

type Colour = StyleView["colours"][number];

/** Sizes of a colour as radio buttons, sold-out ones seen and inert, and the button that buys. */
export function SizeChoice(props: {
  shop: ShopFront;
  style: StyleView;
  colour: Colour;
  chosen: string | string[] | undefined;
  t: Say;
}) {
  const { shop, colour, chosen, t } = props;
  const buyable = colour.skus.filter((s) => s.stock !== "sold_out");
  const isOneSize = colour.skus.length === 1 && colour.skus[0]?.size === "ONE";
  if (isOneSize && colour.skus[0]) {
    return (
      <>
        <input type="hidden" name="skuId" value={colour.skus[0].skuId} />
        <StockWords colour={colour} t={t} />
        <BuyButton isSoldOut={buyable.length === 0} t={t} />
      </>
    );
  }
  const differ = new Set(colour.skus.map((s) => s.priceMinor)).size > 1;
  return (
    <>
      <fieldset className="sizes">
        <legend className="choice-name">{t("Size")}</legend>
        {colour.skus.map((sku) => (
          <label key={sku.skuId} className={sku.stock === "sold_out" ? "size is-out" : "size"}>
            <input
              type="radio"
              name="skuId"
              value={sku.skuId}
              required
              disabled={sku.stock === "sold_out"}
              defaultChecked={sku.size === chosen || (buyable.length === 1 && sku === buyable[0])}
            />
            <span>
              {sizeName(sku.size, t)}
              {differ && <small>{money(shop, sku.priceMinor)}</small>}
              {sku.stock === "few" && <small className="few">{t("{{count}} left", { count: sku.left ?? 0 })}</small>}
              {sku.stock === "sold_out" && <span className="unseen">{t(", sold out")}</span>}
            </span>
          </label>
        ))}
      </fieldset>
      <BuyButton isSoldOut={buyable.length === 0} t={t} />
    </>
  );
}

function StockWords({ colour, t }: { colour: Colour; t: Say }) {
  const [sku] = colour.skus;
  return sku?.stock === "few" ? <p className="few">{t("{{count}} left", { count: sku.left ?? 0 })}</p> : null;
}

function BuyButton({ isSoldOut, t }: { isSoldOut: boolean; t: Say }) {
  return (
    <button type="submit" className="button button-wide" disabled={isSoldOut}>
      {isSoldOut ? t("Sold out in this colour") : t("Put into the bag")}
    </button>
  );
}
