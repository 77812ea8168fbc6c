import type { EtsModel } from "./fit.ts";

/** Point forecasts (the recursion with its errors set to zero), `horizon` steps after the last point the model has seen. */
export function predictEts(model: EtsModel, horizon: number): Float64Array {
  const points = new Float64Array(horizon);
  const { form, phi } = model;
  let level = model.level;
  let trend = model.trend;
  for (let h = 0; h < horizon; h++) {
    if (form.trend === "A") {
      trend *= phi;
      level += trend;
    } else if (form.trend === "M") {
      trend = trend ** phi;
      level *= trend;
    }
    const season = form.season === "N" ? 0 : model.season[h % model.season.length]!;
    points[h] = form.season === "M" ? level * season : level + season;
  }
  return points;
}

/** One-step forecasts inside the history need {@link refilterEts}; this is the step ahead variance relative to one step (class 1 models). */
export function spreadEts(model: EtsModel, horizon: number): Float64Array {
  const ratios = new Float64Array(horizon);
  const { alpha, betaShare, gamma, phi, form } = model;
  const beta = alpha * betaShare;
  let sum = 1;
  let damp = 0;
  let power = 1;
  for (let h = 0; h < horizon; h++) {
    ratios[h] = sum;
    power *= phi;
    damp += form.trend === "N" ? 0 : power;
    const seasonal = form.season !== "N" && (h + 1) % model.season.length === 0 ? gamma : 0;
    const c = alpha + beta * damp + seasonal;
    sum += c * c;
  }
  return ratios;
}
