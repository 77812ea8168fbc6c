import { accept, type Outcome, refuse } from "../outcome.ts";
import { quantileOfSorted } from "../trees/losses.ts";
import { fitUsualRange, scoreRobustly, type UsualRange } from "./robust-score.ts";

/** What a series usually does: a level that moves, a share per place in the period (weekday), a spread of what is left; plain JSON. */
export type SeasonalBaseline = {
  kind: "seasonal_baseline";
  version: 1;
  period: number;
  /** Factor per place in the period, place 0 being the first value of the history. */
  seasonal: number[];
  level: number;
  residual: UsualRange;
  length: number;
};

/** A value of a series beside what was expected; `score` in robust deviations. */
export type SeriesScore = { expected: number; score: number };

const medianOf = (values: number[]) => quantileOfSorted(Float64Array.from(values).sort(), 0.5);

/** Median of the last `span` values before `at`, each divided by its seasonal factor. */
function levelBefore(history: ArrayLike<number>, seasonal: readonly number[], at: number, span: number): number {
  const window: number[] = [];
  for (let i = Math.max(0, at - span); i < at; i++) {
    const factor = seasonal[i % seasonal.length]!;
    if (factor > 0) window.push(history[i]! / factor);
  }
  return window.length > 0 ? medianOf(window) : 0;
}

/** Residuals are compared on square roots: the noise of counts grows with their level, its root does not. */
const root = (v: number) => Math.sign(v) * Math.sqrt(Math.abs(v));

/**
 * Learns the usual course of a series (sales, voids per day) with medians throughout, so that the anomalies in the history do not hide
 * those to come. Needs two periods of finite values.
 */
export function fitSeasonalBaseline(
  history: ArrayLike<number>,
  period = 7,
  spanPeriods = 4,
): Outcome<SeasonalBaseline> {
  if (!(Number.isInteger(period) && period >= 1)) return refuse("out_of_range", "period must be a whole number from 1");
  if (history.length < Math.max(6, 2 * period)) return refuse("too_few_rows", "fewer than two periods of history");
  for (let i = 0; i < history.length; i++)
    if (!(Math.abs(history[i]!) < 1e100))
      return refuse("not_finite", `value ${i} of the series is not a usable number`);
  const centre = medianOf(Array.from(history));
  const seasonal = Array.from({ length: period }, (_, place) => {
    const at = Array.from(
      { length: Math.ceil((history.length - place) / period) },
      (_, k) => history[place + k * period]!,
    );
    return centre !== 0 ? Math.max(0, medianOf(at) / centre) : 1;
  });
  const span = spanPeriods * period;
  const residuals: number[] = [];
  for (let i = period; i < history.length; i++)
    residuals.push(root(history[i]!) - root(levelBefore(history, seasonal, i, span) * seasonal[i % period]!));
  const residual = fitUsualRange(residuals);
  if (!residual.ok) return residual;
  const level = levelBefore(history, seasonal, history.length, span);
  return accept({
    kind: "seasonal_baseline",
    version: 1,
    period,
    seasonal,
    level,
    residual: residual.value,
    length: history.length,
  });
}

/** Scores the value `ahead` steps after the history (0 is the next one). */
export function scoreSeasonally(baseline: SeasonalBaseline, value: number, ahead = 0): SeriesScore {
  const expected = baseline.level * baseline.seasonal[(baseline.length + ahead) % baseline.period]!;
  if (!Number.isFinite(value)) return { expected, score: scoreRobustly(baseline.residual, value) };
  // A spread of nothing (a constant series) still allows a rounding error.
  const residual = {
    ...baseline.residual,
    deviation: Math.max(baseline.residual.deviation, 1e-9 * (1 + Math.abs(expected))),
  };
  return { expected, score: scoreRobustly(residual, root(value) - root(expected)) };
}
