import { postFact, reverseLines } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { type NewEntry, postEntries } from "../ledger/index.ts";
import { applyPayments } from "../payments/index.ts";

/** Money matched to a document (negative: taken off it again), or a credit note set against an invoice. */
export type Application = { receivableId: string; customerId: string | null; amountMinor: number } & (
  | { paymentId: string; creditReceivableId?: undefined }
  | { creditReceivableId: string; paymentId?: undefined }
);

/**
 * Records applications: the rows, what they leave open of documents and unapplied of payments, and their entries
 * (an advance set against a receivable; a credit note against its invoice moves nothing in the books, as both stand in
 * the same account). The database refuses more than a document or payment has left: over_applied.
 */
export async function recordApplications(ctx: Ctx, applications: readonly Application[], on: string): Promise<void> {
  if (applications.length === 0) return;
  const rows = applications.map((a) => ({ id: newId(), paymentId: null, creditReceivableId: null, ...a }));
  const entries = rows.flatMap((row): NewEntry[] => {
    if (row.paymentId === null) return [];
    const lines = postFact({ kind: "advance_applied", amountMinor: Math.abs(row.amountMinor) });
    return [
      {
        documentType: "payment_application",
        documentId: row.id,
        purpose: "applied",
        postedOn: on,
        lines: (row.amountMinor > 0 ? lines : reverseLines(lines)).map((line) => ({
          ...line,
          partyId: row.customerId,
        })),
      },
    ];
  });
  for (const { id, ...after } of rows) {
    ctx.emit({ type: "receivables.payment_applied", entityType: "payment_application", entityId: id, after });
  }
  await Promise.all([
    insertApplications(ctx, rows, on),
    applyPayments(
      ctx,
      rows.flatMap(({ paymentId, amountMinor }) => (paymentId === null ? [] : [{ paymentId, amountMinor }])),
    ),
    postEntries(ctx, entries),
  ]);
}

/** Inserts the rows and lowers what both documents have open, in one statement. */
async function insertApplications(ctx: Ctx, rows: readonly object[], on: string): Promise<void> {
  await ctx.sql`
    with given as (
      select * from jsonb_to_recordset(${jsonRows(ctx.sql, rows)}::jsonb)
        as g(id uuid, "receivableId" uuid, "paymentId" uuid, "creditReceivableId" uuid, "amountMinor" bigint)
    ), change as (
      select id, sum(amount)::bigint as amount from (
        select "receivableId" as id, "amountMinor" as amount from given
        union all
        select "creditReceivableId", -"amountMinor" from given where "creditReceivableId" is not null
      ) c group by id
    ), lowered as (
      update receivable r set open_minor = r.open_minor - c.amount
      from change c where r.tenant_id = ${ctx.tenantId} and r.id = c.id
    )
    insert into payment_application (tenant_id, id, receivable_id, payment_id, credit_receivable_id, amount_minor, applied_on)
    select ${ctx.tenantId}, id, "receivableId", "paymentId", "creditReceivableId", "amountMinor", ${on} from given`;
}
