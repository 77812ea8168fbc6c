import { appsApi } from "@selvedge/contract";
import { AppError } from "../../../platform/errors.ts";
import { command } from "../../../platform/runner.ts";
import { assertConfirmed, assertUser } from "../accounts/own-security.ts";
import { hashOf } from "../sessions/session.ts";
import { getAppView } from "./list-apps.ts";
import { newAppSecret } from "./register-app.ts";

export const rotateAppSecret = command(
  appsApi.rotateAppSecret,
  async (ctx, { id }) => {
    await assertUser(ctx);
    await assertConfirmed(ctx);
    const { confidential } = await getAppView(ctx, id);
    if (!confidential) throw new AppError("wrong_state", "This app keeps no secret; it proves itself by PKCE.");
    const secret = newAppSecret();
    await ctx.sql`update oauth_app set secret_hash = ${hashOf(secret)}, version = version + 1
                  where tenant_id = ${ctx.tenantId} and id = ${id}`;
    ctx.emit({ type: "identity.app_secret_rotated", entityType: "oauth_app", entityId: id });
    return { app: await getAppView(ctx, id), secret };
  },
  { remembered: ({ app }) => ({ app, secret: null }) },
);
