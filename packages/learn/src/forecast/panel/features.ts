import { usualWindow } from "../naive.ts";

/** One series of a panel, ready for features: what is known, its cycle, and columns that never change. */
export type FeatureSeries = {
  /** Scaled values (see `prepareSeries`). */
  readonly values: Float64Array;
  readonly period: number;
  /** Fixed numbers such as coded attributes or a price rank; as many for every series of the panel. */
  readonly attributes: ArrayLike<number>;
  /**
   * Known drivers (price, promotion, festivals), one row each, over the values and the horizon after them; as many for every series.
   */
  readonly drivers: readonly Float64Array[];
};

const LEVELS = [1, 4, 8, 13] as const;

/** Names of the columns that {@link writeFeatures} fills. */
export function nameFeatures(attributes: number, drivers: number): string[] {
  return [
    "step",
    "last",
    ...LEVELS.map((k) => `mean of ${k} cycles`),
    "mean of all",
    "same position, 4 cycles",
    "same position, 8 cycles",
    "a year ago",
    "a year ago, around",
    "zero share",
    "steps since sale",
    "variation",
    "trend",
    ...Array.from({ length: attributes }, (_, i) => `attribute ${i}`),
    ...Array.from({ length: drivers }, (_, i) => `driver ${i}`),
  ];
}

/** Short cycle that level features count in: a week of days, a month of weeks, a year of months. */
const shortCycle = (period: number) => (period > 24 ? 4 : Math.max(4, period));

const meanOf = (sums: Float64Array, from: number, to: number) =>
  to > from ? (sums[to]! - sums[Math.max(0, from)]!) / (to - Math.max(0, from)) : Number.NaN;

/** Running sums of a series, so that each mean costs two look-ups. */
export function runningSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let t = 0; t < values.length; t++) sums[t + 1] = sums[t]! + values[t]!;
  return sums;
}

/** Level that targets and features are divided by: mean of the last four short cycles, kept from zero by the mean of all. */
export function levelAt(series: FeatureSeries, sums: Float64Array, origin: number): number {
  const window = usualWindow(series.period);
  const recent = meanOf(sums, Math.max(0, origin - window), origin);
  const all = meanOf(sums, 0, origin);
  return 0.95 * recent + 0.05 * all;
}

/** What is the same for all steps of one origin. */
export type OriginState = { readonly level: number; readonly fixed: Float64Array };

/** Features of an origin that do not depend on the step; null where nothing was ever sold before it. */
export function readOrigin(series: FeatureSeries, sums: Float64Array, origin: number): OriginState | null {
  const { values, period } = series;
  const cycle = shortCycle(period);
  const level = levelAt(series, sums, origin);
  if (!(level > 0)) return null;
  const fixed = new Float64Array(LEVELS.length + 6);
  let at = 0;
  fixed[at++] = values[origin - 1]! / level;
  for (const k of LEVELS) fixed[at++] = meanOf(sums, Math.max(0, origin - k * cycle), origin) / level;
  fixed[at++] = meanOf(sums, 0, origin) / level;
  const from = Math.max(0, origin - 4 * cycle);
  let zeros = 0;
  let squares = 0;
  for (let t = from; t < origin; t++) {
    if (values[t] === 0) zeros++;
    squares += (values[t]! - level) ** 2;
  }
  let since = 0;
  while (since < origin && values[origin - 1 - since] === 0) since++;
  fixed[at++] = zeros / (origin - from);
  fixed[at++] = since;
  fixed[at++] = Math.sqrt(squares / (origin - from)) / level;
  const month = meanOf(sums, Math.max(0, origin - 4 * cycle), origin);
  fixed[at++] = month > 0 ? meanOf(sums, Math.max(0, origin - cycle), origin) / month : Number.NaN;
  return { level, fixed };
}

/**
 * Writes the features of one forecast step into row `row` of the columns. Only values before `origin` are read; drivers are known ahead.
 * There is no absolute time among them, so a model cannot learn the calendar position of its training data.
 */
export function writeFeatures(
  columns: readonly Float64Array[],
  row: number,
  series: FeatureSeries,
  sums: Float64Array,
  origin: number,
  step: number,
  state: OriginState,
): void {
  const { values, period } = series;
  const { level, fixed } = state;
  let at = 0;
  const put = (value: number) => {
    columns[at++]![row] = value;
  };
  put(step);
  for (let i = 0; i <= LEVELS.length + 1; i++) put(fixed[i]!);
  const target = origin + step - 1;
  const cycle = period > 24 ? 1 : period;
  let sum = 0;
  let count = 0;
  let four = Number.NaN;
  for (let t = target - cycle * Math.ceil(step / cycle); t >= 0 && count < 8; t -= cycle) {
    sum += values[t]!;
    count++;
    if (count === 4) four = sum / 4;
  }
  put(four / level);
  put(count > 0 ? sum / count / level : Number.NaN);
  const year = period > 24 ? period : period === 12 ? 12 : period > 1 ? 52 * period : 0;
  const before = target - year;
  put(year > 0 && before >= 0 && before < origin ? values[before]! / level : Number.NaN);
  const around = Math.min(origin, before + 3);
  put(year > 0 && before >= 2 && around > before - 2 ? meanOf(sums, before - 2, around) / level : Number.NaN);
  for (let i = LEVELS.length + 2; i < fixed.length; i++) put(fixed[i]!);
  for (let i = 0; i < series.attributes.length; i++) put(series.attributes[i]!);
  for (const driver of series.drivers) put(driver[target] ?? Number.NaN);
}
