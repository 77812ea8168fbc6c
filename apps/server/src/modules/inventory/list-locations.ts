import { inventoryApi } from "@selvedge/contract";
import { isWithin } from "@selvedge/domain";
import { reachOf } from "../../platform/access/within.ts";
import { query } from "../../platform/runner.ts";
import { physicalKinds, readLocations } from "./locations.ts";

export const listLocations = query(inventoryApi.listLocations, async (ctx, input) => {
  const all = await readLocations(ctx);
  const physical: readonly string[] = physicalKinds;
  const reaches = reachOf(ctx.actor, "inventory.stock.read");
  const within = all.filter((l) => reaches === null || isWithin(reaches, { locationId: l.id }, ctx.actor.id));
  return { items: input.includeVirtual ? within : within.filter((location) => physical.includes(location.kind)) };
});
