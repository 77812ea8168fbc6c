import { inventoryApi } from "@selvedge/contract";
import { query } from "../../platform/runner.ts";
import { physicalKinds, readLocations } from "./locations.ts";

export const listLocations = query(inventoryApi.listLocations, async (ctx, input) => {
  const all = await readLocations(ctx);
  const physical: readonly string[] = physicalKinds;
  return { items: input.includeVirtual ? all : all.filter((location) => physical.includes(location.kind)) };
});
