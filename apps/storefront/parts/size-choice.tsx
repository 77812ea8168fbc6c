import { money, sizeName } from "../lib/format.ts";
import type { ShopFront, StyleView } from "../lib/types.ts";

type Colour = StyleView["colours"][number];

/** Sizes of a colour as radio buttons, sold-out ones seen and inert, and the button that buys. */
export function SizeChoice(props: {
  shop: ShopFront;
  style: StyleView;
  colour: Colour;
  chosen: string | string[] | undefined;
}) {
  const { shop, colour, chosen } = props;
  const buyable = colour.skus.filter((s) => s.stock !== "sold_out");
  const isOneSize = colour.skus.length === 1 && colour.skus[0]?.size === "ONE";
  if (isOneSize && colour.skus[0]) {
    return (
      <>
        <input type="hidden" name="skuId" value={colour.skus[0].skuId} />
        <StockWords colour={colour} />
        <BuyButton isSoldOut={buyable.length === 0} />
      </>
    );
  }
  const differ = new Set(colour.skus.map((s) => s.priceMinor)).size > 1;
  return (
    <>
      <fieldset className="sizes">
        <legend className="choice-name">Size</legend>
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
              {sizeName(sku.size)}
              {differ && <small>{money(shop, sku.priceMinor)}</small>}
              {sku.stock === "few" && <small className="few">{sku.left} left</small>}
              {sku.stock === "sold_out" && <span className="unseen">, sold out</span>}
            </span>
          </label>
        ))}
      </fieldset>
      <BuyButton isSoldOut={buyable.length === 0} />
    </>
  );
}

function StockWords({ colour }: { colour: Colour }) {
  const [sku] = colour.skus;
  return sku?.stock === "few" ? <p className="few">Only {sku.left} left</p> : null;
}

function BuyButton({ isSoldOut }: { isSoldOut: boolean }) {
  return (
    <button type="submit" className="button button-wide" disabled={isSoldOut}>
      {isSoldOut ? "Sold out in this colour" : "Put into the bag"}
    </button>
  );
}
