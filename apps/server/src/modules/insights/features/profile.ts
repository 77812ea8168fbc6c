/** How the values of one input are spread: enough to check them and to compare two runs without their data. */
export interface FeatureProfile {
  feature: string;
  valueCount: number;
  nullCount: number;
  least: number | null;
  greatest: number | null;
  mean: number | null;
  /** The newest business day it has a value of; null where it has no day. */
  newestOn: string | null;
  /** Values at even steps of probability, lowest first; empty without values. */
  quantiles: number[];
}

const STEPS = 200;

/** Profiles the values of one input; what is not a finite number counts as missing. Pure. */
export function profileFeature(feature: string, values: ArrayLike<number>, newestOn: string | null): FeatureProfile {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  const { length } = sorted;
  const at = (p: number) => sorted[Math.min(length - 1, Math.floor(p * length))]!;
  return {
    feature,
    valueCount: length,
    nullCount: values.length - length,
    least: length > 0 ? sorted[0]! : null,
    greatest: length > 0 ? sorted[length - 1]! : null,
    mean: length > 0 ? sorted.reduce((a, b) => a + b, 0) / length : null,
    newestOn,
    quantiles: length > 0 ? Array.from({ length: STEPS + 1 }, (_, i) => at(i / STEPS)) : [],
  };
}
