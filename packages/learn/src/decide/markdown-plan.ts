import { accept, type LearnRefusal, type Outcome, refuse } from "../outcome.ts";
import type { Factor } from "./factor.ts";
import { type MarkdownSeason, makeSeason, solveMarkdown } from "./markdown-solve.ts";
import type { LadderStep } from "./price-ladder.ts";

/** A season's end to plan; money in minor units, one entry of `weeklyQty` per remaining week. */
export type MarkdownInput = {
  stockQty: number;
  /** Expected units per week at the present price, as the season goes. */
  weeklyQty: readonly number[];
  presentPriceMinor: number;
  ladder: readonly LadderStep[];
  elasticity: { elasticity: number; standardError: number };
  /** What a unit left at the end brings. */
  salvageMinor: number;
  /** Net price never below this. */
  floorMinor?: number;
  /** Largest cut in one week, as a share of the price before. */
  maxStepShare?: number;
  /** Cost of relabelling once. */
  changeCostMinor?: number;
  holdingMinorPerWeek?: number;
  /** Variance of weekly demand over its mean; 1 is Poisson. */
  dispersion?: number;
};

/** Prices by week if demand goes as expected, and what the plan is worth. Later weeks are replanned on what was sold. */
export type MarkdownPlan = {
  pricesMinor: number[];
  expectedProfitMinor: number;
  /** The same at the present price to the end. */
  holdProfitMinor: number;
  /** Worth of this week's price under the ends of the elasticity's 90 % range, later weeks planned well. */
  profitLowMinor: number;
  profitHighMinor: number;
  expectedLeftover: number;
  sellThrough: number;
  factors: Factor[];
};

function checkMarkdown(input: MarkdownInput): LearnRefusal | null {
  const { stockQty, weeklyQty, presentPriceMinor, ladder, elasticity, salvageMinor, dispersion = 1 } = input;
  if (weeklyQty.length === 0 || ladder.length === 0) return refuse("empty", "no weeks or no ladder");
  if (weeklyQty.length > 104 || ladder.length > 200) return refuse("too_large", "more than 104 weeks or 200 prices");
  if (!(Number.isInteger(stockQty) && stockQty >= 0 && stockQty <= 1e6))
    return refuse("out_of_range", "stock must be whole, up to 1e6");
  if (!weeklyQty.every((q) => q >= 0 && q <= 1e6)) return refuse("out_of_range", "a week's quantity is out of range");
  if (!(presentPriceMinor > 0) || !ladder.every((s) => s.priceMinor > 0 && s.netMinor >= 0 && s.netMinor <= 1e12))
    return refuse("out_of_range", "a price is out of range");
  if (!(Math.abs(elasticity.elasticity) <= 20 && elasticity.standardError >= 0 && elasticity.standardError <= 20))
    return refuse("out_of_range", "elasticity is not a usable number");
  const { floorMinor = 0, maxStepShare = 1, changeCostMinor = 0, holdingMinorPerWeek = 0 } = input;
  if (![salvageMinor, floorMinor, maxStepShare, changeCostMinor, holdingMinorPerWeek].every((v) => v >= 0 && v <= 1e12))
    return refuse("out_of_range", "salvage, floor, step and costs must not be negative");
  return dispersion >= 1 && dispersion <= 1000 ? null : refuse("out_of_range", "dispersion must lie in [1, 1000]");
}

/** Plays the plan with demand as expected and reports prices and what is left. */
function playExpected(season: MarkdownSeason, choose: (week: number, stock: number, price: number) => number) {
  let stock = season.stockQty;
  let price = 0;
  const prices: number[] = [];
  for (let week = 0; week < season.weeks; week++) {
    price = choose(week, stock, price);
    prices.push(season.ladder[price]!.priceMinor);
    stock -= Math.min(stock, season.meanQty(week, price));
  }
  return { prices, left: stock };
}

/**
 * Plans markdowns to the season's end by dynamic programming over week, stock and price: each week the price (never rising, within the
 * largest step, not under the floor) that earns most in expectation over this week's sales and everything after (Gallego and van Ryzin
 * 1994, in discrete weeks). Demand counts are Poisson or negative binomial around weekly quantity times (price / present)^elasticity.
 * Large stocks are planned in lots; with up to 400 units the answer is exact.
 */
export function planMarkdown(input: MarkdownInput): Outcome<MarkdownPlan> {
  const refusal = checkMarkdown(input);
  if (refusal) return refusal;
  const { elasticity, standardError } = input.elasticity;
  const season = makeSeason(input, Math.min(0, elasticity));
  if (season.ladder.length === 0) return refuse("no_feasible_choice", "floor, ladder and present price leave no price");
  const solved = solveMarkdown(season);
  const { prices, left } = playExpected(season, solved.choose);
  const first = solved.choose(0, season.stockQty, 0);
  const worth = [-1.645, 1.645].map((z) => {
    const other = solveMarkdown(makeSeason(input, Math.min(0, elasticity + z * standardError)));
    return other.valueOfFirst(first);
  });
  const hold = solveMarkdown({ ...season, ladder: season.ladder.slice(0, 1) });
  const stock = input.stockQty;
  const factors = [
    { factor: "stock", value: stock, unit: "units" },
    { factor: "weeks left", value: season.weeks, unit: "weeks" },
    {
      factor: "expected sales at the present price",
      value: input.weeklyQty.reduce((sum, q) => sum + q, 0),
      unit: "units",
    },
    { factor: "price elasticity", value: elasticity, unit: "share per share" },
    { factor: "salvage", value: input.salvageMinor, unit: "minor units per unit" },
  ];
  return accept({
    ...{ pricesMinor: prices, expectedProfitMinor: solved.value, holdProfitMinor: hold.value, factors },
    ...{ profitLowMinor: Math.min(...worth), profitHighMinor: Math.max(...worth) },
    ...{ expectedLeftover: left, sellThrough: stock > 0 ? (stock - left) / stock : 1 },
  });
}
