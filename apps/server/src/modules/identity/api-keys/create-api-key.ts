import { keysApi } from "@selvedge/contract";
import { everywhere } from "@selvedge/domain";
import { command } from "../../../platform/runner.ts";
import { assertMayGive } from "../access/assert-may-give.ts";
import { assertLimitsExist } from "../access/write-role.ts";
import { getKeyView } from "./list-api-keys.ts";
import { assertMayMakeKeys, insertKey, readExpiry } from "./write-key.ts";

/** Makes a key. It is answered once: what is remembered for a repeat of the request does not have it. */
export const createApiKey = command(
  keysApi.createApiKey,
  async (ctx, input) => {
    const makerId = await assertMayMakeKeys(ctx);
    await assertLimitsExist(ctx, [input.limits], "limits");
    const reach = input.limits ?? everywhere;
    assertMayGive(ctx.actor, new Map(input.scopes.map((scope) => [scope, [reach]])), "scopes");
    const expiresAt = readExpiry(ctx, input.expiresAt);
    const { id, secret } = await insertKey(ctx, makerId, { ...input, expiresAt });
    const key = await getKeyView(ctx, id);
    ctx.emit({ type: "identity.api_key_created", entityType: "api_key", entityId: id, after: key });
    return { key, secret };
  },
  { remembered: ({ key }) => ({ key, secret: null }) },
);
