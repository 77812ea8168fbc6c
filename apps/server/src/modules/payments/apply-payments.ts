import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";

/**
 * Lowers what is unapplied of payments (raises it for negative amounts), as receivables matches them to documents.
 * The database refuses to go below zero or past the payment: over_applied.
 */
export async function applyPayments(
  ctx: Ctx,
  uses: readonly { paymentId: string; amountMinor: number }[],
): Promise<void> {
  if (uses.length === 0) return;
  await ctx.sql`
    update payment p set unapplied_minor = p.unapplied_minor - u.amount, version = p.version + 1
    from (
      select "paymentId" as id, sum("amountMinor")::bigint as amount
      from jsonb_to_recordset(${jsonRows(ctx.sql, uses)}::jsonb) as r("paymentId" uuid, "amountMinor" bigint)
      group by 1
    ) u
    where p.tenant_id = ${ctx.tenantId} and p.id = u.id`;
}
