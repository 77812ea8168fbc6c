import { factorCholesky, solveCholesky } from "../linear/index.ts";
import { absorbEffects, renumber } from "./absorb-effects.ts";

/** One style's history: rows of log price (and controls), quantity, and the codes of fixed effects. */
export type RegressionRows = {
  logPrice: Float64Array;
  controls: Float64Array[];
  quantity: Float64Array;
  effects: Int32Array[];
};

/** Slope of log quantity on log price. `freedom` is null where the interval is a large-sample one. */
export type PriceSlope = {
  slope: number;
  standardError: number;
  freedom: number | null;
  rows: number;
  method: "log_log" | "poisson";
};

type Cross = { gram: Float64Array; right: Float64Array };

function crossProducts(x: Float64Array[], y: Float64Array, weights: Float64Array | null): Cross {
  const size = x.length;
  const gram = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let a = 0; a < size; a++) {
    for (let i = 0; i < y.length; i++) right[a]! += (weights ? weights[i]! : 1) * x[a]![i]! * y[i]!;
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let i = 0; i < y.length; i++) sum += (weights ? weights[i]! : 1) * x[a]![i]! * x[b]![i]!;
      gram[a * size + b] = sum;
      gram[b * size + a] = sum;
    }
  }
  return { gram, right };
}

/** First column of the inverse, which carries the slope's variance. */
function firstColumn(lower: Float64Array, size: number): Float64Array {
  const unit = new Float64Array(size);
  unit[0] = 1;
  return solveCholesky(lower, size, unit);
}

const countGroups = (effects: readonly Int32Array[]) =>
  effects.reduce((sum, codes) => sum + new Set(codes).size, 0) - Math.max(0, effects.length - 1);

/** A price that does not move within the groups says nothing; neither does a control that copies it. */
const LEAST_MOVE = 1e-10;

function moves(column: Float64Array, before: Float64Array): boolean {
  const inside = column.reduce((sum, v) => sum + v * v, 0);
  const level = before.reduce((sum, v) => sum + v * v, 0);
  return inside > LEAST_MOVE * Math.max(1, level);
}

/** Ordinary least squares of log quantity, fixed effects absorbed; null where the price does not move or no row is left to judge by. */
function regressLogs(rows: RegressionRows): PriceSlope | null {
  const absorbed = [rows.logPrice, ...rows.controls].map((column) => absorbEffects(column, rows.effects, null));
  if (!moves(absorbed[0]!, rows.logPrice)) return null;
  const x = absorbed.filter((column, k) => k === 0 || moves(column, rows.controls[k - 1]!));
  const y = absorbEffects(rows.quantity.map(Math.log), rows.effects, null);
  const freedom = y.length - x.length - countGroups(rows.effects);
  if (freedom < 1) return null;
  const { gram, right } = crossProducts(x, y, null);
  const lower = factorCholesky(gram, x.length);
  if (!lower) return null;
  const beta = solveCholesky(lower, x.length, right);
  let squares = 0;
  for (let i = 0; i < y.length; i++) {
    let fit = 0;
    for (let k = 0; k < x.length; k++) fit += beta[k]! * x[k]![i]!;
    squares += (y[i]! - fit) ** 2;
  }
  const variance = (squares / freedom) * firstColumn(lower, x.length)[0]!;
  return {
    slope: beta[0]!,
    standardError: Math.sqrt(Math.max(variance, 1e-18)),
    freedom,
    rows: y.length,
    method: "log_log",
  };
}

/** Rows of groups that never sold anything say nothing about the slope and would push their effect to minus infinity. */
function dropSilentGroups(rows: RegressionRows): RegressionRows {
  let keep = Uint8Array.from(rows.quantity, () => 1);
  for (let round = 0; round < 5; round++) {
    const next = Uint8Array.from(keep);
    for (const codes of rows.effects) {
      const sums = new Map<number, number>();
      for (let i = 0; i < codes.length; i++)
        if (keep[i]) sums.set(codes[i]!, (sums.get(codes[i]!) ?? 0) + rows.quantity[i]!);
      for (let i = 0; i < codes.length; i++) if (!((sums.get(codes[i]!) ?? 0) > 0)) next[i] = 0;
    }
    const same = next.every((v, i) => v === keep[i]);
    keep = next;
    if (same) break;
  }
  const pick = (column: Float64Array) => column.filter((_, i) => keep[i] === 1);
  return {
    ...{ logPrice: pick(rows.logPrice), controls: rows.controls.map(pick), quantity: pick(rows.quantity) },
    effects: rows.effects.map((codes) => renumber(codes.filter((_, i) => keep[i] === 1))),
  };
}

/**
 * Poisson pseudo-maximum likelihood with absorbed effects by reweighted least squares (Santos Silva and Tenreyro 2006; Correia, Guimaraes
 * and Zylkin 2020): right for counts with zeros, whose logs do not exist. Standard error robust to any spread (sandwich).
 */
function regressCounts(all: RegressionRows): PriceSlope | null {
  const rows = dropSilentGroups(all);
  const count = rows.quantity.length;
  const mean = rows.quantity.reduce((sum, q) => sum + q, 0) / Math.max(1, count);
  const raw = [rows.logPrice, ...rows.controls];
  const freedom = count - raw.length - countGroups(rows.effects);
  if (freedom < 1 || !(mean > 0)) return null;
  if (!moves(absorbEffects(rows.logPrice, rows.effects, null), rows.logPrice)) return null;
  const usable = raw.filter((column, k) => k === 0 || moves(absorbEffects(column, rows.effects, null), column));
  let fitted = rows.quantity.map((q) => (q + mean) / 2);
  let slope = Number.NaN;
  for (let round = 0; round < 60; round++) {
    const weights = fitted;
    const work = fitted.map((m, i) => Math.log(m) + (rows.quantity[i]! - m) / m);
    const x = usable.map((column) => absorbEffects(column, rows.effects, weights));
    const y = absorbEffects(work, rows.effects, weights);
    const { gram, right } = crossProducts(x, y, weights);
    const lower = factorCholesky(gram, x.length);
    if (!lower) return null;
    const beta = solveCholesky(lower, x.length, right);
    const residual = y.map((v, i) => x.reduce((left, column, k) => left - beta[k]! * column[i]!, v));
    fitted = work.map((v, i) => Math.exp(Math.min(60, Math.max(-40, v - residual[i]!))));
    const change = Math.abs(beta[0]! - slope);
    slope = beta[0]!;
    if (change > 1e-9 * (1 + Math.abs(slope))) continue;
    const direction = firstColumn(lower, x.length);
    let meat = 0;
    for (let i = 0; i < count; i++) {
      const score = x.reduce((sum, column, k) => sum + direction[k]! * column[i]!, 0);
      meat += (score * (rows.quantity[i]! - fitted[i]!)) ** 2;
    }
    const standardError = Math.sqrt(Math.max((meat * count) / freedom, 1e-18));
    return { slope, standardError, freedom: null, rows: count, method: "poisson" };
  }
  return null;
}

/** Slope by logs where every quantity is above zero, else by the count model; null where the history cannot tell. */
export function regressPrice(rows: RegressionRows): PriceSlope | null {
  return rows.quantity.every((q) => q > 0) ? regressLogs(rows) : regressCounts(rows);
}
