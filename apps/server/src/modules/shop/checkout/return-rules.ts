import type { ReturnReason } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";

/** The last day on which a return may be asked for; null before anything has left. */
export function mayReturnUntil(lastShippedOn: string | null, returnDays: number): string | null {
  return lastShippedOn === null || returnDays === 0 ? null : addDays(lastShippedOn, returnDays);
}

export interface ReturnRequestRow {
  id: string;
  status: "asked" | "accepted" | "refused" | "received";
  reason: ReturnReason;
  note: string | null;
  answer: string | null;
  askedAt: Date;
  lines: { orderLineId: string; qty: number }[];
}

/** What was asked to be sent back of an order, newest first. */
export function readReturnRequests(ctx: Ctx, orderId: string): PromiseLike<ReturnRequestRow[]> {
  return ctx.sql<ReturnRequestRow[]>`
    select id, status, reason, note, answer, asked_at as "askedAt", lines
    from return_request where tenant_id = ${ctx.tenantId} and order_id = ${orderId}
    order by asked_at desc, id desc`;
}
