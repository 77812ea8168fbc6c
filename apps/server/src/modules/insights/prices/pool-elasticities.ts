export interface Slope {
  slope: number;
  standardError: number;
}

/** What one style's own history says; null where its price never moved. */
export interface OwnSlope {
  styleId: string;
  category: string;
  own: Slope | null;
}

export interface PooledElasticity {
  styleId: string;
  elasticity: number;
  standardError: number;
  lower: number;
  upper: number;
  ownElasticity: number | null;
  ownShare: number;
  categoryMean: number;
}

interface Normal {
  mean: number;
  variance: number;
}

const sum = (values: readonly number[]) => values.reduce((total, v) => total + v, 0);

/** How much more estimates differ from a mean than chance explains, and the scale of that (DerSimonian and Laird 1986). */
function excessOf(estimates: readonly Normal[], mean: number, isOwnMean: boolean): { excess: number; scale: number } {
  const weights = estimates.map((e) => 1 / e.variance);
  return {
    excess: sum(estimates.map((e, i) => weights[i]! * (e.mean - mean) ** 2)) - (estimates.length - (isOwnMean ? 1 : 0)),
    scale: sum(weights) - (isOwnMean ? sum(weights.map((w) => w * w)) / sum(weights) : 0),
  };
}

const within = (limits: { least: number; most: number }, parts: readonly { excess: number; scale: number }[]) => {
  const scale = sum(parts.map((p) => p.scale));
  const between = scale > 0 ? sum(parts.map((p) => p.excess)) / scale : 0;
  return Math.min(limits.most, Math.max(limits.least, between));
};

/** Mean of estimates that truly differ by `between`. */
function poolMeans(estimates: readonly Normal[], between: number): Normal {
  const weights = estimates.map((e) => 1 / (e.variance + between));
  return { mean: sum(estimates.map((e, i) => e.mean * weights[i]!)) / sum(weights), variance: 1 / sum(weights) };
}

/** Two normal opinions of one thing made one. */
function combine(a: Normal, b: Normal): Normal {
  const variance = 1 / (1 / a.variance + 1 / b.variance);
  return { mean: variance * (a.mean / a.variance + b.mean / b.variance), variance };
}

/** Categories truly differ by so much at least and at most, and styles of one category by so much. */
const BETWEEN_CATEGORIES = { least: 0.4 ** 2, most: 1 };
const BETWEEN_STYLES = { least: 0.1 ** 2, most: 0.5 ** 2 };
/** Estimates surer than this are taken for this: a daily count knows its own error only so well. */
const LEAST_VARIANCE = 0.05 ** 2;
const Z95 = 1.96;

const normalOf = ({ slope, standardError }: Slope): Normal => ({
  mean: slope,
  variance: Math.max(LEAST_VARIANCE, standardError ** 2),
});

/**
 * Style within category within everything: a category leans on all of them as much as it is unsure, and a style departs from
 * its category as far as its own history is surer than styles differ. Styles whose price never moved get their category's.
 * Null where no price ever moved.
 */
export function poolElasticities(
  slopes: readonly OwnSlope[],
  categories: ReadonlyMap<string, Slope | null>,
): PooledElasticity[] | null {
  const known = new Map([...categories].flatMap(([name, slope]) => (slope ? [[name, normalOf(slope)] as const] : [])));
  if (known.size === 0) return null;
  const estimates = [...known.values()];
  const fixed = poolMeans(estimates, 0).mean;
  const between = within(BETWEEN_CATEGORIES, [excessOf(estimates, fixed, true)]);
  const all = poolMeans(estimates, between);
  const prior: Normal = { mean: all.mean, variance: all.variance + between };
  const groups = Map.groupBy(
    slopes.filter((s) => s.own && known.has(s.category)),
    (s) => s.category,
  );
  const styles = within(
    BETWEEN_STYLES,
    [...groups].map(([name, list]) =>
      excessOf(
        list.map((s) => normalOf(s.own!)),
        known.get(name)!.mean,
        false,
      ),
    ),
  );
  return slopes.map((style) => {
    const own = known.get(style.category);
    return departFrom(own ? combine(own, prior) : prior, style, styles);
  });
}

/** The category's slope has been taught by this style too, so its own history counts for how it departs, and for no more. */
function departFrom(group: Normal, { styleId, own }: OwnSlope, between: number): PooledElasticity {
  const mine = own && normalOf(own);
  const share = mine ? between / (between + mine.variance) : 0;
  const elasticity = group.mean + (mine ? share * (mine.mean - group.mean) : 0);
  const standardError = Math.sqrt((1 - share) ** 2 * group.variance + (1 - share) * between);
  return {
    ...{ styleId, elasticity, standardError, categoryMean: group.mean },
    ...{ lower: elasticity - Z95 * standardError, upper: elasticity + Z95 * standardError },
    ...{ ownElasticity: own?.slope ?? null, ownShare: share },
  };
}
