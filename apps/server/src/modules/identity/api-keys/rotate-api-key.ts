import { keysApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { AppError, fieldError } from "../../../platform/errors.ts";
import { command } from "../../../platform/runner.ts";
import { assertMayGive } from "../access/assert-may-give.ts";
import { toReach } from "../access/load-roles.ts";
import { getKeyView } from "./list-api-keys.ts";
import { assertMayMakeKeys, insertKey, readExpiry } from "./write-key.ts";

const MOST_OVERLAP_DAYS = 30;

/**
 * Makes a key with the same name, scopes and limits, which the person who rotates it now answers for; the old one works on
 * until the time that was set, so that programs can change over without a pause.
 */
export const rotateApiKey = command(
  keysApi.rotateApiKey,
  async (ctx, input) => {
    const makerId = await assertMayMakeKeys(ctx);
    await ctx.changeConfig();
    const before = await getKeyView(ctx, input.id);
    if (before.status === "revoked") throw new AppError("wrong_state", "This key was revoked; make a new one instead.");
    if (before.replacedById)
      throw new AppError("wrong_state", "Another key has taken this one's place; rotate that one.");
    const reach = toReach(before.limits);
    assertMayGive(ctx.actor, new Map(before.scopes.map((s) => [s, [reach]])), "id");
    const oldWorksUntil = readOverlap(ctx, input.oldWorksUntil, before.expiresAt);
    const expiresAt = input.expiresAt === undefined ? sameSpan(ctx, before) : readExpiry(ctx, input.expiresAt);
    const made = await insertKey(ctx, makerId, { ...before, limits: before.limits && reach, expiresAt });
    await ctx.sql`
      update api_key set replaced_by = ${made.id}, expires_at = ${oldWorksUntil}, version = version + 1
      where tenant_id = ${ctx.tenantId} and id = ${input.id}`;
    const key = await getKeyView(ctx, made.id);
    ctx.emit({
      type: "identity.api_key_rotated",
      entityType: "api_key",
      entityId: input.id,
      before: { expiresAt: before.expiresAt },
      after: { expiresAt: oldWorksUntil.toISOString(), replacedById: made.id },
    });
    ctx.emit({ type: "identity.api_key_created", entityType: "api_key", entityId: made.id, after: key });
    return { key, secret: made.secret };
  },
  { remembered: ({ key }) => ({ key, secret: null }) },
);

/** Until when the old key works: never longer than it would have. */
function readOverlap(ctx: Ctx, given: string | undefined, expiresAt: string | null): Date {
  const until = given ? new Date(given) : ctx.now;
  if (until.getTime() - ctx.now.getTime() > MOST_OVERLAP_DAYS * 86_400_000)
    throw fieldError("oldWorksUntil", `Choose a time within the next ${MOST_OVERLAP_DAYS} days`);
  const end = expiresAt ? new Date(expiresAt) : until;
  return end < until ? end : until;
}

/** The new key lives as long as the old one was meant to. */
function sameSpan(ctx: Ctx, { createdAt, expiresAt }: keysApi.ApiKey): Date | null {
  if (!expiresAt) return null;
  return new Date(ctx.now.getTime() + new Date(expiresAt).getTime() - new Date(createdAt).getTime());
}
