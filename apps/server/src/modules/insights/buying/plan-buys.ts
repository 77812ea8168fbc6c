import type { BuyResult, BuyTask } from "./buy-task.ts";
import { planStyle } from "./plan-style.ts";
import { planTransfers } from "./plan-transfers.ts";
import { learnCurves } from "./split-by-curve.ts";

/** When and how much to buy of every SKU, by which sizes, and what to send to the shops. Pure. */
export function planBuys(task: BuyTask): BuyResult {
  const curves = learnCurves(task);
  const lines = task.styles.flatMap((style) => planStyle(style, curves));
  const transfers = task.warehouseId ? planTransfers(task) : [];
  return { lines, transfers };
}
