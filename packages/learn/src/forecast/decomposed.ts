import { chooseEts, type EtsModel, predictEts, refilterEts } from "./ets/index.ts";
import { decomposeMstl } from "./mstl.ts";

/** Seasons taken out by MSTL, the rest smoothed, the last cycle of each season carried on. */
export type DecomposedModel = {
  readonly kind: "decomposed";
  readonly version: 1;
  readonly periods: readonly number[];
  /** Taken apart on logarithms, so that seasons grow with the level. */
  readonly logs: boolean;
  /** For each period the coming cycle. */
  readonly cycles: readonly (readonly number[])[];
  readonly smoothing: EtsModel;
};

type Adjusted = { adjusted: Float64Array; cycles: number[][] };

function adjust(history: Float64Array, periods: readonly number[], logs: boolean): Adjusted {
  const values = logs ? history.map(Math.log) : history;
  const { seasons } = decomposeMstl(values, periods);
  const adjusted = Float64Array.from(values);
  const cycles = seasons.map(({ period, season }) => {
    for (let t = 0; t < adjusted.length; t++) adjusted[t]! -= season[t]!;
    return Array.from(season.subarray(season.length - period));
  });
  return { adjusted: logs ? adjusted.map(Math.exp) : adjusted, cycles };
}

const FORMS = [
  { error: "A", trend: "N", damped: false, season: "N" },
  { error: "A", trend: "A", damped: true, season: "N" },
  { error: "A", trend: "A", damped: false, season: "N" },
] as const;

/** Fits MSTL with smoothing of the adjusted series; null where no cycle fits twice into the history. `like`: keep its form. */
export function fitDecomposed(
  history: Float64Array,
  periods: readonly number[],
  logs: boolean,
  like?: DecomposedModel,
): DecomposedModel | null {
  if (logs && !history.every((y) => y > 0)) return null;
  const { adjusted, cycles } = adjust(history, periods, logs);
  if (cycles.length === 0) return null;
  const smoothing = chooseEts(adjusted, {
    period: 1,
    forms: like ? [like.smoothing.form] : FORMS,
    like: like?.smoothing,
  });
  return smoothing ? { kind: "decomposed", version: 1, periods, logs, cycles, smoothing } : null;
}

/** The model with its smoothing parameters kept, standing at the end of a longer history. */
export function advanceDecomposed(model: DecomposedModel, history: Float64Array): DecomposedModel | null {
  if (model.logs && !history.every((y) => y > 0)) return null;
  const { adjusted, cycles } = adjust(history, model.periods, model.logs);
  const smoothing = refilterEts(model.smoothing, adjusted);
  return smoothing ? { ...model, cycles, smoothing } : null;
}

/** Point forecasts. */
export function predictDecomposed(model: DecomposedModel, horizon: number): Float64Array {
  return predictEts(model.smoothing, horizon).map((value, h) => {
    let season = 0;
    for (const cycle of model.cycles) season += cycle[h % cycle.length]!;
    return model.logs ? value * Math.exp(season) : value + season;
  });
}
