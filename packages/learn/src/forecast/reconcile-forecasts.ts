import type { Forecast, Interval } from "./auto-model.ts";
import { type Hierarchy, reconcile } from "./hierarchy.ts";

/** Points and intervals of one node after reconciliation. */
export type CoherentForecast = { readonly mean: Float64Array; readonly intervals: readonly Interval[] };

/** Forecasts of every node whose means add up; aggregates in the order of the hierarchy's groups. */
export type CoherentForecasts = { readonly aggregates: CoherentForecast[]; readonly bottom: CoherentForecast[] };

/** Variance of a node as its widest interval tells it: squared width, meaned over the steps. */
function widthVariance({ intervals }: Forecast): number {
  const widest = intervals[intervals.length - 1];
  if (!widest || widest.upper.length === 0) return 1;
  let sum = 0;
  for (let h = 0; h < widest.upper.length; h++) sum += (widest.upper[h]! - widest.lower[h]!) ** 2;
  return sum / widest.upper.length;
}

/** Intervals moved with their mean: in proportion where there was one, by the same amount where it was zero. */
function moveIntervals(before: Forecast, mean: Float64Array): Interval[] {
  return before.intervals.map(({ level, lower, upper }) => {
    const move = (end: Float64Array) =>
      end.map((y, h) => {
        const old = before.mean[h]!;
        return old > 0 ? (y / old) * mean[h]! : y + mean[h]!;
      });
    return { level, lower: move(lower), upper: move(upper) };
  });
}

/**
 * Makes forecasts of style, colour, size and location agree (MinT with the variances that their intervals tell). `forecasts` has the
 * aggregates first, then the bottom series. Means add up exactly; intervals go along with their means, so they stay nested.
 */
export function reconcileForecasts(hierarchy: Hierarchy, forecasts: readonly Forecast[]): CoherentForecasts {
  const base = forecasts.map((forecast) => forecast.mean);
  const means = reconcile(hierarchy, base, { kind: "wls_var", variances: forecasts.map(widthVariance) });
  const count = hierarchy.groups.length;
  const dress = (mean: Float64Array, node: number) => ({ mean, intervals: moveIntervals(forecasts[node]!, mean) });
  return {
    aggregates: means.aggregates.map((mean, g) => dress(mean, g)),
    bottom: means.bottom.map((mean, j) => dress(mean, count + j)),
  };
}
