import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";

export interface PastCustomer {
  code: string;
  name: string;
  country: string | null;
  /** A company when left out, as history files are of trade. */
  kind?: "company" | "person";
  state?: string | null;
  email?: string | null;
}

/** Finds customers by code, making those that are not there. @returns id by code */
export async function importCustomers(
  ctx: Ctx,
  importId: string | null,
  customers: readonly PastCustomer[],
): Promise<Map<string, string>> {
  if (customers.length === 0) return new Map();
  const { sql, tenantId } = ctx;
  const rows = customers.map((c) => ({ id: newId(), kind: "company", ...c }));
  const made = await sql<{ id: string; code: string; name: string }[]>`
    insert into party (tenant_id, id, code, kind, name, email, country, state, is_customer, import_id)
    select ${tenantId}, r.id, r.code, r.kind, r.name, r.email, r.country, r.state, true, ${importId}::uuid
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb)
      as r(id uuid, code text, kind text, name text, email text, country text, state text)
    on conflict (tenant_id, code) where code is not null do nothing
    returning id, code, name`;
  await sql`
    insert into customer_account (tenant_id, party_id)
    select ${tenantId}, unnest(${made.map((m) => m.id)}::uuid[])`;
  for (const { id, ...after } of made) {
    ctx.emit({ type: "party.customer_created", entityType: "customer", entityId: id, after });
  }
  const found = await sql<{ id: string; code: string }[]>`
    select id, code from party where tenant_id = ${tenantId} and code = any(${customers.map((c) => c.code)})`;
  return new Map(found.map((f) => [f.code, f.id]));
}
