import { countProbabilities } from "./demand.ts";
import type { MarkdownInput } from "./markdown-plan.ts";
import type { LadderStep } from "./price-ladder.ts";

/** A season in the form that is solved: allowed prices, the present one first, then falling. */
export type MarkdownSeason = {
  stockQty: number;
  weeks: number;
  ladder: readonly LadderStep[];
  /** Expected demand in a week at a price. */
  meanQty: (week: number, price: number) => number;
  dispersion: number;
  salvageMinor: number;
  holdingMinor: number;
  changeCostMinor: number;
  maxStepShare: number;
};

/** Worth from now on and the best price: `choose(week, stock, price now)`, prices as places on the season's ladder. */
export type SolvedMarkdown = {
  value: number;
  choose: (week: number, stock: number, price: number) => number;
  /** Worth when this week's price is given. */
  valueOfFirst: (price: number) => number;
};

/** Brings input into the solved form: prices at or under the present one and over the floor, falling. */
export function makeSeason(input: MarkdownInput, elasticity: number): MarkdownSeason {
  const { presentPriceMinor, floorMinor = 0 } = input;
  const ladder = input.ladder
    .filter((step) => step.priceMinor <= presentPriceMinor && step.netMinor >= floorMinor)
    .sort((x, y) => y.priceMinor - x.priceMinor);
  return {
    ...{ stockQty: input.stockQty, weeks: input.weeklyQty.length, ladder, dispersion: input.dispersion ?? 1 },
    meanQty: (week, price) =>
      Math.min(1e7, input.weeklyQty[week]! * (ladder[price]!.priceMinor / presentPriceMinor) ** elasticity),
    ...{ salvageMinor: input.salvageMinor, holdingMinor: input.holdingMinorPerWeek ?? 0 },
    ...{ changeCostMinor: input.changeCostMinor ?? 0, maxStepShare: input.maxStepShare ?? 1 },
  };
}

/** Number of stock levels that are told apart. */
const STOCK_LEVELS = 400;

/** Probabilities of selling 0, 1, 2 ... lots of a week's demand; a unit between two lots counts in part to each, so the mean is kept. */
function lotProbabilities(mean: number, dispersion: number, lotQty: number, most: number): Float64Array {
  const out = new Float64Array(most + 1);
  // Far above what is there everything sells; the table of a long distribution is not needed.
  if (mean - 12 * Math.sqrt(mean * dispersion) > (most + 1) * lotQty) {
    out[most] = 1;
    return out;
  }
  const units = countProbabilities(mean, mean * dispersion);
  for (let k = 0; k < units.length; k++) {
    const low = Math.floor(k / lotQty);
    const share = k / lotQty - low;
    out[Math.min(most, low)]! += units[k]! * (1 - share);
    if (share > 0) out[Math.min(most, low + 1)]! += units[k]! * share;
  }
  return out;
}

/** Expected worth of a week at one price for every stock level, sales of the week plus what follows at that price. */
function weekWorth(
  probabilities: Float64Array,
  net: number,
  holding: number,
  lotQty: number,
  after: Float64Array,
): Float64Array {
  const levels = after.length;
  let reach = probabilities.length - 1;
  while (reach > 0 && probabilities[reach]! < 1e-12) reach--;
  // Upper tails once, so that "sells out" costs nothing per level.
  const tail = new Float64Array(probabilities.length + 1);
  for (let d = probabilities.length - 1; d >= 0; d--) tail[d] = tail[d + 1]! + probabilities[d]!;
  const out = new Float64Array(levels);
  for (let s = 0; s < levels; s++) {
    let worth = (tail[s] ?? 0) * (s * lotQty * net + after[0]!);
    const end = Math.min(s - 1, reach);
    for (let d = 0; d <= end; d++) worth += probabilities[d]! * (d * lotQty * net + after[s - d]!);
    out[s] = worth - holding * s * lotQty;
  }
  return out;
}

/** Solves a season backwards from its last week. Stock beyond 400 units is planned in equal lots. */
export function solveMarkdown(season: MarkdownSeason, stockLevels = STOCK_LEVELS): SolvedMarkdown {
  const { stockQty, weeks, ladder } = season;
  const lots = Math.min(stockQty, stockLevels);
  const lotQty = lots > 0 ? stockQty / lots : 1;
  const levels = lots + 1;
  const prices = ladder.length;
  const reachable = (from: number, to: number) =>
    to === from ||
    (to > from &&
      ladder[from]!.priceMinor - ladder[to]!.priceMinor <= season.maxStepShare * ladder[from]!.priceMinor + 1e-9);
  let after = Array.from({ length: prices }, () =>
    Float64Array.from({ length: levels }, (_, s) => s * lotQty * season.salvageMinor),
  );
  const choices: Uint8Array[] = [];
  let worths: Float64Array[] = [];
  for (let week = weeks - 1; week >= 0; week--) {
    const next = after;
    worths = ladder.map((step, j) => {
      const probabilities = lotProbabilities(season.meanQty(week, j), season.dispersion, lotQty, lots);
      return weekWorth(probabilities, step.netMinor, season.holdingMinor, lotQty, next[j]!);
    });
    const choice = new Uint8Array(prices * levels);
    after = ladder.map((_, k) => {
      const best = new Float64Array(levels).fill(Number.NEGATIVE_INFINITY);
      for (let j = k; j < prices; j++) {
        if (!reachable(k, j)) continue;
        const cost = j === k ? 0 : season.changeCostMinor;
        for (let s = 0; s < levels; s++) {
          const worth = worths[j]![s]! - cost;
          if (worth <= best[s]! + 1e-9) continue;
          best[s] = worth;
          choice[k * levels + s] = j;
        }
      }
      return best;
    });
    choices[week] = choice;
  }
  const levelOf = (stock: number) => Math.max(0, Math.min(lots, Math.round(stock / lotQty)));
  return {
    value: after[0]![lots]!,
    choose: (week, stock, price) => choices[week]![price * levels + levelOf(stock)]!,
    valueOfFirst: (price) => worths[price]![lots]! - (price === 0 ? 0 : season.changeCostMinor),
  };
}
