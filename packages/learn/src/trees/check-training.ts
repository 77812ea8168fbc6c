import { type LearnRefusal, refuse } from "../outcome.ts";
import type { Columns } from "./bin-columns.ts";
import type { BoostingLoss } from "./losses.ts";

/** Targets beyond this would overflow when squared and summed. */
export const TARGET_LIMIT = 1e100;

/** Refuses columns and a target that do not belong together or are not numbers; null where they are fine. */
export function checkShape(columns: Columns, target: ArrayLike<number>): LearnRefusal | null {
  if (target.length === 0 || columns.length === 0) return refuse("empty", "no rows or no features to learn from");
  const uneven = columns.findIndex((column) => column.length !== target.length);
  if (uneven >= 0) return refuse("lengths_differ", `feature ${uneven} has another length than the target`);
  for (let i = 0; i < target.length; i++) {
    const y = target[i]!;
    if (!Number.isFinite(y)) return refuse("not_finite", `target of row ${i} is not a number`);
    if (Math.abs(y) > TARGET_LIMIT) return refuse("out_of_range", `target of row ${i} is beyond 1e100`);
  }
  return null;
}

function checkLoss(loss: BoostingLoss, target: ArrayLike<number>): LearnRefusal | null {
  if (loss.kind === "quantile" && !(loss.level > 0 && loss.level < 1))
    return refuse("out_of_range", "quantile level must lie between 0 and 1");
  if (loss.kind === "tweedie" && !(loss.power > 1 && loss.power < 2))
    return refuse("out_of_range", "Tweedie power must lie between 1 and 2");
  if (loss.kind === "squared" || loss.kind === "quantile") return null;
  let first = false;
  let second = false;
  for (let i = 0; i < target.length; i++) {
    const y = target[i]!;
    if (y < 0) return refuse("out_of_range", `target of row ${i} is negative`);
    if (loss.kind !== "logistic") continue;
    if (y !== 0 && y !== 1) return refuse("out_of_range", `target of row ${i} is neither 0 nor 1`);
    if (y === 1) first = true;
    else second = true;
  }
  if (loss.kind === "logistic" && !(first && second)) return refuse("single_class", "all targets are of one class");
  return null;
}

/** Everything that a boosting fit refuses; null where it may go on. */
export function checkTraining(
  columns: Columns,
  target: ArrayLike<number>,
  options: {
    loss: BoostingLoss;
    weights?: ArrayLike<number>;
    validation?: ArrayLike<number>;
    offsets?: ArrayLike<number>;
  },
): LearnRefusal | null {
  const refusal = checkShape(columns, target) ?? checkLoss(options.loss, target);
  if (refusal) return refusal;
  const { weights, validation, offsets } = options;
  if (offsets && offsets.length !== target.length)
    return refuse("lengths_differ", "offsets and target differ in length");
  if (offsets && !Array.from(offsets).every((v) => Math.abs(v) <= TARGET_LIMIT))
    return refuse("not_finite", "an offset is not a usable number");
  if (validation && validation.length !== target.length)
    return refuse("lengths_differ", "validation marks and target differ");
  if (!weights) return null;
  if (weights.length !== target.length) return refuse("lengths_differ", "weights and target differ in length");
  for (let i = 0; i < weights.length; i++)
    if (!(weights[i]! >= 0 && weights[i]! <= 1e12))
      return refuse("out_of_range", `weight of row ${i} is not in [0, 1e12]`);
  return null;
}
