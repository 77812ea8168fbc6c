import "./learn-markdown.ts";
import "./learn-prices.ts";
import { getMarkdownPlan, listMarkdownPlans } from "./list-markdown-plans.ts";
import { getPriceStudio, listPriceStudio } from "./list-price-studio.ts";
import { endPriceTest, listPriceTests, startPriceTest } from "./price-tests.ts";

export const priceOperations = [
  listPriceStudio,
  getPriceStudio,
  listMarkdownPlans,
  getMarkdownPlan,
  listPriceTests,
  startPriceTest,
  endPriceTest,
];
