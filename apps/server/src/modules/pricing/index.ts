export { findCoupon, takeCoupon } from "./coupons.ts";
export { type PriceRow, readPricesEarly, toListRule } from "./load-list-prices.ts";
export { loadPriceLists, loadPromotions, type PriceListRow } from "./load-price-rules.ts";
export { nextPriceChange } from "./next-price-change.ts";
export { openPriceLists } from "./open-price-lists.ts";
export {
  type LineToPrice,
  mostPromotionsOf,
  type PricedLine,
  type PriceLinesInput,
  type PriceStep,
  priceManyLines,
} from "./price-lines.ts";
export { operations } from "./routes.ts";
export { setPricesStep } from "./set-prices.ts";
