import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";

const ends = [
  { code: "SUPPLIER", name: "Suppliers", kind: "supplier" },
  { code: "CUSTOMER", name: "Customers", kind: "customer" },
  { code: "ADJUSTMENT", name: "Adjustments", kind: "adjustment" },
  { code: "TRANSIT", name: "In transit", kind: "transit" },
  { code: "QUARANTINE", name: "Quarantine", kind: "quarantine" },
];

/** At sign-up: the virtual ends of moves, and the warehouse a business begins with (in its own country and state). */
export async function openLocations(ctx: Ctx): Promise<void> {
  const { sql, tenantId, tenant } = ctx;
  const warehouse = {
    code: "MAIN",
    name: "Main warehouse",
    kind: "warehouse",
    state: tenant.state,
    country: tenant.country,
  };
  const rows = [warehouse, ...ends].map((location) => ({ id: newId(), ...location }));
  await ctx.changeConfig();
  await sql`
    insert into location (tenant_id, id, code, name, kind, state, country)
    select ${tenantId}, r.id, r.code, r.name, r.kind, r.state, r.country
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb)
      as r(id uuid, code text, name text, kind text, state text, country text)`;
  for (const { id, ...after } of rows) {
    ctx.emit({
      type: "inventory.location_created",
      entityType: "location",
      entityId: id,
      after: { id, allowsBackorder: false, status: "active", ...after },
    });
  }
}
