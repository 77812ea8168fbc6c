import { type ArimaModel, nameArima, predictArima, spreadArima } from "./arima/index.ts";
import { type DecomposedModel, predictDecomposed } from "./decomposed.ts";
import { type EtsModel, nameEts, predictEts, spreadEts } from "./ets/index.ts";
import { type IntermittentModel, predictIntermittent } from "./intermittent.ts";
import { type LagForestModel, predictLagForest } from "./lag-forest.ts";
import { type LinearModel, predictLinear } from "./linear-baseline.ts";
import { type MovingAverageModel, type NaiveModel, predictMovingAverage, predictNaive } from "./naive.ts";
import { predictTheta, type ThetaModel } from "./theta.ts";

/** A forecast brought by an outside tool (see {@link OutsideMember}); `points` are kept because the tool itself is not serialisable. */
export type OutsideModel = {
  readonly kind: "outside";
  readonly version: 1;
  readonly name: string;
  readonly points: readonly number[];
};

/** Everything a fitted forecaster can be: plain, versioned, serialisable. */
export type FittedMember =
  | DecomposedModel
  | ArimaModel
  | LinearModel
  | LagForestModel
  | EtsModel
  | ThetaModel
  | NaiveModel
  | MovingAverageModel
  | IntermittentModel
  | OutsideModel;

/** What is known of a series before anything is fitted. */
export type SeriesShape = {
  readonly length: number;
  /** Cycle that the members use; 1 for none. */
  readonly period: number;
  /** All cycles, `period` among them (a week and a year of days). */
  readonly periods: readonly number[];
  readonly positive: boolean;
  /** Share of points that are zero. */
  readonly zeroShare: number;
  readonly horizon: number;
};

/** An unfitted forecaster. */
export type Candidate = {
  readonly name: string;
  suits(shape: SeriesShape): boolean;
  /** `like` is a model that the same candidate fitted to an earlier part of the history: a place to start from. */
  fit(history: Float64Array, shape: SeriesShape, like?: FittedMember | null): FittedMember | null;
  /** The fitted model moved to the end of a longer history with its parameters kept; where absent it is fitted anew. */
  advance?(model: FittedMember, history: Float64Array, shape: SeriesShape): FittedMember | null;
};

/** Point forecasts of any fitted member, `horizon` steps on. Values may be negative; the caller clamps. */
export function predictMember(model: FittedMember, horizon: number): Float64Array {
  switch (model.kind) {
    case "ets":
      return predictEts(model, horizon);
    case "arima":
      return predictArima(model, horizon);
    case "linear":
      return predictLinear(model, horizon);
    case "lag-forest":
      return predictLagForest(model, horizon);
    case "decomposed":
      return predictDecomposed(model, horizon);
    case "theta":
      return predictTheta(model, horizon);
    case "naive":
      return predictNaive(model, horizon);
    case "moving-average":
      return predictMovingAverage(model, horizon);
    case "intermittent":
      return predictIntermittent(model, horizon);
    case "outside":
      return Float64Array.from({ length: horizon }, (_, h) => model.points[Math.min(h, model.points.length - 1)] ?? 0);
  }
}

/** Forecast variance at each step relative to the first step, as the member's own theory has it. */
export function spreadMember(model: FittedMember, horizon: number): Float64Array {
  if (model.kind === "ets") return spreadEts(model, horizon);
  if (model.kind === "arima") return spreadArima(model, horizon);
  if (model.kind === "theta" || model.kind === "decomposed") return spreadEts(model.smoothing, horizon);
  if (model.kind === "naive")
    return Float64Array.from({ length: horizon }, (_, h) => 1 + Math.floor(h / model.cycle.length));
  return new Float64Array(horizon).fill(1);
}

/** One-step error variance inside the history in squared units of the history; null where the member does not tell. */
export function varianceMember(model: FittedMember): number | null {
  if (model.kind === "outside") return null;
  if (model.kind === "theta" || model.kind === "decomposed") return model.smoothing.variance;
  // Relative errors are brought to the level that the model stands at.
  if (model.kind === "ets" && model.form.error === "M") return model.variance * model.level * model.level;
  if (model.kind === "arima") return model.variance * model.level * model.level;
  return model.variance;
}

/** What to show a person: the form for smoothing models, the method for the others. */
export function nameMember(model: FittedMember): string {
  if (model.kind === "ets") return nameEts(model);
  if (model.kind === "arima") return nameArima(model);
  if (model.kind === "intermittent") return model.method;
  if (model.kind === "naive") return model.period > 1 ? "seasonal naive" : "naive";
  if (model.kind === "decomposed") return model.logs ? "mstl on logarithms" : "mstl";
  if (model.kind === "lag-forest") return "random forest";
  return model.kind === "outside" ? model.name : model.kind;
}
