import { keysApi } from "@selvedge/contract";
import { command } from "../../../platform/runner.ts";
import { getKeyView } from "./list-api-keys.ts";

/** Has a key stop working with the next request, in every process. Revoking it again changes nothing. */
export const revokeApiKey = command(keysApi.revokeApiKey, async (ctx, { id }) => {
  await ctx.changeConfig();
  const { status } = await getKeyView(ctx, id);
  if (status === "revoked") return {};
  await ctx.sql`update api_key set revoked_at = ${ctx.now}, version = version + 1
                where tenant_id = ${ctx.tenantId} and id = ${id}`;
  const revokedAt = ctx.now.toISOString();
  ctx.emit({
    type: "identity.api_key_revoked",
    entityType: "api_key",
    entityId: id,
    before: { status },
    after: { status: "revoked", revokedAt },
  });
  return {};
});
