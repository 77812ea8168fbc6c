import { prepareAuto } from "./auto.ts";
import type { AutoOptions } from "./auto-model.ts";
import { planBacktest } from "./backtest.ts";
import type { Candidate } from "./member.ts";
import type { Believed } from "./portfolio.ts";
import { countOpenDays, type Refusal } from "./prepare.ts";

/**
 * A forecaster from outside this package (Prophet by @bsull/augurs, an LSTM): loaded only where it is installed, and judged by the same
 * backtest as the others. It sees what is known at an origin and answers with points; null where it cannot.
 */
export type OutsideTool = {
  readonly name: string;
  forecast(known: Float64Array, options: { horizon: number; period: number }): Promise<Float64Array | null>;
};

/** A member whose forecasts were made beforehand, by the number of points known at the origin. */
export function tableCandidate(name: string, byLength: ReadonlyMap<number, Float64Array>): Candidate {
  return {
    name,
    suits: (shape) => byLength.has(shape.length),
    fit: (history) => {
      const points = byLength.get(history.length);
      return points ? { kind: "outside", version: 1, name, points: Array.from(points) } : null;
    },
  };
}

/**
 * Lets an outside tool forecast from every origin of the backtest and from the end, so that `forecastAuto` can weigh it as a member: pass
 * the result in `extra`. A tool that fails at any origin is left out (null).
 */
export async function askOutside(
  tool: OutsideTool,
  history: Float64Array,
  options: AutoOptions,
): Promise<Believed | Refusal | null> {
  const prepared = prepareAuto(history, options);
  if ("ok" in prepared) return prepared;
  const { values, period } = prepared;
  const horizon = Math.max(1, countOpenDays(prepared, options.horizon));
  const plan = planBacktest(values.length, { horizon, period });
  const byLength = new Map<number, Float64Array>();
  for (const origin of [...(plan?.origins ?? []), values.length]) {
    const points = await tool.forecast(values.slice(0, origin), { horizon, period });
    if (!points || points.length < horizon || !points.every(Number.isFinite)) return null;
    byLength.set(origin, points);
  }
  return { candidate: tableCandidate(tool.name, byLength), prior: 1 };
}
