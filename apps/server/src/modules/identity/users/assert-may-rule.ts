import type { Ctx } from "../../../platform/context.ts";
import { accessOfUser } from "../access/access-of-user.ts";
import { assertMayGive } from "../access/assert-may-give.ts";

/** Nobody switches off, or on again, who may do more than they. @throws not_permitted naming what is lacking */
export async function assertMayRule(ctx: Ctx, userId: string): Promise<void> {
  const access = await accessOfUser(ctx, userId);
  if (access) assertMayGive(ctx.actor, access.effective, "status");
}
