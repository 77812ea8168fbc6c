import { minimiseNelderMead } from "../linear/index.ts";
import { accept, type Outcome, refuse } from "../outcome.ts";
import { type BgNbdModel, expectedPurchases, type RepeatHistory } from "./bg-nbd.ts";
import { logGamma } from "./special-functions.ts";

/** Mean value of a customer's `frequency` repeat purchases, in minor units. */
export type SpendHistory = { frequency: number; meanMinor: number };

/** Fitted gamma-gamma model of spend (Fader and Hardie 2013, "The gamma-gamma model of monetary value"); plain JSON. */
export type GammaGammaModel = {
  kind: "gamma_gamma";
  version: 1;
  p: number;
  q: number;
  v: number;
  logLikelihood: number;
  /** Mean spend over the customers fitted, the answer for a customer of whom nothing is known. */
  populationMeanMinor: number;
};

type Parameters = { p: number; q: number; v: number };

function logLikelihoodOf({ p, q, v }: Parameters, { frequency: x, meanMinor: m }: SpendHistory): number {
  return (
    logGamma(p * x + q) -
    logGamma(p * x) -
    logGamma(q) +
    q * Math.log(v) +
    (p * x - 1) * Math.log(m) +
    p * x * Math.log(x) -
    (p * x + q) * Math.log(x * m + v)
  );
}

/** Fits by maximum likelihood to customers with at least one repeat purchase and a mean above zero; the others are left out. */
export function fitGammaGamma(spends: readonly SpendHistory[]): Outcome<GammaGammaModel> {
  for (const [i, s] of spends.entries())
    if (!Number.isFinite(s.frequency) || !Number.isFinite(s.meanMinor) || s.meanMinor > 1e15)
      return refuse("not_finite", `spend ${i} is not a usable number`);
  const used = spends.filter((s) => s.frequency > 0 && s.meanMinor > 0);
  if (used.length < 3) return refuse("too_few_rows", "fewer than three customers bought again");
  const unit = used.reduce((sum, s) => sum + s.meanMinor, 0) / used.length;
  const scaled = used.map((s) => ({ frequency: s.frequency, meanMinor: s.meanMinor / unit }));
  const read = (point: ArrayLike<number>): Parameters => ({
    ...{ p: Math.exp(point[0]!), q: Math.exp(point[1]!), v: Math.exp(point[2]!) },
  });
  const objective = (point: Float64Array) => {
    if (point.some((value) => Math.abs(value) > 12)) return Number.POSITIVE_INFINITY;
    const parameters = read(point);
    return -scaled.reduce((sum, s) => sum + logLikelihoodOf(parameters, s), 0) / scaled.length;
  };
  let run = minimiseNelderMead(objective, [1, 1, 1], { step: 0.5, maxEvaluations: 1200, tolerance: 1e-11 });
  run = minimiseNelderMead(objective, run.point, { step: 0.1, maxEvaluations: 800, tolerance: 1e-13 });
  if (!Number.isFinite(run.value)) return refuse("not_converged", "no parameters explain these amounts");
  const { p, q, v } = read(run.point);
  const model = { kind: "gamma_gamma" as const, version: 1 as const, p, q, v: v * unit };
  const logLikelihood = used.reduce((sum, s) => sum + logLikelihoodOf(model, s), 0);
  return accept({ ...model, logLikelihood, populationMeanMinor: unit });
}

/** Expected mean spend per purchase: the customer's own mean, shrunk to the population's by how little is known. */
export function expectedSpend(model: GammaGammaModel, spend: SpendHistory): number {
  const { p, q, v } = model;
  if (!(spend.frequency > 0 && spend.meanMinor > 0)) return q > 1 ? (p * v) / (q - 1) : model.populationMeanMinor;
  const known = p * spend.frequency + q - 1;
  return known > 0 ? (p * (v + spend.frequency * spend.meanMinor)) / known : model.populationMeanMinor;
}

/**
 * Customer lifetime value over `periods` periods of `periodLength` (in the histories' unit of time): expected purchases per period times
 * expected spend times `marginShare`, discounted by `discountRate` per period. Minor units.
 */
export function calculateLifetimeValue(
  purchases: BgNbdModel,
  spend: GammaGammaModel,
  customer: RepeatHistory & SpendHistory,
  horizon: { periods: number; periodLength: number; discountRate?: number; marginShare?: number },
): number {
  const { periods, periodLength, discountRate = 0, marginShare = 1 } = horizon;
  const perPurchase = expectedSpend(spend, customer) * marginShare;
  let value = 0;
  let before = 0;
  for (let period = 1; period <= periods; period++) {
    const upTo = expectedPurchases(purchases, customer, period * periodLength);
    value += (Math.max(0, upTo - before) * perPurchase) / (1 + discountRate) ** period;
    before = upTo;
  }
  return value;
}
