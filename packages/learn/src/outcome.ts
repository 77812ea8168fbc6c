/** Why a fit or a calculation was refused; a closed set, so that a screen can word each. */
export type RefusalReason =
  | "empty"
  | "too_few_rows"
  | "lengths_differ"
  | "not_finite"
  | "out_of_range"
  | "constant"
  | "single_class"
  | "too_large"
  | "no_feasible_choice"
  | "not_converged"
  | "not_installed"
  | "unknown_version";

/** Nothing was fitted or calculated; `detail` names the field in plain words. */
export type LearnRefusal = { ok: false; reason: RefusalReason; detail: string };

/** Either a value or a typed refusal: nothing in `learn` throws for bad input and nothing returns NaN. */
export type Outcome<T> = { ok: true; value: T } | LearnRefusal;

/** Wraps a value that was reached. */
export function accept<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** Refuses, with the reason's code and a plain sentence. */
export function refuse(reason: RefusalReason, detail: string): LearnRefusal {
  return { ok: false, reason, detail };
}
