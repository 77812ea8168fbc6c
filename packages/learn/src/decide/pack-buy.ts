import { accept, type LearnRefusal, type Outcome, refuse } from "../outcome.ts";
import { checkDemand, type Demand, expectedSales, makeExceedance } from "./demand.ts";
import type { Factor } from "./factor.ts";
import { checkEconomics, type UnitEconomics } from "./newsvendor.ts";

/** A fixed carton: units of each size, in the order of the sizes asked; a loose piece is a pack with a single 1. */
export type Pack = { name: string; units: readonly number[]; maxPacks?: number };

/** What to buy: demand by size, already on hand or inbound by size, packs on offer. */
export type PackBuyInput = {
  sizes: readonly { size: string; demand: Demand; positionQty?: number }[];
  packs: readonly Pack[];
  unit: UnitEconomics;
  /** Limits on the whole buy, in units and in money at cost. */
  minUnits?: number;
  maxUnits?: number;
  budgetMinor?: number;
};

/** Number of each pack, resulting units by size, and the expected profit beside that of a buy with free sizes. */
export type PackBuy = {
  packs: number[];
  unitsBySize: number[];
  units: number;
  expectedProfitMinor: number;
  /** Profit that fixed packs cost against buying each size freely; never negative within the search's reach. */
  lostToPacksMinor: number;
  factors: Factor[];
};

type Board = { gain: (size: number, units: number) => number; most: number[]; input: PackBuyInput };

function checkPacks(input: PackBuyInput): LearnRefusal | null {
  if (input.sizes.length === 0 || input.packs.length === 0) return refuse("empty", "no sizes or no packs");
  if (input.packs.length > 60 || input.sizes.length > 200)
    return refuse("too_large", "more than 60 packs or 200 sizes");
  for (const pack of input.packs) {
    if (pack.units.length !== input.sizes.length)
      return refuse("lengths_differ", `pack ${pack.name} has another number of sizes`);
    const whole = pack.units.every((u) => Number.isInteger(u) && u >= 0 && u <= 1e6);
    if (!whole || pack.units.every((u) => u === 0))
      return refuse("out_of_range", `pack ${pack.name} needs whole units, at least one`);
  }
  for (const { demand } of input.sizes) {
    const refusal = checkDemand(demand);
    if (refusal) return refusal;
  }
  return checkEconomics(input.unit);
}

/** Expected profit of `units` bought of a size, over what its position sells without buying; tables grow as far as they are asked. */
function makeGains(input: PackBuyInput): Board["gain"] {
  const { priceMinor, costMinor, salvageMinor, goodwillMinor = 0 } = input.unit;
  const tables = input.sizes.map(({ demand, positionQty = 0 }) => ({
    ...{ exceedance: makeExceedance(demand), position: Math.max(0, Math.floor(positionQty)), gains: [0] },
  }));
  return (size, units) => {
    const { exceedance, position, gains } = tables[size]!;
    while (gains.length <= units) {
      const k = gains.length - 1;
      gains.push(
        gains[k]! + (priceMinor + goodwillMinor - salvageMinor) * exceedance(position + k) - (costMinor - salvageMinor),
      );
    }
    return gains[units]!;
  };
}

const unitsOf = (packs: readonly Pack[], counts: readonly number[], sizes: number) =>
  Array.from({ length: sizes }, (_, s) => packs.reduce((sum, pack, p) => sum + pack.units[s]! * counts[p]!, 0));

function isWithin(input: PackBuyInput, units: number): boolean {
  return (
    units <= (input.maxUnits ?? Number.MAX_VALUE) &&
    units * input.unit.costMinor <= (input.budgetMinor ?? Number.MAX_VALUE)
  );
}

/** Profit of counts, less a steep fine per unit short of the minimum, so that the search climbs to it first. */
function judge(board: Board, counts: readonly number[]): number {
  const { input } = board;
  const bySize = unitsOf(input.packs, counts, input.sizes.length);
  const units = bySize.reduce((sum, u) => sum + u, 0);
  if (!isWithin(input, units)) return Number.NEGATIVE_INFINITY;
  const short = Math.max(0, (input.minUnits ?? 0) - units);
  const profit = bySize.reduce((sum, u, s) => sum + board.gain(s, u), 0);
  return profit - short * 10 * (input.unit.priceMinor + input.unit.costMinor + 1);
}

/** Packs in for packs out: cartons differ in size, so a fair exchange is seldom one for one. */
const EXCHANGES = [1, 2, 3].flatMap((into) => [1, 2, 3, 4].map((out) => [into, out] as const));

/** Steps tried from a choice: one or more of a pack in or out, and every exchange of one pack for another. */
function listSteps(board: Board, counts: readonly number[], size: number): number[][] {
  const steps: number[][] = [];
  const tryStep = (changes: [number, number][]) => {
    const next = [...counts];
    for (const [p, change] of changes) next[p]! += change;
    if (changes.every(([p]) => next[p]! >= 0 && next[p]! <= board.most[p]!)) steps.push(next);
  };
  for (let p = 0; p < counts.length; p++) {
    tryStep([[p, size]]);
    tryStep([[p, -size]]);
    for (let q = 0; q < counts.length; q++) {
      if (q === p) continue;
      for (const [into, out] of EXCHANGES)
        tryStep([
          [p, into * size],
          [q, -out * size],
        ]);
      if (q > p)
        tryStep([
          [p, size],
          [q, size],
        ]);
    }
  }
  return steps;
}

/** Climbs by the best step, in strides that shrink to one pack. */
function climb(board: Board, start: number[]): { counts: number[]; value: number } {
  let counts = start;
  let value = judge(board, counts);
  for (let stride = 64; stride >= 1; stride = Math.floor(stride / 2)) {
    for (let improved = true; improved; ) {
      improved = false;
      let best = counts;
      for (const next of listSteps(board, counts, stride)) {
        const nextValue = judge(board, next);
        if (nextValue > value + 1e-9) {
          value = nextValue;
          best = next;
          improved = true;
        }
      }
      counts = best;
    }
  }
  return { counts, value };
}

function enumerate(board: Board, total: number): { counts: number[]; value: number } {
  let best = {
    counts: board.most.map(() => 0),
    value: judge(
      board,
      board.most.map(() => 0),
    ),
  };
  const counts = board.most.map(() => 0);
  for (let i = 1; i < total; i++) {
    for (let p = 0; p < counts.length; p++) {
      if (++counts[p]! <= board.most[p]!) break;
      counts[p] = 0;
    }
    const value = judge(board, counts);
    if (value > best.value) best = { counts: [...counts], value };
  }
  return best;
}

/** Number of pack combinations up to which all are tried. */
const ENUMERATION_LIMIT = 30_000;

/**
 * Chooses how many of each pack to buy so that expected profit over all sizes is highest. Few combinations are all tried (exact); else the
 * search climbs from an empty buy and from each pack alone. Refuses where limits cannot be met.
 */
export function choosePacks(input: PackBuyInput): Outcome<PackBuy> {
  const refusal = checkPacks(input);
  if (refusal) return refusal;
  const gain = makeGains(input);
  const freely = input.sizes.map(({ demand, positionQty = 0 }, s) => {
    const exceedance = makeExceedance(demand);
    let units = 0;
    while (units < 200_000 && gain(s, units + 1) > gain(s, units) && exceedance(positionQty + units) > 0) units++;
    return units;
  });
  const reach = Math.max(...freely) + Math.ceil((input.minUnits ?? 0) / 1) + 1;
  const most = input.packs.map((pack) => {
    const largest = Math.max(...pack.units);
    const needed = input.sizes.reduce(
      (top, _, s) => (pack.units[s]! > 0 ? Math.max(top, Math.ceil(freely[s]! / pack.units[s]!)) : top),
      0,
    );
    return Math.min(pack.maxPacks ?? 1e6, Math.max(needed, Math.ceil((input.minUnits ?? 0) / largest)), reach);
  });
  const board: Board = { gain, most, input };
  const total = most.reduce((product, m) => product * (m + 1), 1);
  const none = input.packs.map(() => 0);
  const starts = [
    none,
    ...input.packs.map((_, p) => none.map((zero, q) => (p === q ? Math.ceil(most[p]! / 2) : zero))),
  ];
  const found =
    total <= ENUMERATION_LIMIT
      ? enumerate(board, total)
      : starts.map((start) => climb(board, start)).sort((x, y) => y.value - x.value)[0]!;
  const unitsBySize = unitsOf(input.packs, found.counts, input.sizes.length);
  const units = unitsBySize.reduce((sum, u) => sum + u, 0);
  if (!isWithin(input, units) || units < (input.minUnits ?? 0))
    return refuse("no_feasible_choice", "no combination of packs meets the minimum, the maximum and the budget");
  const expectedProfitMinor = unitsBySize.reduce((sum, u, s) => sum + gain(s, u), 0);
  const free = freely.reduce((sum, u, s) => sum + gain(s, u), 0);
  const factors = input.sizes.map(({ size, demand, positionQty = 0 }, s) => ({
    ...{ factor: `expected sales, size ${size}`, unit: "units" },
    value: expectedSales(makeExceedance(demand), positionQty + unitsBySize[s]!),
  }));
  return accept({
    packs: found.counts,
    unitsBySize,
    units,
    expectedProfitMinor,
    lostToPacksMinor: Math.max(0, free - expectedProfitMinor),
    factors,
  });
}
