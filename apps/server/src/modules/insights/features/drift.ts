/** How far two distributions are apart, each told by its values at even steps of probability. */
export interface Drift {
  /** Population stability index over the reference's tenths: below 0.1 alike, above 0.25 moved. */
  psi: number;
  /** Kolmogorov and Smirnov's largest gap between the two running shares, 0 to 1. */
  ks: number;
}

/** Share of a sketch at or below a value. */
function shareAtMost(quantiles: readonly number[], value: number): number {
  let low = 0;
  let high = quantiles.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (quantiles[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low / quantiles.length;
}

// An empty bin would make the index infinite; half a step of the sketch is the least share that can be told.
const LEAST = 0.0025;

/** Compares a run's values with a reference's. Null where one of them has none. Pure. */
export function measureDrift(reference: readonly number[], current: readonly number[]): Drift | null {
  if (reference.length === 0 || current.length === 0) return null;
  const edges = [
    ...new Set(Array.from({ length: 9 }, (_, i) => reference[Math.floor(((i + 1) / 10) * (reference.length - 1))]!)),
  ];
  let psi = 0;
  let [before, now] = [0, 0];
  for (const edge of [...edges, Number.POSITIVE_INFINITY]) {
    const [a, b] = [shareAtMost(reference, edge), shareAtMost(current, edge)];
    const [expected, seen] = [Math.max(LEAST, a - before), Math.max(LEAST, b - now)];
    psi += (seen - expected) * Math.log(seen / expected);
    [before, now] = [a, b];
  }
  let ks = 0;
  for (const value of new Set([...reference, ...current])) {
    ks = Math.max(ks, Math.abs(shareAtMost(reference, value) - shareAtMost(current, value)));
  }
  return { psi, ks };
}
