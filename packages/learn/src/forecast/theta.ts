import { type EtsModel, fitEts, refilterEts } from "./ets/index.ts";
import { estimateSeason, isSeasonal } from "./season.ts";

/** The theta method in its closed form: simple smoothing plus half of the straight line's slope (Hyndman and Billah 2003). */
export type ThetaModel = {
  readonly kind: "theta";
  readonly version: 1;
  readonly period: number;
  readonly multiplicative: boolean;
  /** Next position of the cycle first; empty where no season was found. */
  readonly season: readonly number[];
  readonly slope: number;
  readonly smoothing: EtsModel;
};

const FORM = { error: "A", trend: "N", damped: false, season: "N" } as const;

function slopeOf(values: Float64Array): number {
  const n = values.length;
  const middle = (n - 1) / 2;
  let top = 0;
  let bottom = 0;
  for (let i = 0; i < n; i++) {
    top += (i - middle) * values[i]!;
    bottom += (i - middle) ** 2;
  }
  return bottom > 0 ? top / bottom : 0;
}

type Parts = { adjusted: Float64Array; season: number[]; multiplicative: boolean };

function adjust(history: Float64Array, period: number): Parts {
  if (!isSeasonal(history, period)) return { adjusted: history, season: [], multiplicative: false };
  const positive = history.every((y) => y > 0);
  let multiplicative = positive;
  let season = estimateSeason(history, period, multiplicative);
  // An index near zero cannot be divided by.
  if (multiplicative && season.some((s) => s < 1e-2)) {
    multiplicative = false;
    season = estimateSeason(history, period, false);
  }
  const adjusted = history.map((y, t) => (multiplicative ? y / season[t % period]! : y - season[t % period]!));
  const next = Array.from({ length: period }, (_, j) => season[(history.length + j) % period]!);
  return { adjusted, season: next, multiplicative };
}

/**
 * Theta method (Assimakopoulos and Nikolopoulos 2000): takes the season out where the 90 % test finds one, smooths, adds half the trend
 * line's slope. Null for fewer than two points.
 */
export function fitTheta(history: Float64Array, period: number): ThetaModel | null {
  const { adjusted, season, multiplicative } = adjust(history, period);
  const smoothing = fitEts(adjusted, FORM, 1);
  if (!smoothing) return null;
  return { kind: "theta", version: 1, period, multiplicative, season, slope: slopeOf(adjusted), smoothing };
}

/** The model with its smoothing parameter kept, standing at the end of a longer history. */
export function advanceTheta(model: ThetaModel, history: Float64Array): ThetaModel | null {
  const { adjusted, season, multiplicative } = adjust(history, model.period);
  const smoothing = refilterEts(model.smoothing, adjusted);
  return smoothing ? { ...model, season, multiplicative, slope: slopeOf(adjusted), smoothing } : null;
}

/** Point forecasts. */
export function predictTheta(model: ThetaModel, horizon: number): Float64Array {
  const { alpha, level, length } = model.smoothing;
  const shift = (1 - (1 - alpha) ** length) / alpha;
  return Float64Array.from({ length: horizon }, (_, h) => {
    const value = level + (model.slope / 2) * (h + shift);
    if (model.season.length === 0) return value;
    const season = model.season[h % model.season.length]!;
    return model.multiplicative ? value * season : value + season;
  });
}
