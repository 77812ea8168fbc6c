import type { Operation } from "../../platform/runner.ts";
import { changePromotion } from "./change-promotion.ts";
import { createStyle } from "./create-style.ts";
import { createPriceList, listPriceLists } from "./price-lists.ts";
import { createPromotion, listPromotions } from "./promotions.ts";
import { listPrices } from "./read-prices.ts";
import { setPrices } from "./set-prices.ts";

export const operations = [
  createStyle,
  listPriceLists,
  createPriceList,
  listPrices,
  setPrices,
  listPromotions,
  createPromotion,
  changePromotion,
] as unknown as Operation[];
