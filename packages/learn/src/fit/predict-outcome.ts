import { accept, type Outcome, refuse } from "../outcome.ts";
import { chancesOver, overSpread } from "./advise-size.ts";
import type { FitChances } from "./chances.ts";
import { checkWorn } from "./check-purchases.ts";
import { STRAY, STRAY_SIZE, slipAt } from "./posterior.ts";
import type { FitModel, FitStyle, Spread, StyleFit } from "./types.ts";

/** A size of a style that somebody took. */
export type TakenPiece = {
  readonly style: Pick<FitStyle, "positions"> & StyleFit;
  readonly position: number;
  readonly tried: boolean;
};

/** Whoever somebody buys for takes their nearest size: half a size off at most. */
const NEAREST = Math.sqrt(1 / 12);

/**
 * How a piece that a person took will turn out: on themselves, or on somebody they buy for. A size far from their own is hardly for
 * themselves, so it will fit more often than it would fit them. Refuses sizes that are not made and figures that are none.
 */
export function predictOutcome(
  model: Pick<FitModel, "steps" | "people">,
  { style, position, tried }: TakenPiece,
  person: Spread,
): Outcome<FitChances> {
  const refusal = checkWorn(
    [{ styleId: "taken", positions: style.positions, groups: [] }],
    [{ customerId: null, styleId: "taken", position, outcome: "fits", tried }],
  );
  if (refusal) return refusal;
  const figures = [style.offset, style.standardError, person.mean, person.deviation];
  if (!figures.every(Number.isFinite)) return refuse("not_finite", "a figure is no number");
  if (style.standardError < 0 || person.deviation < 0) return refuse("out_of_range", "a deviation is negative");
  const taken = {
    ...{ position, isLeast: position === Math.min(...style.positions) },
    isGreatest: position === Math.max(...style.positions),
  };
  const on = ({ mean, deviation }: Spread) =>
    chancesOver(
      model.steps,
      { mean: mean + style.offset, deviation: Math.hypot(deviation, style.standardError) },
      position,
      tried,
    );
  const parts = overSpread(person).map(({ value, weight }) => ({
    weight: weight * (1 - STRAY) * slipAt(taken, value, model.people.choice)[0],
    chances: on({ mean: value, deviation: 0 }),
  }));
  const stray = on({ mean: position, deviation: NEAREST });
  return accept(mixChances([...parts, { weight: STRAY * STRAY_SIZE, chances: stray }]));
}

function mixChances(parts: readonly { weight: number; chances: FitChances }[]): FitChances {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (of: keyof FitChances) =>
    parts.reduce((sum, { weight, chances }) => sum + weight * chances[of], 0) / total;
  return { small: mean("small"), fits: mean("fits"), large: mean("large") };
}
