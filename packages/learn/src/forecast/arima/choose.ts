import { decomposeMstl } from "../mstl.ts";
import { type ArimaModel, fitArima } from "./fit.ts";
import { type ArimaOrder, difference } from "./polynomial.ts";

/** Options of {@link chooseArima}. */
export type ArimaChoiceOptions = { period: number; logs?: boolean; maxModels?: number };

/** KPSS statistic of level stationarity (Kwiatkowski et al. 1992) with lag truncation 4 (n / 100)^(1/4). */
export function kpssStatistic(values: Float64Array): number {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / Math.max(1, n);
  const e = values.map((y) => y - mean);
  const lags = Math.floor(4 * (n / 100) ** 0.25);
  let longRun = 0;
  for (let lag = 0; lag <= lags; lag++) {
    let sum = 0;
    for (let t = lag; t < n; t++) sum += e[t]! * e[t - lag]!;
    longRun += (lag === 0 ? 1 : 2 * (1 - lag / (lags + 1))) * sum;
  }
  let partial = 0;
  let total = 0;
  for (let t = 0; t < n; t++) {
    partial += e[t]!;
    total += partial * partial;
  }
  return longRun > 1e-9 * n ? total / (n * longRun) : 0;
}

/** Strength of the season, 0..1 (Wang, Smith and Hyndman 2006): 1 - var(remainder) / var(season + remainder). */
export function seasonalStrength(values: Float64Array, period: number): number {
  const { seasons, remainder } = decomposeMstl(values, [period]);
  const season = seasons[0]?.season;
  if (!season) return 0;
  const variance = (of: Float64Array) => {
    const mean = of.reduce((a, b) => a + b, 0) / of.length;
    return of.reduce((sum, y) => sum + (y - mean) ** 2, 0) / of.length;
  };
  const both = variance(remainder.map((r, t) => r + season[t]!));
  return both > 0 ? Math.max(0, 1 - variance(remainder) / both) : 0;
}

function chooseDifferences(values: Float64Array, period: number): { d: number; seasonalD: number } {
  const seasonal = period > 1 && values.length >= 3 * period;
  const seasonalD = seasonal && seasonalStrength(values, period) > 0.64 ? 1 : 0;
  let w = difference(values, 0, seasonalD, period);
  let d = 0;
  // 0.463 is the 5 % point of the statistic.
  while (d < 2 - seasonalD && w.length > 8 && kpssStatistic(w) > 0.463) {
    d++;
    w = difference(values, d, seasonalD, period);
  }
  return { d, seasonalD };
}

const inBounds = (o: ArimaOrder) =>
  o.p >= 0 &&
  o.q >= 0 &&
  o.seasonalP >= 0 &&
  o.seasonalQ >= 0 &&
  o.p <= 5 &&
  o.q <= 5 &&
  o.seasonalP <= 2 &&
  o.seasonalQ <= 2;

/** Orders one step away from `order`, as the stepwise search of Hyndman and Khandakar (2008) visits them. */
function neighbours(order: ArimaOrder, seasonal: boolean, constants: boolean): ArimaOrder[] {
  const moves: Partial<Record<"p" | "q" | "seasonalP" | "seasonalQ", number>>[] = [
    ...(seasonal ? [{ seasonalP: -1 }, { seasonalQ: -1 }, { seasonalP: 1 }, { seasonalQ: 1 }] : []),
    { p: -1 },
    { q: -1 },
    { p: 1 },
    { q: 1 },
    { p: 1, q: 1 },
    { p: -1, q: -1 },
  ];
  const orders = moves.map((move) => ({
    ...order,
    p: order.p + (move.p ?? 0),
    q: order.q + (move.q ?? 0),
    seasonalP: order.seasonalP + (move.seasonalP ?? 0),
    seasonalQ: order.seasonalQ + (move.seasonalQ ?? 0),
  }));
  if (constants) orders.push({ ...order, constant: !order.constant });
  return orders.filter(inBounds);
}

/**
 * Seasonal ARIMA with orders chosen by the stepwise search of Hyndman and Khandakar (2008): seasonal difference by seasonal strength, first
 * differences by KPSS, the rest by AICc. Null where nothing can be fitted.
 */
export function chooseArima(history: Float64Array, options: ArimaChoiceOptions): ArimaModel | null {
  const { period, logs = false, maxModels = history.length < 200 ? 40 : 12 } = options;
  if (history.length < 8 || (logs && !history.every((y) => y > 0))) return null;
  const { d, seasonalD } = chooseDifferences(logs ? history.map(Math.log) : history, period);
  const seasonal = period > 1 && period <= 24 && history.length >= 3 * period;
  const constants = d + seasonalD < 2;
  // Orders of a long series are chosen on its recent part; the parameters are then fitted on all of it.
  const recent = history.subarray(Math.max(0, history.length - CHOOSE_ON));
  // What tells orders of a long series apart shows early in their fits.
  const tolerance = history.length >= 500 ? 1e-4 : undefined;
  const tried = new Set<string>();
  let best = null as ArimaModel | null;
  const attempt = (order: ArimaOrder): boolean => {
    const key = JSON.stringify(order);
    if (tried.has(key) || tried.size >= maxModels) return false;
    tried.add(key);
    const from = best === null ? undefined : carryOver(best, order);
    const model = fitArima(recent, order, { logs, from, maxIterations: 12, tolerance });
    if (!model || (best !== null && model.aicc >= best.aicc)) return false;
    best = model;
    return true;
  };
  const start = (p: number, q: number, seasonalP: number, seasonalQ: number): ArimaOrder => ({
    p,
    d,
    q,
    seasonalP: seasonal ? seasonalP : 0,
    seasonalD,
    seasonalQ: seasonal ? seasonalQ : 0,
    period,
    constant: constants && d + seasonalD < 2,
  });
  for (const order of [start(2, 2, 1, 1), start(0, 0, 0, 0), start(1, 0, 1, 0), start(0, 1, 0, 1)]) attempt(order);
  for (let moved = best !== null; moved; ) {
    moved = false;
    for (const order of neighbours(best!.order, seasonal, constants)) {
      if (attempt(order)) {
        moved = true;
        break;
      }
    }
  }
  if (best === null) return null;
  const { order, free } = best;
  return fitArima(history, order, { logs, from: free });
}

/** Points that the search for the orders looks at. */
const CHOOSE_ON = 300;

/** Parameters of one order as a start for another: what both have is kept, what is new begins near zero. */
function carryOver(model: ArimaModel, order: ArimaOrder): number[] {
  const out: number[] = [];
  let at = 0;
  for (const part of ["p", "q", "seasonalP", "seasonalQ"] as const) {
    for (let i = 0; i < order[part]; i++) out.push(i < model.order[part] ? model.free[at + i]! : 0.05);
    at += model.order[part];
  }
  if (order.constant) out.push(model.order.constant ? model.free[at]! : 0);
  return out;
}
