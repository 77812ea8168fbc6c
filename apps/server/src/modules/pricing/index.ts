export { openPriceLists } from "./open-price-lists.ts";
export { type LineToPrice, type PricedLine, type PriceLinesInput, type PriceStep, priceLines } from "./price-lines.ts";
export { operations } from "./routes.ts";
export { setPricesStep } from "./set-prices.ts";
