import { type EtsModel, fitEts } from "./fit.ts";
import { type EtsForm, listEtsForms } from "./form.ts";
import { makeEtsRoom } from "./recursion.ts";

/** Options of {@link chooseEts}. */
export type EtsChoiceOptions = {
  /** Cycle length; 1 for none. Cycles longer than 24 are left to decomposition. */
  period: number;
  forms?: readonly EtsForm[];
  maxIterations?: number;
};

/** Longest cycle that is smoothed state by state; longer ones have too few observations of each state. */
export const LONGEST_ETS_PERIOD = 24;

/** Fits the forms that suit the history and keeps the one of least AICc (Hyndman et al. 2002); null where none can be fitted. */
export function chooseEts(history: Float64Array, options: EtsChoiceOptions): EtsModel | null {
  const { period } = options;
  const seasonal = period > 1 && period <= LONGEST_ETS_PERIOD && history.length >= 2 * period + 3;
  const positive = history.every((y) => y > 0);
  const room = makeEtsRoom(history.length, seasonal ? period : 0);
  let best: EtsModel | null = null;
  for (const form of options.forms ?? listEtsForms({ seasonal, positive })) {
    const model = fitEts(history, form, seasonal ? period : 1, { room, maxIterations: options.maxIterations });
    if (model && (best === null || model.aicc < best.aicc)) best = model;
  }
  return best;
}
