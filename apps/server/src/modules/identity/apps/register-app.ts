import { appsApi } from "@selvedge/contract";
import { newId } from "../../../platform/ids.ts";
import { command } from "../../../platform/runner.ts";
import { assertConfirmed, assertUser } from "../accounts/own-security.ts";
import { randomLetters } from "../secret-text.ts";
import { hashOf } from "../sessions/session.ts";
import { newClientId } from "./client-id.ts";
import { getAppView } from "./list-apps.ts";

/** A new secret of an app, 256 random bits; only its hash is kept. */
export const newAppSecret = () => `slvs_${randomLetters(43)}`;

/** Registers an app. What it may ask for is said here; what it gets is what each person who allows it holds of that. */
export const registerApp = command(
  appsApi.registerApp,
  async (ctx, input) => {
    const { id: makerId } = await assertUser(ctx);
    await assertConfirmed(ctx);
    const id = newId();
    const secret = input.confidential ? newAppSecret() : null;
    await ctx.sql`
      insert into oauth_app (tenant_id, id, client_id, name, website, redirect_uris, secret_hash, scopes, created_by, created_at)
      values (${ctx.tenantId}, ${id}, ${newClientId(ctx.tenantId)}, ${input.name}, ${input.website}, ${[...new Set(input.redirectUris)]},
              ${secret && hashOf(secret)}, ${input.scopes}, ${makerId}, ${ctx.now})`;
    const app = await getAppView(ctx, id);
    ctx.emit({ type: "identity.app_registered", entityType: "oauth_app", entityId: id, after: app });
    return { app, secret };
  },
  { remembered: ({ app }) => ({ app, secret: null }) },
);
