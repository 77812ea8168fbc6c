/** Ways to forecast demand that comes now and then; all give a constant rate per step. */
export type IntermittentMethod = "croston" | "sba" | "tsb" | "adida" | "imapa";

/** A fitted rate of intermittent demand. */
export type IntermittentModel = {
  readonly kind: "intermittent";
  readonly version: 1;
  readonly method: IntermittentMethod;
  /** Smoothing weight of the demand size (and of the interval for Croston and SBA). */
  readonly alpha: number;
  /** Smoothing weight of the chance of a sale (TSB). */
  readonly beta: number;
  readonly rate: number;
  /** Mean squared deviation of the history from its mean. */
  readonly variance: number;
};

function varianceOf(history: Float64Array): number {
  let mean = 0;
  for (const y of history) mean += y / Math.max(1, history.length);
  let squares = 0;
  for (const y of history) squares += (y - mean) ** 2;
  return squares / Math.max(1, history.length - 1);
}

const WEIGHTS = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3];

/** Mean size and share of sales in the window (12 steps, or more until it holds a sale) that the recursions start from. */
function startLevels(history: Float64Array): { size: number; chance: number; window: number } {
  let sum = 0;
  let sales = 0;
  for (let t = 0; t < history.length; t++) {
    if (t >= 12 && sales > 0) return { size: sum / sales, chance: sales / t, window: t };
    if (history[t]! > 0) {
      sum += history[t]!;
      sales++;
    }
  }
  return { size: sales > 0 ? sum / sales : 0, chance: sales / Math.max(1, history.length), window: history.length };
}

/** Size and interval smoothed at each sale (Croston 1972); returns the last rate and the mean squared one-step error. */
function runCroston(history: Float64Array, alpha: number, factor: number): { rate: number; loss: number } {
  const begin = startLevels(history);
  if (begin.chance === 0) return { rate: 0, loss: 0 };
  let size = begin.size;
  let interval = 1 / begin.chance;
  let since = 0;
  let loss = 0;
  for (let t = 0; t < history.length; t++) {
    const y = history[t]!;
    if (t >= begin.window) loss += (y - (factor * size) / interval) ** 2;
    since++;
    if (y > 0) {
      size += alpha * (y - size);
      interval += alpha * (since - interval);
      since = 0;
    }
  }
  return { rate: (factor * size) / interval, loss: loss / Math.max(1, history.length - begin.window) };
}

/** Size and chance of a sale (Teunter, Syntetos and Babai 2011): the chance fades while nothing sells. */
function runTsb(history: Float64Array, alpha: number, beta: number): { rate: number; loss: number } {
  const begin = startLevels(history);
  let { size, chance } = begin;
  let loss = 0;
  for (let t = 0; t < history.length; t++) {
    const y = history[t]!;
    if (t >= begin.window) loss += (y - size * chance) ** 2;
    if (y > 0) {
      size += alpha * (y - size);
      chance += beta * (1 - chance);
    } else chance -= beta * chance;
  }
  return { rate: size * chance, loss: loss / Math.max(1, history.length - begin.window) };
}

/** Simple smoothing of sums over `bucket` steps, per step (Nikolopoulos et al. 2011); buckets end at the last point. */
function runAggregate(history: Float64Array, bucket: number, alpha: number): { rate: number; loss: number } {
  const count = Math.floor(history.length / bucket);
  if (count === 0) return { rate: 0, loss: 0 };
  const offset = history.length - count * bucket;
  // The level starts at the mean of the first quarter, at most four buckets.
  const lead = Math.max(1, Math.min(4, Math.floor(count / 4)));
  let level = 0;
  for (let t = 0; t < lead * bucket; t++) level += history[offset + t]! / (lead * bucket);
  let loss = 0;
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let k = 0; k < bucket; k++) sum += history[offset + i * bucket + k]!;
    const rate = sum / bucket;
    if (i >= lead) loss += (rate - level) ** 2;
    level += alpha * (rate - level);
  }
  return { rate: level, loss: count > lead ? loss / (count - lead) : 0 };
}

/** Mean number of steps from sale to sale; the length of the history where there is at most one. */
export function meanInterval(history: Float64Array): number {
  let first = -1;
  let last = -1;
  let sales = 0;
  for (let t = 0; t < history.length; t++) {
    if (!(history[t]! > 0)) continue;
    if (first < 0) first = t;
    last = t;
    sales++;
  }
  return sales > 1 ? (last - first) / (sales - 1) : Math.max(1, history.length);
}

function pickWeight(run: (alpha: number) => { rate: number; loss: number }): { alpha: number; rate: number } {
  let best = { alpha: 0.1, rate: 0, loss: Number.POSITIVE_INFINITY };
  for (const alpha of WEIGHTS) {
    const result = run(alpha);
    if (result.loss < best.loss) best = { alpha, ...result };
  }
  return best;
}

function fitImapa(history: Float64Array, longest: number, fixed?: number): { alpha: number; rate: number } {
  let rate = 0;
  let alpha = 0;
  for (let bucket = 1; bucket <= longest; bucket++) {
    const level = fixed
      ? { alpha: fixed, ...runAggregate(history, bucket, fixed) }
      : pickWeight((weight) => runAggregate(history, bucket, weight));
    rate += level.rate / longest;
    alpha += level.alpha / longest;
  }
  return { alpha, rate };
}

/**
 * Fits one method. Weights are chosen on a small grid by squared one-step error, because absolute error would choose zero on sparse demand.
 * Croston's rate is biased upwards, SBA multiplies by 1 - alpha / 2 (Syntetos and Boylan 2005); IMAPA means ADIDA over all bucket lengths up
 * to the mean interval (Petropoulos and Kourentzes 2015). Give `like` to keep a fitted model's weights on a longer history.
 */
export function fitIntermittent(
  history: Float64Array,
  method: IntermittentMethod,
  like?: IntermittentModel,
): IntermittentModel {
  const bucket = Math.max(1, Math.min(Math.round(meanInterval(history)), Math.floor(history.length / 4), 30));
  let beta = 0;
  let best: { alpha: number; rate: number };
  const choose = (run: (alpha: number) => { rate: number; loss: number }) =>
    like ? { alpha: like.alpha, rate: run(like.alpha).rate } : pickWeight(run);
  if (method === "croston") best = choose((alpha) => runCroston(history, alpha, 1));
  else if (method === "sba") best = choose((alpha) => runCroston(history, alpha, 1 - alpha / 2));
  else if (method === "adida") best = choose((alpha) => runAggregate(history, bucket, alpha));
  else if (method === "imapa") best = fitImapa(history, bucket, like?.alpha);
  else {
    beta = like?.beta ?? pickWeight((weight) => runTsb(history, 0.1, weight)).alpha;
    best = choose((alpha) => runTsb(history, alpha, beta));
  }
  return {
    kind: "intermittent",
    version: 1,
    method,
    alpha: best.alpha,
    beta,
    rate: best.rate,
    variance: varianceOf(history),
  };
}

/** The rate, carried on. */
export function predictIntermittent(model: IntermittentModel, horizon: number): Float64Array {
  return new Float64Array(horizon).fill(model.rate);
}
