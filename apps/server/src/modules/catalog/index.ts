export { findCategoryPath } from "./category-path.ts";
export { findSkusForOrder, type SkuForOrder } from "./find-skus-for-order.ts";
export { importSkus, type KnownSku, type PastSku } from "./import-skus.ts";
export { insertStyle, type NewStyle } from "./insert-style.ts";
export { openCatalog } from "./open-catalog.ts";
export type { Style } from "./read-style.ts";
export { operations } from "./routes.ts";
export { setColourwayPicture } from "./set-colourway-picture.ts";
