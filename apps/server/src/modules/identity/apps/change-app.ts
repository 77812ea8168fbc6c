import { appsApi } from "@selvedge/contract";
import { changedFields, definedOf } from "../../../platform/changed-fields.ts";
import { AppError } from "../../../platform/errors.ts";
import { command } from "../../../platform/runner.ts";
import { getAppView } from "./list-apps.ts";

export const changeApp = command(appsApi.changeApp, async (ctx, { id, version, ...given }) => {
  await ctx.changeConfig();
  const before = await getAppView(ctx, id);
  const now = { ...before, ...definedOf(given) };
  const changed = await ctx.sql`
    update oauth_app set name = ${now.name}, website = ${now.website}, redirect_uris = ${[...new Set(now.redirectUris)]},
           scopes = ${now.scopes}, status = ${now.status}, version = version + 1
    where tenant_id = ${ctx.tenantId} and id = ${id} and version = ${version ?? before.version} returning 1`;
  if (changed.length === 0) throw new AppError("stale_version");
  const after = await getAppView(ctx, id);
  ctx.emit({ type: "identity.app_changed", entityType: "oauth_app", entityId: id, ...changedFields(before, after) });
  return after;
});
