import { tenancyApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { query } from "../../../platform/runner.ts";
import { findUser, viewOf } from "../sessions/session.ts";

/** Who is signed in, and to which business. */
export const getMe = query(tenancyApi.getMe, async (ctx) => {
  if (ctx.actor.type !== "user")
    throw new AppError(
      "not_permitted",
      "No person is signed in here; GET /v1/me/access tells what a key or an app may do.",
    );
  const user = ctx.actor.id ? await findUser(ctx, ctx.actor.id) : null;
  if (!user) throw new AppError("not_signed_in");
  return viewOf(ctx, user, await tookProviderSecondStep(ctx));
});

async function tookProviderSecondStep({ sql, tenantId, actor }: Ctx): Promise<boolean> {
  const [row] = await sql<{ took: boolean }[]>`
    select provider_second_step as took from user_session where tenant_id = ${tenantId} and id = ${actor.sessionId ?? null}`;
  return row?.took ?? false;
}
