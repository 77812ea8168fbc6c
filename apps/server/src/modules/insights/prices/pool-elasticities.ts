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

/** Random-effects mean of estimates with the variance between them (DerSimonian and Laird 1986). */
function poolMeans(estimates: readonly Normal[]): Normal & { between: number } {
  const weights = estimates.map((e) => 1 / e.variance);
  const sum = (values: readonly number[]) => values.reduce((total, v) => total + v, 0);
  const fixed = sum(estimates.map((e, i) => e.mean * weights[i]!)) / sum(weights);
  const spread = sum(estimates.map((e, i) => weights[i]! * (e.mean - fixed) ** 2));
  const scale = sum(weights) - sum(weights.map((w) => w * w)) / sum(weights);
  const between = scale > 0 ? Math.max(0, (spread - (estimates.length - 1)) / scale) : 0;
  const shrunk = estimates.map((e) => 1 / (e.variance + between));
  return {
    mean: sum(estimates.map((e, i) => e.mean * shrunk[i]!)) / sum(shrunk),
    variance: 1 / sum(shrunk),
    between,
  };
}

/** Two normal opinions of one thing made one. */
function combine(a: Normal, b: Normal): Normal {
  const variance = 1 / (1 / a.variance + 1 / b.variance);
  return { mean: variance * (a.mean / a.variance + b.mean / b.variance), variance };
}

/** Categories differ at least so much, and styles of one category so much: a handful of them cannot show that they do not. */
const LEAST_BETWEEN_CATEGORIES = 0.3 ** 2;
const LEAST_BETWEEN_STYLES = 0.15 ** 2;
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
  const byCategory = new Map([...Map.groupBy(known, (s) => s.category)].map(([name, list]) => [name, poolMeans(list)]));
  const all = poolMeans([...byCategory.values()]);
  const between = Math.max(all.between, LEAST_BETWEEN_CATEGORIES);
  const prior: Normal = { mean: all.mean, variance: all.variance + between };
  return slopes.map(({ styleId, category, own }) => {
    const pooled = byCategory.get(category);
    const group = pooled ? combine(pooled, prior) : prior;
    const styles = Math.max(pooled?.between ?? 0, LEAST_BETWEEN_STYLES);
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
