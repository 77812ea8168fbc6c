import { type Minimum, minimiseNelderMead } from "../linear/index.ts";
import { accept, type Outcome, refuse } from "../outcome.ts";
import { hypergeometric, logBeta, logGamma } from "./special-functions.ts";

/**
 * A customer's repeat history in one unit of time (days or weeks): `frequency` repeat purchases after the first, `recency` time from the
 * first to the last purchase (0 without repeats), `age` time from the first purchase to the cut-off.
 */
export type RepeatHistory = { frequency: number; recency: number; age: number };

/** Fitted BG/NBD model (Fader, Hardie and Lee 2005, "Counting your customers the easy way"); plain JSON. */
export type BgNbdModel = {
  kind: "bg_nbd";
  version: 1;
  r: number;
  alpha: number;
  a: number;
  b: number;
  logLikelihood: number;
  customers: number;
};

type Parameters = { r: number; alpha: number; a: number; b: number };

/** Log-likelihood of one history (equation 6 of the paper, written to avoid overflow). */
function logLikelihoodOf({ r, alpha, a, b }: Parameters, { frequency: x, recency, age }: RepeatHistory): number {
  const shared = logGamma(r + x) - logGamma(r) + r * Math.log(alpha) + logBeta(a, b + x) - logBeta(a, b);
  const alive = -(r + x) * Math.log(alpha + age);
  if (x === 0) return shared + alive;
  const gone = Math.log(a) - Math.log(b + x - 1) - (r + x) * Math.log(alpha + recency);
  const larger = Math.max(alive, gone);
  return shared + larger + Math.log(Math.exp(alive - larger) + Math.exp(gone - larger));
}

function checkHistories(histories: readonly RepeatHistory[]) {
  if (histories.length === 0) return refuse("empty", "no customers");
  for (const [i, h] of histories.entries()) {
    if (!Number.isFinite(h.frequency) || !Number.isFinite(h.recency) || !Number.isFinite(h.age))
      return refuse("not_finite", `history ${i} has a figure that is not a number`);
    if (h.frequency < 0 || h.recency < 0 || h.recency > h.age || h.age > 1e9 || h.frequency > 1e9)
      return refuse("out_of_range", `history ${i} needs 0 <= recency <= age and a frequency of zero or more`);
  }
  if (!histories.some((h) => h.frequency > 0)) return refuse("constant", "nobody has bought again yet");
  return null;
}

/** Same histories are evaluated once; keyed by their three numbers. */
function groupHistories(histories: readonly RepeatHistory[]): { history: RepeatHistory; count: number }[] {
  const groups = new Map<string, { history: RepeatHistory; count: number }>();
  for (const history of histories) {
    const key = `${history.frequency}|${history.recency}|${history.age}`;
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { history, count: 1 });
  }
  return [...groups.values()];
}

/** Fits by maximum likelihood on the logs of the four parameters, from several starts. Refuses where nobody bought again. */
export function fitBgNbd(histories: readonly RepeatHistory[]): Outcome<BgNbdModel> {
  const refusal = checkHistories(histories);
  if (refusal) return refusal;
  const longest = histories.reduce((most, h) => Math.max(most, h.age), 0);
  if (!(longest > 0)) return refuse("constant", "no time has passed since the first purchases");
  // Time in units that make the longest age 10: alpha then starts near 1 whatever the unit.
  const unit = longest / 10;
  const groups = groupHistories(histories.map((h) => ({ ...h, recency: h.recency / unit, age: h.age / unit })));
  const read = (point: ArrayLike<number>): Parameters => ({
    ...{ r: Math.exp(point[0]!), alpha: Math.exp(point[1]!), a: Math.exp(point[2]!), b: Math.exp(point[3]!) },
  });
  const objective = (point: Float64Array) => {
    // Beyond e^12 a parameter only says "no spread"; the wall keeps the search finite.
    if (point.some((v) => Math.abs(v) > 12)) return Number.POSITIVE_INFINITY;
    const parameters = read(point);
    let sum = 0;
    for (const { history, count } of groups) sum -= count * logLikelihoodOf(parameters, history);
    return sum / histories.length;
  };
  let best: Minimum = { point: new Float64Array(4), value: Number.POSITIVE_INFINITY, evaluations: 0 };
  for (const start of [
    [-1, 0, 0, 1],
    [0.5, 0.5, -1, 1.5],
  ]) {
    let run = minimiseNelderMead(objective, start, { step: 0.5, maxEvaluations: 900, tolerance: 1e-11 });
    run = minimiseNelderMead(objective, run.point, { step: 0.1, maxEvaluations: 900, tolerance: 1e-13 });
    if (run.value < best.value) best = run;
  }
  if (!Number.isFinite(best.value)) return refuse("not_converged", "no parameters explain these histories");
  const { r, alpha, a, b } = read(best.point);
  const model = {
    kind: "bg_nbd" as const,
    version: 1 as const,
    r,
    alpha: alpha * unit,
    a,
    b,
    customers: histories.length,
  };
  const logLikelihood = histories.reduce((sum, h) => sum + logLikelihoodOf(model, h), 0);
  return accept({ ...model, logLikelihood });
}

/** Probability that the customer has not left for good. Without a repeat purchase the model knows no way of leaving: 1. */
export function probabilityAlive(model: BgNbdModel, history: RepeatHistory): number {
  const { r, alpha, a, b } = model;
  const { frequency: x, recency, age } = history;
  if (x === 0) return 1;
  const odds = Math.log(a / (b + x - 1)) + (r + x) * (Math.log(alpha + age) - Math.log(alpha + recency));
  return 1 / (1 + Math.exp(odds));
}

/** Probability of at least one purchase in the next `time`. Leaving happens only after a purchase, so the first one is a plain gamma-Poisson. */
export function probabilityBuysWithin(model: BgNbdModel, history: RepeatHistory, time: number): number {
  const rate = model.alpha + history.age;
  const none = (rate / (rate + Math.max(0, time))) ** (model.r + history.frequency);
  return probabilityAlive(model, history) * (1 - none);
}

/** Expected number of purchases in the next `time` (equation 10 of the paper). */
export function expectedPurchases(model: BgNbdModel, history: RepeatHistory, time: number): number {
  const { r, alpha, a, b } = model;
  const { frequency: x, age } = history;
  if (!(time > 0)) return 0;
  const z = time / (alpha + age + time);
  const shape = r + x;
  // At a = 1 the formula is 0/0; a step aside of 1e-6 is far below the fit's own error.
  const drop = Math.abs(a - 1) < 1e-6 ? 1 + 1e-6 : a;
  const series = hypergeometric(shape, b + x, drop + b + x - 1, z);
  const grown = 1 - ((alpha + age) / (alpha + age + time)) ** shape * series;
  const value = ((drop + b + x - 1) / (drop - 1)) * grown * probabilityAlive(model, history);
  return Number.isFinite(value)
    ? Math.max(0, value)
    : (shape / (alpha + age)) * time * probabilityAlive(model, history);
}
