import { factorCholesky, solveCholesky, solveRidge } from "../linear/index.ts";

/** Something known that moves demand: a promotion (0 or 1), log(price / usual price), days to a festival. Zero means no effect. */
export type Driver = {
  readonly name: string;
  /** One value per point of the history and on through the horizon. */
  readonly values: ArrayLike<number>;
};

/** Fitted effects: demand is multiplied by exp(sum of effect x value). Plain and serialisable. */
export type DriverModel = {
  readonly kind: "drivers";
  readonly version: 1;
  readonly effects: readonly { readonly name: string; readonly effect: number; readonly deviation: number }[];
};

const HARMONICS = 3;

function countBase(period: number): number {
  return 4 + (period <= 1 ? 0 : period <= 7 ? period - 1 : 2 * Math.min(HARMONICS, Math.floor(period / 2)));
}

/** Intercept, a cubic for the slow level, and the season: everything the drivers must not be credited with. */
function writeBase(row: Float64Array, at: number, t: number, n: number, period: number): void {
  const x = n > 1 ? (2 * t) / (n - 1) - 1 : 0;
  row[at] = 1;
  row[at + 1] = x;
  row[at + 2] = x * x;
  row[at + 3] = x * x * x;
  if (period > 1 && period <= 7) {
    if (t % period > 0) row[at + 3 + (t % period)] = 1;
  } else if (period > 7) {
    for (let k = 1; k <= Math.min(HARMONICS, Math.floor(period / 2)); k++) {
      row[at + 2 + 2 * k] = Math.sin((2 * Math.PI * k * t) / period);
      row[at + 3 + 2 * k] = Math.cos((2 * Math.PI * k * t) / period);
    }
  }
}

const LIMIT = 3;

/**
 * Estimates the drivers' effects by quasi-Poisson regression with a log link (McCullagh and Nelder 1989; iteratively reweighted least
 * squares), which takes zeros and scales with the history. Effects are shrunk towards none by the ridge penalty and held within e^3, so one
 * event seen once does not speak as loud as ten. Drivers that never moved in the history get no effect.
 */
export function fitDrivers(history: Float64Array, drivers: readonly Driver[], period: number): DriverModel {
  const n = history.length;
  const moving = drivers.filter((driver) => moves(driver.values, n));
  const base = countBase(period);
  const columns = base + moving.length;
  const mean = history.reduce((sum, y) => sum + Math.max(0, y), 0) / Math.max(1, n);
  const silent = drivers.map(({ name }) => ({ name, effect: 0, deviation: 0 }));
  if (!(mean > 0) || n < columns + 8 || moving.length === 0) return { kind: "drivers", version: 1, effects: silent };
  const rows = new Float64Array(n * columns);
  const one = new Float64Array(columns);
  for (let t = 0; t < n; t++) {
    one.fill(0);
    writeBase(one, 0, t, n, period);
    moving.forEach((driver, k) => {
      one[base + k] = driver.values[t] ?? 0;
    });
    rows.set(one, t * columns);
  }
  const free = Array.from({ length: base }, (_, i) => i);
  let beta: Float64Array = new Float64Array(columns);
  const weights = new Float64Array(n);
  const target = new Float64Array(n);
  for (let round = 0; round < 12; round++) {
    for (let t = 0; t < n; t++) {
      let eta = 0;
      for (let i = 0; i < columns; i++) eta += rows[t * columns + i]! * beta[i]!;
      eta = Math.min(LIMIT + 2, Math.max(-LIMIT - 4, eta));
      const fitted = Math.exp(eta);
      weights[t] = fitted;
      target[t] = eta + (Math.max(0, history[t]!) / mean - fitted) / fitted;
    }
    const next = solveRidge({ rows, columns, target, weights, penalty: 1e-3, free });
    for (let i = base; i < columns; i++) next[i] = Math.min(LIMIT, Math.max(-LIMIT, next[i]!));
    const change = next.reduce((largest, b, i) => Math.max(largest, Math.abs(b - beta[i]!)), 0);
    beta = next;
    if (change < 1e-8) break;
  }
  const deviations = deviate(rows, columns, beta, history, mean);
  const effects = drivers.map((driver) => {
    const k = moving.indexOf(driver);
    return { name: driver.name, effect: k < 0 ? 0 : beta[base + k]!, deviation: k < 0 ? 0 : deviations[base + k]! };
  });
  return { kind: "drivers", version: 1, effects };
}

function moves(values: ArrayLike<number>, n: number): boolean {
  for (let t = 1; t < n; t++) if (values[t] !== values[0]) return true;
  return false;
}

/** Standard errors: roots of the diagonal of (X'WX)^-1 times the dispersion (Pearson's statistic by its degrees of freedom). */
function deviate(
  rows: Float64Array,
  columns: number,
  beta: Float64Array,
  history: Float64Array,
  mean: number,
): Float64Array {
  const n = history.length;
  let pearson = 0;
  const information = new Float64Array(columns * columns);
  for (let t = 0; t < n; t++) {
    let eta = 0;
    for (let i = 0; i < columns; i++) eta += rows[t * columns + i]! * beta[i]!;
    const fitted = Math.exp(Math.min(LIMIT + 2, Math.max(-LIMIT - 4, eta)));
    pearson += (Math.max(0, history[t]!) / mean - fitted) ** 2 / fitted;
    for (let i = 0; i < columns; i++) {
      const x = fitted * rows[t * columns + i]!;
      if (x !== 0) for (let j = 0; j < columns; j++) information[i * columns + j]! += x * rows[t * columns + j]!;
    }
  }
  const dispersion = pearson / Math.max(1, n - columns);
  for (let i = 0; i < columns; i++) information[i * columns + i]! += 1e-9 * n;
  const lower = factorCholesky(information, columns);
  return Float64Array.from({ length: columns }, (_, i) => {
    if (!lower) return 0;
    const unit = new Float64Array(columns);
    unit[i] = 1;
    return Math.sqrt(Math.max(0, dispersion * solveCholesky(lower, columns, unit)[i]!));
  });
}

/** Multiplier of demand at each of `count` points from `from` on; 1 where the drivers are at rest. */
export function multiplyDrivers(
  model: DriverModel,
  drivers: readonly Driver[],
  from: number,
  count: number,
): Float64Array {
  const out = new Float64Array(count).fill(1);
  model.effects.forEach(({ name, effect }) => {
    const driver = drivers.find((d) => d.name === name);
    if (!driver || effect === 0) return;
    for (let h = 0; h < count; h++) out[h]! *= Math.exp(effect * (driver.values[from + h] ?? 0));
  });
  return out.map((m) => Math.min(Math.exp(LIMIT), Math.max(Math.exp(-LIMIT), m)));
}
