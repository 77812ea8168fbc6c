import { LONGEST_COVER_DAYS, type PlanLine, type PlanStyle, total } from "./buy-task.ts";

/** As many whole packs as hold a quantity. */
export const toPacks = (qty: number, packSize: number) => (qty <= 0 ? 0 : Math.ceil(qty / packSize) * packSize);

/** A supplier's least quantity per style is reached in proportion to demand, or nothing is bought when it would last too long. */
export function raiseToMinimum(style: PlanStyle, lines: PlanLine[]): void {
  const { minOrderQty, packSize } = style.terms;
  const proposed = total(lines.map((line) => line.proposedQty));
  if (proposed === 0 || proposed >= minOrderQty) return;
  const perDay = total(lines.map((line) => line.perDay));
  const isTooMuch = perDay <= 0 || (minOrderQty - proposed) / perDay > LONGEST_COVER_DAYS;
  for (const line of lines) {
    line.proposedQty = isTooMuch
      ? 0
      : toPacks(line.proposedQty + ((minOrderQty - proposed) * line.perDay) / perDay, packSize);
  }
}
