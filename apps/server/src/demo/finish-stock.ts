import { catalogApi } from "@selvedge/contract";
import { refreshAlerts } from "../modules/inventory/index.ts";
import type { Doors } from "../platform/doors.ts";
import type { DemoMasters } from "./build-masters.ts";
import { styles } from "./range.ts";
import type { SimulatedTrade } from "./simulate.ts";

/** Days of the latest sales that a reorder point covers. */
const COVERED_DAYS = 35;
const WATCHED_DAYS = 60;

/** Sets the reorder points of the carried styles that sell, from what the last weeks sold, and opens the alerts due. */
export async function setReorderPoints(doors: Doors, trade: SimulatedTrade, masters: DemoMasters): Promise<void> {
  const sold = new Int32Array(trade.demand.skus.length);
  const since = new Date(Date.parse(`${trade.endsOn}T00:00:00Z`) - WATCHED_DAYS * 86_400_000)
    .toISOString()
    .slice(0, 10);
  for (const d of trade.documents) {
    if (d.kind === "sale" && d.on > since) for (const line of d.lines) sold[line.sku]! += line.qty;
  }
  for (const [at, sku] of trade.demand.skus.entries()) {
    const reorderPoint = Math.round((sold[at]! * COVERED_DAYS) / WATCHED_DAYS);
    if (styles[sku.style]!.line !== "core" || reorderPoint < 3) continue;
    await doors.run(catalogApi.changeSku, { id: masters.skus[at]!.id, reorderPoint });
  }
  await doors.step("demo.alerts", (ctx) => refreshAlerts(ctx, null));
}
