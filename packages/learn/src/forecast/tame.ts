const LEAST_SALES = 8;
const FENCE = 0.5;
const LONGEST_RUN = 2;

/**
 * A history with its lonely spikes brought down to a fence above the usual sales (upper quartile of the logarithms plus half their
 * interquartile range; Tukey 1977). What stands above the fence for three steps or more is a new level and stays. For short histories: there
 * a single bulk order would carry the level of every method for weeks.
 */
export function tameSpikes(history: Float64Array): Float64Array {
  const sorted = history.filter((y) => y > 0).sort();
  if (sorted.length < LEAST_SALES) return history;
  const [low, high] = [0.25, 0.75].map((p) => sorted[Math.floor(p * sorted.length)]!) as [number, number];
  const fence = high * (high / low) ** FENCE;
  const out = Float64Array.from(history);
  for (let from = 0; from < out.length; from++) {
    let to = from;
    while (to < out.length && history[to]! > fence) to++;
    if (to > from && to - from <= LONGEST_RUN) out.fill(fence, from, to);
    from = to;
  }
  return out;
}
