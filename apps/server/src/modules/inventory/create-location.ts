import { inventoryApi } from "@selvedge/contract";
import { newId } from "../../platform/ids.ts";
import { command } from "../../platform/runner.ts";

/** Adds a place of ours. @throws duplicate when the code is taken */
export const createLocation = command(inventoryApi.createLocation, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const { code, name, kind, state = null, country = null, allowsBackorder, address = null } = input;
  const location = { id: newId(), code, name, kind, state, country, allowsBackorder, status: "active" as const };
  await ctx.changeConfig();
  await sql`
    insert into location (tenant_id, id, code, name, kind, state, country, address, allows_backorder)
    values (${tenantId}, ${location.id}, ${code}, ${name}, ${kind}, ${state}, ${country},
            ${address ? sql.json(address as never) : null}, ${allowsBackorder})`;
  ctx.emit({
    type: "inventory.location_created",
    entityType: "location",
    entityId: location.id,
    after: { ...location, address },
  });
  return location;
});
