import type { Permission } from "@selvedge/contract";
import { type Ctx, may } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";

export interface ActToApprove {
  /** What the caller was given by POST /v1/approvals; null or left out where nobody was asked. */
  approvalId?: string | null | undefined;
  /** The permission that the act takes. */
  act: Permission;
  /** What the act is about in money; left out where it has no amount. */
  amountMinor?: number | undefined;
  /** The till where it happens; an approval given at a till holds there only. */
  tillId?: string | undefined;
  locationId?: string | undefined;
  /** What it was spent on, for the audit. */
  on: { type: string; id: string };
}

export interface Spent {
  /** Who approved; null where the actor may do it without. */
  approvedBy: string | null;
}

/**
 * Lets an act through whose permission the actor holds, or that somebody who may approved by PIN: the approval is spent
 * with this transaction, once, and the permission is lent to the actor for the rest of it.
 * @throws approval_needed when the actor may not and no approval was given
 * @throws approval_refused when it is spent, too old, of another act, till, place or asker, or of less money
 */
export async function spendApproval(ctx: Ctx, act: ActToApprove): Promise<Spent> {
  const { sql, tenantId, now } = ctx;
  if (!act.approvalId) {
    if (may(ctx.actor, act.act)) return { approvedBy: null };
    throw new AppError("approval_needed", undefined, {
      details: { act: act.act, amountMinor: act.amountMinor ?? null },
    });
  }
  const [spent] = await sql<{ approved_by: string }[]>`
    update approval set spent_at = ${now}, spent_on_type = ${act.on.type}, spent_on = ${act.on.id}
    where tenant_id = ${tenantId} and id = ${act.approvalId} and spent_at is null and expires_at > ${now}
      and act = ${act.act} and requested_by_type = ${ctx.actor.type} and requested_by = ${ctx.actor.id}
      and (${act.amountMinor ?? null}::bigint is null or amount_minor >= ${act.amountMinor ?? null}::bigint)
      and till_id is not distinct from ${act.tillId ?? null}::uuid
      and (location_id is null or location_id = ${act.locationId ?? null}::uuid)
    returning approved_by`;
  if (!spent)
    throw new AppError(
      "approval_refused",
      "This approval does not fit: it was used, has run out, or is of another act, amount or till. Ask for a new one.",
      { details: { act: act.act, amountMinor: act.amountMinor ?? null } },
    );
  ctx.lend(act.act);
  ctx.emit({
    type: "identity.approval_spent",
    entityType: "approval",
    entityId: act.approvalId,
    after: { act: act.act, amountMinor: act.amountMinor ?? null, approvedBy: spent.approved_by, spentOn: act.on },
  });
  return { approvedBy: spent.approved_by };
}
