import { keysApi } from "@selvedge/contract";
import { changedFields } from "../../../platform/changed-fields.ts";
import { AppError } from "../../../platform/errors.ts";
import { command } from "../../../platform/runner.ts";
import { getKeyView } from "./list-api-keys.ts";

export const changeApiKey = command(keysApi.changeApiKey, async (ctx, { id, name, requestsPerMinute, version }) => {
  const { sql, tenantId } = ctx;
  await ctx.changeConfig();
  const before = await getKeyView(ctx, id);
  const changed = await sql`
    update api_key set name = ${name ?? before.name}, requests_per_minute = ${requestsPerMinute ?? before.requestsPerMinute},
           version = version + 1
    where tenant_id = ${tenantId} and id = ${id} and version = ${version ?? before.version} returning 1`;
  if (changed.length === 0) throw new AppError("stale_version");
  const after = await getKeyView(ctx, id);
  const difference = changedFields(before, after);
  ctx.emit({ type: "identity.api_key_changed", entityType: "api_key", entityId: id, ...difference });
  return after;
});
