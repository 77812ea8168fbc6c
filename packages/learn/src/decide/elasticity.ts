import { normalQuantile } from "../forecast/calibrate.ts";
import { accept, type LearnRefusal, type Outcome, refuse } from "../outcome.ts";
import { renumber } from "./absorb-effects.ts";
import { type PriceSlope, type RegressionRows, regressPrice } from "./price-regression.ts";

/**
 * Sales by style, place and period. Every column has one entry per row: price and quantity of the period; `effects` are codes of what is
 * held fixed within a style (store, week of the year); `controls` are further drivers (promotion share, days in stock).
 */
export type PricePanel = {
  style: readonly string[];
  price: ArrayLike<number>;
  quantity: ArrayLike<number>;
  effects: readonly ArrayLike<number>[];
  controls?: readonly ArrayLike<number>[];
};

/** Elasticity of one style with its interval, after shrinkage to the styles alike; `own` is what its history alone says. */
export type StyleElasticity = {
  style: string;
  elasticity: number;
  standardError: number;
  lower: number;
  upper: number;
  /** Share of the answer that comes from the style's own history. */
  ownShare: number;
  own: PriceSlope | null;
};

/** Fitted elasticities; plain JSON. */
export type ElasticityModel = {
  kind: "elasticity";
  version: 1;
  level: number;
  /** Mean over styles with its standard error, and how much styles truly differ (standard deviation). */
  mean: number;
  meanStandardError: number;
  spread: number;
  styles: StyleElasticity[];
};

function checkPanel(panel: PricePanel): LearnRefusal | null {
  const count = panel.style.length;
  if (count === 0) return refuse("empty", "no rows");
  const columns = [panel.price, panel.quantity, ...panel.effects, ...(panel.controls ?? [])];
  if (columns.some((column) => column.length !== count)) return refuse("lengths_differ", "columns differ in length");
  for (let i = 0; i < count; i++) {
    if (!(panel.price[i]! > 0 && panel.price[i]! <= 1e15))
      return refuse("out_of_range", `price of row ${i} is not above zero`);
    if (!(panel.quantity[i]! >= 0 && panel.quantity[i]! <= 1e12))
      return refuse("out_of_range", `quantity of row ${i} is negative`);
    if ((panel.controls ?? []).some((column) => !(Math.abs(column[i]!) <= 1e12)))
      return refuse("not_finite", `a control of row ${i} is not a usable number`);
  }
  return null;
}

function splitStyles(panel: PricePanel): Map<string, RegressionRows> {
  const places = new Map<string, number[]>();
  for (const [i, style] of panel.style.entries()) {
    const list = places.get(style);
    if (list) list.push(i);
    else places.set(style, [i]);
  }
  const rows = new Map<string, RegressionRows>();
  for (const style of [...places.keys()].sort()) {
    const at = places.get(style)!;
    const take = (column: ArrayLike<number>) => Float64Array.from(at, (i) => column[i]!);
    // Without any effect, one group for all rows is the intercept.
    const effects = panel.effects.length > 0 ? panel.effects : [new Int32Array(panel.style.length)];
    rows.set(style, {
      ...{ logPrice: take(panel.price).map(Math.log), quantity: take(panel.quantity) },
      ...{ controls: (panel.controls ?? []).map(take), effects: effects.map((codes) => renumber(take(codes))) },
    });
  }
  return rows;
}

/** Student's t quantile from the normal one (Cornish-Fisher expansion, Abramowitz and Stegun 26.7.5); exact for 1 and 2 degrees. */
export function studentQuantile(probability: number, freedom: number | null): number {
  const z = normalQuantile(probability);
  if (freedom === null) return z;
  if (freedom === 1) return Math.tan(Math.PI * (probability - 0.5));
  if (freedom === 2) {
    const u = 2 * probability - 1;
    return (u * Math.SQRT2) / Math.sqrt(1 - u * u);
  }
  const n = freedom;
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + g1 / n + g2 / n ** 2 + g3 / n ** 3;
}

type Population = { mean: number; meanVariance: number; between: number };

/** Mean and true spread of slopes by Paule and Mandel (1982): the between-style variance that makes the weighted squares equal k - 1. */
function poolSlopes(slopes: readonly PriceSlope[]): Population {
  const weigh = (between: number) => {
    const weights = slopes.map((s) => 1 / (s.standardError ** 2 + between));
    const total = weights.reduce((sum, w) => sum + w, 0);
    const mean = slopes.reduce((sum, s, i) => sum + weights[i]! * s.slope, 0) / total;
    const squares = slopes.reduce((sum, s, i) => sum + weights[i]! * (s.slope - mean) ** 2, 0);
    return { mean, squares, meanVariance: 1 / total };
  };
  let low = 0;
  let high = 1;
  const target = slopes.length - 1;
  while (weigh(high).squares > target && high < 1e6) high *= 4;
  if (weigh(0).squares <= target) high = 0;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (weigh(middle).squares > target) low = middle;
    else high = middle;
  }
  const { mean, meanVariance } = weigh(high);
  return { mean, meanVariance, between: high };
}

/** Posterior of one style; the last term widens for the spread being estimated too (Morris 1983). */
function shrinkSlope(
  style: string,
  own: PriceSlope | null,
  population: Population,
  count: number,
  level: number,
): StyleElasticity {
  const { mean, meanVariance, between } = population;
  if (!own) {
    const standardError = Math.sqrt(between + meanVariance);
    const half = studentQuantile((1 + level) / 2, Math.max(1, count - 1)) * standardError;
    return { style, elasticity: mean, standardError, lower: mean - half, upper: mean + half, ownShare: 0, own };
  }
  const noise = own.standardError ** 2;
  // Under four comparable styles the spread between them is anybody's guess: each speaks for itself.
  const pull = count >= 4 ? ((count - 3) / (count - 1)) * (noise / (noise + between)) : 0;
  const elasticity = (1 - pull) * own.slope + pull * mean;
  const guessed = count >= 4 ? (2 / (count - 3)) * pull ** 2 * (own.slope - mean) ** 2 : 0;
  const standardError = Math.sqrt(noise * (1 - pull * ((count - 1) / Math.max(1, count))) + guessed);
  const half = studentQuantile((1 + level) / 2, own.freedom) * standardError;
  return {
    style,
    elasticity,
    standardError,
    lower: elasticity - half,
    upper: elasticity + half,
    ownShare: 1 - pull,
    own,
  };
}

/**
 * Price elasticities per style: log quantity on log price with fixed effects absorbed (so that stores or weeks with higher demand do not
 * pass for an effect of price), count regression where there are zeros, then empirical-Bayes shrinkage to the mean of the styles, which
 * should be alike (one class). Styles whose price never moved get the mean. Refuses where no style's price moved.
 */
export function fitElasticity(panel: PricePanel, options: { level?: number } = {}): Outcome<ElasticityModel> {
  const { level = 0.95 } = options;
  if (!(level > 0 && level < 1)) return refuse("out_of_range", "level must lie between 0 and 1");
  const refusal = checkPanel(panel);
  if (refusal) return refusal;
  const slopes = new Map<string, PriceSlope | null>();
  for (const [style, rows] of splitStyles(panel)) {
    const slope = regressPrice(rows);
    slopes.set(style, slope && Number.isFinite(slope.slope) && Number.isFinite(slope.standardError) ? slope : null);
  }
  const known = [...slopes.values()].filter((slope) => slope !== null);
  if (known.length === 0) return refuse("constant", "no style's price moved enough to learn from");
  const population = poolSlopes(known);
  const styles = [...slopes].map(([style, own]) => shrinkSlope(style, own, population, known.length, level));
  return accept({
    ...{ kind: "elasticity" as const, version: 1 as const, level, mean: population.mean, styles },
    ...{ meanStandardError: Math.sqrt(population.meanVariance), spread: Math.sqrt(population.between) },
  });
}
