import { accessApi } from "@selvedge/contract";
import type { Ctx, Runtime } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { type Call, command, inTransaction } from "../../../platform/runner.ts";
import { pinMatches } from "./check-pin.ts";
import { mayApprove } from "./list-approvers.ts";

/** Long enough to finish the act, too short to keep for later. */
const LIVES_SECONDS = 180;
const FREE_TRIES = 5;

interface Pin {
  pin_hash: string;
  locked_until: Date | null;
}

/** A manager types their PIN at somebody else's screen: one approval of one act, or a counted failure. */
export const approve = command(
  accessApi.approve,
  async (ctx, input, right: boolean) => {
    const { sql, tenantId, now } = ctx;
    const { approverId, act, locationId, channelId } = input;
    const [pin] = await sql<Pin[]>`
      select pin_hash, locked_until from approval_pin where tenant_id = ${tenantId} and user_id = ${approverId} for update`;
    if (pin?.locked_until && pin.locked_until > now) throw lockedOut();
    const able = await mayApprove(ctx, approverId, act, { locationId, channelId });
    if (!pin || !right) return refuse(ctx, input, pin !== undefined);
    if (!able) throw new AppError("approval_refused", "This person may not do that here either; ask somebody who may.");
    await sql`update approval_pin set failed_tries = 0, locked_until = null
              where tenant_id = ${tenantId} and user_id = ${approverId} and failed_tries > 0`;
    const id = newId();
    const expiresAt = new Date(now.getTime() + LIVES_SECONDS * 1000);
    const [by] = await sql<{ id: string; name: string }[]>`
      select id, name from user_account where tenant_id = ${tenantId} and id = ${approverId}`;
    const amountMinor = input.amountMinor ?? null;
    await sql`
      insert into approval (tenant_id, id, act, amount_minor, subject, reason, location_id, till_id, approved_by,
        requested_by_type, requested_by, approved_at, expires_at)
      values (${tenantId}, ${id}, ${act}, ${amountMinor}, ${input.subject}, ${input.reason}, ${locationId ?? null},
        ${input.tillId ?? null}, ${approverId}, ${ctx.actor.type}, ${ctx.actor.id}, ${now}, ${expiresAt})`;
    ctx.emit({
      type: "identity.act_approved",
      entityType: "approval",
      entityId: id,
      after: {
        act,
        amountMinor,
        subject: input.subject,
        reason: input.reason,
        approvedBy: approverId,
        locationId,
        tillId: input.tillId,
      },
    });
    return { approvalId: id, act, amountMinor, approvedBy: by!, expiresAt: expiresAt.toISOString() };
  },
  {
    async prepare(runtime, input, call) {
      const pin = await readPin(runtime, call, input.approverId);
      if (pin?.locked_until && pin.locked_until > runtime.now()) throw lockedOut();
      return { tenantId: call.tenantId!, prepared: await pinMatches(pin?.pin_hash ?? null, input.pin) };
    },
  },
);

function readPin(runtime: Runtime, call: Call, approverId: string): Promise<Pin | null> {
  const tenantId = call.tenantId!;
  return inTransaction(
    runtime,
    { ...call, tenantId, idempotencyKey: undefined },
    { name: "identity.approve", readOnly: true },
    async ({ sql }) => {
      const [pin] = await sql<Pin[]>`
        select pin_hash, locked_until from approval_pin where tenant_id = ${tenantId} and user_id = ${approverId}`;
      return pin ?? null;
    },
  );
}

function lockedOut(): AppError {
  return new AppError("approval_refused", "This PIN is locked after too many wrong tries; wait, or ask somebody else.");
}

/** Counts a wrong PIN and keeps that it was tried; from the fifth on each locks for longer, up to an hour. */
async function refuse(
  ctx: Ctx,
  input: { approverId: string; act: string; tillId?: string | undefined },
  hasPin: boolean,
) {
  if (hasPin) {
    await ctx.sql`
      update approval_pin set failed_tries = failed_tries + 1,
        locked_until = case when failed_tries + 1 >= ${FREE_TRIES}
          then ${ctx.now}::timestamptz + least(interval '1 hour', interval '1 minute' * power(2, least(failed_tries + 1 - ${FREE_TRIES}, 6)))
          else locked_until end
      where tenant_id = ${ctx.tenantId} and user_id = ${input.approverId}`;
    ctx.emit({
      type: "identity.approval_refused",
      entityType: "user",
      entityId: input.approverId,
      after: { act: input.act, tillId: input.tillId },
    });
  }
  ctx.refuseAfterCommit(new AppError("approval_refused", "That PIN is not right."));
  return undefined as never;
}
