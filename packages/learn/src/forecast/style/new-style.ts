import type { Interval } from "../auto-model.ts";
import { normalQuantile } from "../calibrate.ts";

/** What is known of a style before it sells. */
export type StyleTraits = {
  /** Class, fabric, fit, colour family, season ...: compared as equal or not. */
  readonly labels: Readonly<Record<string, string>>;
  /** Price and other amounts above zero: compared by their ratio. */
  readonly amounts: Readonly<Record<string, number>>;
};

/** A style that was sold: its traits and its demand since the first week (restored where it was censored). */
export type PastStyle = { readonly id: string; readonly traits: StyleTraits; readonly weekly: Float64Array };

/** How much each trait says about demand, learnt from the past styles. Plain and serialisable. */
export type StyleModel = {
  readonly kind: "style-model";
  readonly version: 1;
  readonly labelWeights: Readonly<Record<string, number>>;
  readonly amountWeights: Readonly<Record<string, number>>;
  /** Error of the log of total demand when each past style is forecast from the others. */
  readonly deviation: number;
};

/** What is missing, negative (returns) or no number counts as none. */
const soldOf = (sold: number | undefined) => (sold !== undefined && sold > 0 ? Math.min(sold, 1e12) : 0);
const totalOf = (style: PastStyle) => style.weekly.reduce((sum, sold) => sum + soldOf(sold), 0);
const logTotal = (style: PastStyle) => Math.log(totalOf(style) + 0.5);

/**
 * Distance of two styles: sum of the weights of labels that differ and of the weighted log ratios of amounts (Gower 1971, with learnt weights).
 * A trait that one of them lacks counts half.
 */
export function styleDistance(model: StyleModel, a: StyleTraits, b: StyleTraits): number {
  let distance = 0;
  for (const [name, weight] of Object.entries(model.labelWeights)) {
    const [x, y] = [a.labels[name], b.labels[name]];
    distance += x === undefined || y === undefined ? weight / 2 : x === y ? 0 : weight;
  }
  for (const [name, weight] of Object.entries(model.amountWeights)) {
    const [x, y] = [a.amounts[name], b.amounts[name]];
    distance +=
      x && y && x > 0 && y > 0 && Number.isFinite(x + y) ? weight * Math.min(2, Math.abs(Math.log(x / y))) : weight / 2;
  }
  return distance;
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
  return values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(1, values.length);
}

/** Share of the variance of log demand that lies between the groups of a label, corrected for the number of groups. */
function explainedByLabel(styles: readonly PastStyle[], logs: readonly number[], name: string): number {
  const groups = new Map<string, number[]>();
  styles.forEach((style, i) => {
    const label = style.traits.labels[name];
    if (label === undefined) return;
    groups.set(label, [...(groups.get(label) ?? []), logs[i]!]);
  });
  const all = [...groups.values()].flat();
  const total = variance(all) * all.length;
  if (!(total > 0) || groups.size < 2 || all.length <= groups.size) return 0;
  let within = 0;
  for (const group of groups.values()) within += variance(group) * group.length;
  return Math.max(0, 1 - within / (all.length - groups.size) / (total / (all.length - 1)));
}

function explainedByAmount(styles: readonly PastStyle[], logs: readonly number[], name: string): number {
  const pairs = styles.flatMap((style, i) => {
    const amount = style.traits.amounts[name];
    return amount && amount > 0 && Number.isFinite(amount) ? [[Math.log(amount), logs[i]!] as const] : [];
  });
  const [vx, vy] = [variance(pairs.map((p) => p[0])), variance(pairs.map((p) => p[1]))];
  if (!(vx > 0) || !(vy > 0) || pairs.length < 4) return 0;
  const mx = pairs.reduce((a, p) => a + p[0], 0) / pairs.length;
  const my = pairs.reduce((a, p) => a + p[1], 0) / pairs.length;
  const both = pairs.reduce((a, p) => a + (p[0] - mx) * (p[1] - my), 0) / pairs.length;
  return Math.max(0, (both * both) / (vx * vy) - 1 / pairs.length);
}

/** Kernel weights of the past styles for one set of traits: exp(-distance / width), where the width lets about five styles speak. */
function weighStyles(model: StyleModel, traits: StyleTraits, styles: readonly PastStyle[]): Float64Array {
  const distances = styles.map((style) => styleDistance(model, traits, style.traits));
  const fifth = [...distances].sort((a, b) => a - b)[Math.min(4, distances.length - 1)] ?? 0;
  const width = Math.max(0.15, fifth);
  const weights = Float64Array.from(distances, (d) => Math.exp(-0.5 * (d / width) ** 2));
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((w) => (total > 0 ? w / total : 1 / styles.length));
}

/**
 * Learns from past styles which traits tell styles apart by demand: each trait weighs by the share of the variance of log demand that it
 * explains. Null for fewer than five styles.
 */
export function fitStyleModel(styles: readonly PastStyle[]): StyleModel | null {
  if (styles.length < 5) return null;
  const logs = styles.map(logTotal);
  const names = (pick: "labels" | "amounts") => [
    ...new Set(styles.flatMap((style) => Object.keys(style.traits[pick]))),
  ];
  const base: StyleModel = {
    kind: "style-model",
    version: 1,
    // A little weight for every trait: with few styles nothing may seem to explain anything.
    labelWeights: Object.fromEntries(
      names("labels").map((name) => [name, 0.05 + explainedByLabel(styles, logs, name)]),
    ),
    amountWeights: Object.fromEntries(
      names("amounts").map((name) => [name, 0.05 + explainedByAmount(styles, logs, name)]),
    ),
    deviation: 0,
  };
  const errors = styles.map((style, i) => {
    const others = styles.filter((_, j) => j !== i);
    const weights = weighStyles(base, style.traits, others);
    return logs[i]! - others.reduce((sum, other, j) => sum + weights[j]! * logTotal(other), 0);
  });
  return { ...base, deviation: Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length) };
}

/** A forecast of a style that has not sold, or has only begun to. */
export type StyleForecast = {
  /** Demand per week from the first week on (weeks already seen included, as they were forecast). */
  readonly mean: Float64Array;
  readonly intervals: readonly Interval[];
  /** The styles it was likened to, most alike first. */
  readonly likened: readonly { readonly id: string; readonly weight: number }[];
  /** Factor by which the first weeks moved the forecast; 1 before any sale. */
  readonly correction: number;
};

/** Options of {@link forecastNewStyle}. */
export type NewStyleOptions = {
  weeks: number;
  levels?: readonly number[];
  /** Demand of the weeks already sold. */
  seen?: ArrayLike<number>;
};

/** Demand by week of the likened styles: level from the mean of logs, course from the weighted mean of their shares. */
function likenWeeks(styles: readonly PastStyle[], weights: Float64Array, weeks: number): Float64Array {
  const course = new Float64Array(weeks);
  let level = 0;
  styles.forEach((style, i) => {
    const total = totalOf(style);
    level += weights[i]! * logTotal(style);
    if (!(total > 0)) return;
    for (let w = 0; w < weeks; w++) course[w]! += (weights[i]! * soldOf(style.weekly[w])) / total;
  });
  return course.map((share) => share * Math.exp(level));
}

/**
 * Forecasts a new style from similar ones. Before the first sale: kernel-weighted level (mean of logs) and course. After the first weeks: the
 * ratio of seen to expected demand corrects the rest, weighed by how far the traits usually err (log-normal prior of the level) against the
 * counting noise of what was seen.
 */
export function forecastNewStyle(
  model: StyleModel,
  styles: readonly PastStyle[],
  traits: StyleTraits,
  options: NewStyleOptions,
): StyleForecast {
  const { weeks, levels = [0.5, 0.8, 0.95], seen = [] } = options;
  const weights = weighStyles(model, traits, styles);
  const expected = likenWeeks(styles, weights, weeks);
  let sold = 0;
  let due = 0;
  for (let w = 0; w < Math.min(seen.length, weeks); w++) {
    sold += soldOf(seen[w]);
    due += expected[w]!;
  }
  const prior = model.deviation ** 2;
  // Noise of a log ratio: counting (1 / units) and the course of single weeks, which strays by about 20 % even where the level is known.
  const noise =
    seen.length > 0 && due > 0 ? 1 / (sold + 0.5) + 0.04 / Math.min(seen.length, weeks) : Number.POSITIVE_INFINITY;
  const trust = prior > 0 && Number.isFinite(noise) ? prior / (prior + noise) : 0;
  const shift = trust > 0 ? trust * Math.log((sold + 0.5) / (due + 0.5)) : 0;
  const correction = Math.exp(shift);
  const left = Math.sqrt(prior * (1 - trust) + 0.02);
  const mean = expected.map((y) => y * correction);
  const intervals = [...levels]
    .sort((a, b) => a - b)
    .map((level) => {
      const z = normalQuantile((1 + level) / 2);
      // Level error (log-normal) and counting noise of each week (square root of the mean).
      const lower = mean.map((y) => Math.max(0, y * Math.exp(-z * left) - z * Math.sqrt(y)));
      const upper = mean.map((y) => y * Math.exp(z * left) + z * Math.sqrt(y));
      return { level, lower, upper };
    });
  const likened = styles
    .map((style, i) => ({ id: style.id, weight: weights[i]! }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 10);
  return { mean, intervals, likened, correction };
}
