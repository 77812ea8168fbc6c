import { chartFor } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";

/** Opens the books of a new business: the chart of accounts of its country (ISO 3166). Part of sign-up. */
export async function openBooks(ctx: Ctx, country: string): Promise<void> {
  const accounts = chartFor(country).map((account) => ({ id: newId(), ...account }));
  await ctx.sql`
    insert into account (tenant_id, id, code, name, type, account_role)
    select ${ctx.tenantId}, a.id, a.code, a.name, a.type, a.role
    from jsonb_to_recordset(${jsonRows(ctx.sql, accounts)}::jsonb)
      as a(id uuid, code text, name text, type text, role text)`;
  ctx.emit({ type: "ledger.books_opened", entityType: "tenant", entityId: ctx.tenantId, after: { accounts } });
}
