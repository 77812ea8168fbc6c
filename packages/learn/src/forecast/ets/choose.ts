import { type EtsModel, fitEts } from "./fit.ts";
import { type EtsForm, listEtsForms } from "./form.ts";
import { makeEtsRoom } from "./recursion.ts";

/** Options of {@link chooseEts}. */
export type EtsChoiceOptions = {
  /** Cycle length; 1 for none. Cycles longer than 24 are left to decomposition. */
  period: number;
  forms?: readonly EtsForm[];
  maxIterations?: number;
  /** Model of an earlier part of the same history: its form and parameters are the start. */
  like?: EtsModel;
};

/** Longest cycle that is smoothed state by state; longer ones have too few observations of each state. */
export const LONGEST_ETS_PERIOD = 24;

/** From this many points on forms are chosen in two stages. */
const STAGED_FROM = 150;

/** From this many points on the form is chosen on the most recent ones: more hardly ever change it, and each costs a pass. */
const LONG = 500;
const CHOOSE_ON = 300;

/** Fits every form given and keeps the one of least AICc. */
function fitBest(
  history: Float64Array,
  forms: readonly EtsForm[],
  period: number,
  options: EtsChoiceOptions & { once?: boolean; from?: EtsModel },
): EtsModel | null {
  const { maxIterations, once } = options;
  const room = makeEtsRoom(history.length, period > 1 ? period : 0);
  let best: EtsModel | null = null;
  for (const form of forms) {
    const from = options.like && sameForm(options.like.form, form) ? options.like : options.from;
    const model = fitEts(history, form, period, { room, maxIterations, from, once });
    if (model && (best === null || model.aicc < best.aicc)) best = model;
  }
  return best;
}

const sameForm = (a: EtsForm, b: EtsForm) =>
  a.error === b.error && a.trend === b.trend && a.damped === b.damped && a.season === b.season;

/**
 * Chooses a form by AICc (Hyndman et al. 2002) and fits it; null where none can be fitted. Short histories try every form that suits; long
 * ones choose error and season without a trend first and the trend after, which finds the same form nearly always in half the time.
 */
export function chooseEts(history: Float64Array, options: EtsChoiceOptions): EtsModel | null {
  const { period } = options;
  const seasonal = period > 1 && period <= LONGEST_ETS_PERIOD && history.length >= 2 * period + 3;
  const cycle = seasonal ? period : 1;
  // A rough fit tells the forms apart; only the chosen one is fitted to all points, and to the end.
  const long = history.length >= LONG;
  const recent = long ? history.subarray(history.length - CHOOSE_ON) : history;
  const rough = { ...options, like: undefined, maxIterations: 20, once: long };
  if (options.forms) {
    if (options.forms.length === 1 || !long) return fitBest(history, options.forms, cycle, options);
    const chosen = fitBest(recent, options.forms, cycle, rough);
    return chosen && fitEts(history, chosen.form, cycle, { maxIterations: options.maxIterations });
  }
  const positive = history.every((y) => y > 0);
  const forms = listEtsForms({ seasonal, positive });
  if (history.length < STAGED_FROM) return fitBest(history, forms, cycle, options);
  if (options.like && (positive || options.like.form.error === "A")) {
    return fitBest(history, [options.like.form], cycle, options);
  }
  const untrended = forms.filter((form) => form.trend === "N");
  const level = fitBest(recent, untrended, cycle, rough);
  if (!level) return null;
  const { error, season } = level.form;
  const trending = forms.filter((form) => form.trend !== "N" && form.error === error && form.season === season);
  const trend = fitBest(recent, trending, cycle, { ...rough, from: long ? level : undefined });
  const chosen = trend && trend.aicc < level.aicc ? trend : level;
  // States at the beginning of the recent part are none of the whole history's.
  const from = long ? undefined : chosen;
  return fitEts(history, chosen.form, cycle, { from, maxIterations: options.maxIterations }) ?? from ?? null;
}
