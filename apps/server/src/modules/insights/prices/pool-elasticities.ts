/** What one style's own history says: the slope and its standard error; null where its price never moved. */
export interface OwnSlope {
  styleId: string;
  category: string;
  own: { slope: number; standardError: number } | null;
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

/** What estimates of one thing say of the variance between them: excess over chance, and its scale (DerSimonian and Laird 1986). */
function excessOf(estimates: readonly Normal[]): { excess: number; scale: number } {
  const weights = estimates.map((e) => 1 / e.variance);
  const fixed = sum(estimates.map((e, i) => e.mean * weights[i]!)) / sum(weights);
  return {
    excess: sum(estimates.map((e, i) => weights[i]! * (e.mean - fixed) ** 2)) - (estimates.length - 1),
    scale: sum(weights) - sum(weights.map((w) => w * w)) / sum(weights),
  };
}

/** Variance between, judged over all groups at once: a handful of styles cannot tell theirs. */
function varianceBetween(groups: readonly (readonly Normal[])[], limits: { least: number; most: number }): number {
  const parts = groups.map(excessOf);
  const scale = sum(parts.map((p) => p.scale));
  const between = scale > 0 ? sum(parts.map((p) => p.excess)) / scale : 0;
  return Math.min(limits.most, Math.max(limits.least, between));
}

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
const BETWEEN_CATEGORIES = { least: 0.3 ** 2, most: 1 };
const BETWEEN_STYLES = { least: 0.1 ** 2, most: 0.5 ** 2 };
/** Estimates surer than this are taken for this: a weekly count knows its own error only so well. */
const LEAST_VARIANCE = 0.05 ** 2;
const Z95 = 1.96;

/**
 * Style within category within everything: a style's own slope leans on its category as much as it is unsure, and a category
 * on all of them. Styles whose price never moved get their category's. Null where no price ever moved.
 */
export function poolElasticities(slopes: readonly OwnSlope[]): PooledElasticity[] | null {
  const known = slopes.flatMap((s) =>
    s.own ? [{ ...s, mean: s.own.slope, variance: Math.max(LEAST_VARIANCE, s.own.standardError ** 2) }] : [],
  );
  if (known.length === 0) return null;
  const groups = [...Map.groupBy(known, (s) => s.category)];
  const styles = varianceBetween(
    groups.map(([, list]) => list),
    BETWEEN_STYLES,
  );
  const byCategory = new Map(groups.map(([name, list]) => [name, poolMeans(list, styles)]));
  const between = varianceBetween([[...byCategory.values()]], BETWEEN_CATEGORIES);
  const all = poolMeans([...byCategory.values()], between);
  const prior: Normal = { mean: all.mean, variance: all.variance + between };
  return slopes.map(({ styleId, category, own }) => {
    const pooled = byCategory.get(category);
    const group = pooled ? combine(pooled, prior) : prior;
    const expected: Normal = { mean: group.mean, variance: group.variance + styles };
    const mine: Normal | null = own && { mean: own.slope, variance: Math.max(LEAST_VARIANCE, own.standardError ** 2) };
    const answer = mine ? combine(mine, expected) : expected;
    const standardError = Math.sqrt(answer.variance);
    return {
      ...{ styleId, elasticity: answer.mean, standardError, categoryMean: group.mean },
      ...{ lower: answer.mean - Z95 * standardError, upper: answer.mean + Z95 * standardError },
      ownElasticity: own?.slope ?? null,
      ownShare: mine ? answer.variance / mine.variance : 0,
    };
  });
}
