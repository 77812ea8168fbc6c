/**
 * A form of exponential smoothing in the taxonomy of Hyndman, Koehler, Ord and Snyder (2008): error, trend and season, each
 * additive (A), multiplicative (M) or, for the latter two, none (N); the trend may be damped.
 */
export type EtsForm = {
  readonly error: "A" | "M";
  readonly trend: "N" | "A" | "M";
  readonly damped: boolean;
  readonly season: "N" | "A" | "M";
};

/** Name as written in the literature, for example `ETS(M,Ad,M)`. */
export function nameEtsForm(form: EtsForm): string {
  return `ETS(${form.error},${form.trend}${form.damped ? "d" : ""},${form.season})`;
}

/** Number of estimated smoothing parameters and initial states, plus one for the error variance (as AICc counts them). */
export function countEtsParameters(form: EtsForm, period: number): number {
  const trend = form.trend === "N" ? 0 : form.damped ? 3 : 2;
  const season = form.season === "N" ? 0 : 1 + (period - 1);
  return 2 + trend + season + 1;
}

/** What {@link listEtsForms} may offer. */
export type EtsFormChoice = { seasonal: boolean; positive: boolean; multiplicativeTrend?: boolean };

/**
 * Forms worth trying. Multiplicative parts need a strictly positive history; additive errors with a multiplicative season are left out
 * because their variance is unstable (Hyndman et al. 2008, section 4.2), and multiplicative trends unless asked for because they
 * overshoot on short series.
 */
export function listEtsForms(choice: EtsFormChoice): EtsForm[] {
  const forms: EtsForm[] = [];
  for (const error of choice.positive ? (["A", "M"] as const) : (["A"] as const)) {
    for (const trend of ["N", "A", "M"] as const) {
      if (trend === "M" && !(choice.multiplicativeTrend && error === "M")) continue;
      for (const damped of trend === "N" ? [false] : [false, true]) {
        for (const season of choice.seasonal ? (["N", "A", "M"] as const) : (["N"] as const)) {
          if (season === "M" && error === "A") continue;
          if (trend === "M" && season === "A") continue;
          forms.push({ error, trend, damped, season });
        }
      }
    }
  }
  return forms;
}
