import type { Ctx } from "../../platform/context.ts";
import { fieldError } from "../../platform/errors.ts";

/** A coupon as people type it, as it is kept. */
const keyOf = (coupon: string): string => coupon.trim().toUpperCase();

interface Row {
  id: string;
  name: string;
  isUsedUp: boolean;
}

/**
 * The promotion behind a coupon that a buyer typed.
 * @throws validation_failed on the field `coupon`, saying whether it is unknown, over or used up
 */
export async function findCoupon(ctx: Ctx, coupon: string): Promise<{ id: string; name: string; coupon: string }> {
  const key = keyOf(coupon);
  const [row] = await ctx.sql<(Row & { startsAt: Date; endsAt: Date })[]>`
    select id, name, coalesce(coupon_uses >= coupon_most_uses, false) as "isUsedUp", starts_at as "startsAt", ends_at as "endsAt"
    from promotion where tenant_id = ${ctx.tenantId} and coupon = ${key} and status = 'active'`;
  if (!row || row.startsAt > ctx.now) throw fieldError("coupon", "There is no such coupon");
  if (row.endsAt <= ctx.now) throw fieldError("coupon", "This coupon is over");
  if (row.isUsedUp) throw fieldError("coupon", "This coupon has been used up");
  return { id: row.id, name: row.name, coupon: key };
}

/** Counts a use of a coupon; of two that want the last one, one gets it. @throws validation_failed when it is used up */
export async function takeCoupon(ctx: Ctx, promotionId: string): Promise<void> {
  const [row] = await ctx.sql`
    update promotion set coupon_uses = coupon_uses + 1
    where tenant_id = ${ctx.tenantId} and id = ${promotionId}
      and (coupon_most_uses is null or coupon_uses < coupon_most_uses) returning 1`;
  if (!row) throw fieldError("coupon", "This coupon has been used up");
}
