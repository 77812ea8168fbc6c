import { type ArimaModel, chooseArima, fitArima, refilterArima } from "./arima/index.ts";
import { advanceDecomposed, type DecomposedModel, fitDecomposed } from "./decomposed.ts";
import { chooseEts, type EtsModel, fitEts, refilterEts } from "./ets/index.ts";
import { fitIntermittent, type IntermittentMethod, type IntermittentModel } from "./intermittent.ts";
import { advanceLagForest, fitLagForest, type LagForestModel } from "./lag-forest.ts";
import { fitLinear } from "./linear-baseline.ts";
import type { Candidate, FittedMember } from "./member.ts";
import { fitMovingAverage, fitNaive, usualWindow } from "./naive.ts";
import { advanceTheta, fitTheta, type ThetaModel } from "./theta.ts";
import { growsWithLevel } from "./transform.ts";

/** The last value carried on. */
export const naiveCandidate: Candidate = { name: "naive", suits: () => true, fit: (history) => fitNaive(history, 1) };

/** The last cycle repeated. */
export const seasonalNaiveCandidate: Candidate = {
  name: "seasonal naive",
  suits: (shape) => shape.period > 1 && shape.length >= shape.period,
  fit: (history, shape) => fitNaive(history, shape.period),
};

/** Mean of the usual window (28 days, 13 weeks, 12 months). */
export const movingAverageCandidate: Candidate = {
  name: "moving average",
  suits: (shape) => shape.length >= 2,
  fit: (history, shape) => fitMovingAverage(history, usualWindow(shape.period)),
};

const advanceSmoothing = (model: FittedMember, history: Float64Array) => refilterEts(model as EtsModel, history);

/** Simple exponential smoothing. */
export const simpleSmoothingCandidate: Candidate = {
  name: "simple smoothing",
  suits: (shape) => shape.length >= 3,
  fit: (history) => fitEts(history, { error: "A", trend: "N", damped: false, season: "N" }, 1),
  advance: advanceSmoothing,
};

/** Holt's linear trend. */
export const holtCandidate: Candidate = {
  name: "holt",
  suits: (shape) => shape.length >= 5,
  fit: (history) => fitEts(history, { error: "A", trend: "A", damped: false, season: "N" }, 1),
  advance: advanceSmoothing,
};

/** Damped trend (Gardner and McKenzie 1985). */
export const dampedCandidate: Candidate = {
  name: "damped trend",
  suits: (shape) => shape.length >= 6,
  fit: (history) => fitEts(history, { error: "A", trend: "A", damped: true, season: "N" }, 1),
  advance: advanceSmoothing,
};

/** Exponential smoothing of the form with the least AICc. */
export const etsCandidate: Candidate = {
  name: "ets",
  suits: (shape) => shape.length >= 4,
  fit: (history, shape, like) =>
    chooseEts(history, { period: shape.period, like: like?.kind === "ets" ? like : undefined }),
  advance: advanceSmoothing,
};

/** The theta method. */
export const thetaCandidate: Candidate = {
  name: "theta",
  suits: (shape) => shape.length >= 4,
  fit: (history, shape) => fitTheta(history, shape.period),
  advance: (model, history) => advanceTheta(model as ThetaModel, history),
};

/** A method for demand with zeros. */
export function intermittentCandidate(method: IntermittentMethod): Candidate {
  return {
    name: method,
    suits: (shape) => shape.length >= 4,
    fit: (history) => fitIntermittent(history, method),
    advance: (model, history) => fitIntermittent(history, method, model as IntermittentModel),
  };
}

/** Seasons by MSTL, the rest by smoothing; `logs` for seasons that grow with the level. */
export function decomposedCandidate(logs: boolean): Candidate {
  return {
    name: logs ? "mstl on logarithms" : "mstl",
    suits: (shape) => shape.period > 1 && shape.length > 2 * shape.period + 2 && (shape.positive || !logs),
    fit: (history, shape, like) =>
      fitDecomposed(
        history,
        shape.periods,
        logs,
        like?.kind === "decomposed" && history.length >= 150 ? like : undefined,
      ),
    advance: (model, history) => advanceDecomposed(model as DecomposedModel, history),
  };
}

/** Seasonal ARIMA with orders chosen automatically, on logarithms where swings grow with the level. */
export const arimaCandidate: Candidate = {
  name: "arima",
  suits: (shape) => shape.length >= 12,
  fit: (history, shape, like) => {
    // Orders of a long series do not change by its last part.
    if (like?.kind === "arima" && history.length >= 150)
      return fitArima(history, like.order, { logs: like.logs, from: like.free });
    return chooseArima(history, { period: shape.period, logs: growsWithLevel(history, shape.period) });
  },
  advance: (model, history) => refilterArima(model as ArimaModel, history),
};

/** Ridge regression on lags and the calendar. */
export const linearCandidate: Candidate = {
  name: "linear",
  suits: (shape) => shape.length >= 20,
  fit: (history, shape) => fitLinear(history, shape.period),
};

/** Random forest on lags and the calendar. */
export const forestCandidate: Candidate = {
  name: "random forest",
  suits: (shape) => shape.length >= 24,
  fit: (history, shape) => fitLagForest(history, shape.period),
  advance: (model, history) => advanceLagForest(model as LagForestModel, history),
};
