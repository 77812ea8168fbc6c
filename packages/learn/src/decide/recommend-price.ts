import { accept, type LearnRefusal, type Outcome, refuse } from "../outcome.ts";
import type { Factor } from "./factor.ts";
import { type DeadBand, isInDeadBand, type LadderStep, netOfTax, type TaxSlab } from "./price-ladder.ts";

/** What a price recommendation rests on; money in minor units, quantities per period. */
export type PriceInput = {
  presentPriceMinor: number;
  /** Units expected per period at the present price. */
  baseQty: number;
  unitCostMinor: number;
  elasticity: { elasticity: number; standardError: number };
  ladder: readonly LadderStep[];
  /** Net price never below cost times (1 + this). */
  leastMarginShare?: number;
  /** Largest change in one step, as a share of the present price. */
  maxStepShare: number;
  deadBands?: readonly DeadBand[];
  taxSlabs?: readonly TaxSlab[];
  /** Units that can be sold in the period. */
  stockQty?: number;
  /** A competitor's price, and by what share our demand rises per share that theirs is above ours. */
  competitor?: { priceMinor: number; crossElasticity: number };
};

/** A recommendation; profit per period. `gainLowMinor` and `gainHighMinor` are at the ends of the elasticity's 90 % range. */
export type PriceRecommendation = {
  priceMinor: number;
  change: "raise" | "lower" | "keep";
  expectedQty: number;
  expectedProfitMinor: number;
  presentProfitMinor: number;
  gainLowMinor: number;
  gainHighMinor: number;
  /** False where the present price itself breaks a rule and had to be left. */
  presentAllowed: boolean;
  factors: Factor[];
};

/** Five-point Gauss-Hermite rule for a standard normal: places and weights. */
const HERMITE = [
  [-2.8569700138728, 0.01125741132772],
  [-1.3556261799742, 0.22207592200561],
  [0, 0.53333333333333],
  [1.3556261799742, 0.22207592200561],
  [2.8569700138728, 0.01125741132772],
] as const;

function checkInput(input: PriceInput): LearnRefusal | null {
  const { presentPriceMinor, baseQty, unitCostMinor, elasticity, maxStepShare } = input;
  if (!(presentPriceMinor > 0 && presentPriceMinor <= 1e12))
    return refuse("out_of_range", "present price must be above zero");
  if (!(baseQty >= 0 && baseQty <= 1e9)) return refuse("out_of_range", "base quantity is out of range");
  if (!(unitCostMinor >= 0 && unitCostMinor <= 1e12)) return refuse("out_of_range", "unit cost is out of range");
  if (!(Math.abs(elasticity.elasticity) <= 50) || !(elasticity.standardError >= 0 && elasticity.standardError <= 50))
    return refuse("out_of_range", "elasticity is not a usable number");
  if (!(maxStepShare >= 0 && maxStepShare <= 10)) return refuse("out_of_range", "largest step must be a share from 0");
  if (input.stockQty !== undefined && !(input.stockQty >= 0))
    return refuse("out_of_range", "stock must not be negative");
  if (input.competitor && !(input.competitor.priceMinor > 0 && Math.abs(input.competitor.crossElasticity) <= 50))
    return refuse("out_of_range", "competitor's price or cross elasticity is out of range");
  return null;
}

/** Units at a price for one elasticity: constant elasticity around the present price, as far as stock goes. */
function quantityAt(input: PriceInput, priceMinor: number, elasticity: number): number {
  const change = priceMinor / input.presentPriceMinor;
  // The competitor's price is part of today's base; only the change of the gap between the two prices acts.
  const cross = input.competitor ? change ** -input.competitor.crossElasticity : 1;
  return Math.min(input.baseQty * change ** elasticity * cross, input.stockQty ?? Number.MAX_VALUE);
}

/** Expected units and profit at a price, over the uncertainty of the elasticity (which is kept at or below zero). */
export function expectedProfitAt(input: PriceInput, step: LadderStep): { quantity: number; profitMinor: number } {
  const { elasticity, standardError } = input.elasticity;
  let quantity = 0;
  for (const [place, weight] of HERMITE)
    quantity += weight * quantityAt(input, step.priceMinor, Math.min(0, elasticity + place * standardError));
  return { quantity, profitMinor: quantity * (step.netMinor - input.unitCostMinor) };
}

/** True where floor, step and bands allow a price. */
export function isPriceAllowed(input: PriceInput, step: LadderStep): boolean {
  const { presentPriceMinor, unitCostMinor, leastMarginShare = 0, maxStepShare, deadBands = [] } = input;
  if (step.netMinor < unitCostMinor * (1 + leastMarginShare) - 1e-9) return false;
  if (Math.abs(step.priceMinor - presentPriceMinor) > maxStepShare * presentPriceMinor + 1e-9) return false;
  return !isInDeadBand(step.priceMinor, deadBands);
}

function listFactors(input: PriceInput, chosen: LadderStep): Factor[] {
  const { elasticity, standardError } = input.elasticity;
  const factors = [
    { factor: "price elasticity", value: elasticity, unit: "share per share" },
    { factor: "uncertainty of elasticity", value: standardError, unit: "standard error" },
    { factor: "unit cost", value: input.unitCostMinor, unit: "minor units" },
    { factor: "net margin per unit", value: chosen.netMinor - input.unitCostMinor, unit: "minor units" },
    { factor: "demand at the present price", value: input.baseQty, unit: "units per period" },
    { factor: "largest step", value: input.maxStepShare, unit: "share of price" },
  ];
  if (input.stockQty !== undefined) factors.push({ factor: "stock", value: input.stockQty, unit: "units" });
  if (input.competitor)
    factors.push({ factor: "competitor's price", value: input.competitor.priceMinor, unit: "minor units" });
  return factors;
}

/**
 * The allowed ladder price with the highest expected profit; the present price stays unless another is expected to earn more. Where the
 * present price itself breaks a rule (under the floor, in a dead band) the best allowed one is taken. Refuses where nothing is allowed.
 */
export function recommendPrice(input: PriceInput): Outcome<PriceRecommendation> {
  const refusal = checkInput(input);
  if (refusal) return refusal;
  const { presentPriceMinor, taxSlabs = [] } = input;
  const present: LadderStep = input.ladder.find((step) => step.priceMinor === presentPriceMinor) ?? {
    priceMinor: presentPriceMinor,
    netMinor: netOfTax(presentPriceMinor, taxSlabs),
  };
  const onLadder = input.ladder.some((step) => step.priceMinor === presentPriceMinor);
  const presentAllowed = onLadder && isPriceAllowed(input, present);
  const allowed = input.ladder.filter((step) => Number.isFinite(step.netMinor) && isPriceAllowed(input, step));
  if (allowed.length === 0)
    return refuse("no_feasible_choice", "floor, ladder, largest step and dead bands leave no price");
  const today = expectedProfitAt(input, present);
  let chosen = presentAllowed ? present : allowed[0]!;
  let best = expectedProfitAt(input, chosen);
  for (const step of allowed) {
    const candidate = expectedProfitAt(input, step);
    if (candidate.profitMinor > best.profitMinor + 1e-9) [chosen, best] = [step, candidate];
  }
  const { elasticity, standardError } = input.elasticity;
  const gains = [-1.645, 1.645].map((z) => {
    const e = Math.min(0, elasticity + z * standardError);
    const profit = (step: LadderStep) => quantityAt(input, step.priceMinor, e) * (step.netMinor - input.unitCostMinor);
    return profit(chosen) - profit(present);
  });
  const change =
    chosen.priceMinor > presentPriceMinor ? "raise" : chosen.priceMinor < presentPriceMinor ? "lower" : "keep";
  return accept({
    ...{ priceMinor: chosen.priceMinor, change, presentAllowed, factors: listFactors(input, chosen) },
    ...{ expectedQty: best.quantity, expectedProfitMinor: best.profitMinor, presentProfitMinor: today.profitMinor },
    ...{ gainLowMinor: Math.min(...gains), gainHighMinor: Math.max(...gains) },
  });
}
