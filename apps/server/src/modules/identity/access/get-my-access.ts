import { accessApi } from "@selvedge/contract";
import { everywhere } from "@selvedge/domain";
import { query } from "../../../platform/runner.ts";
import { viewEffective } from "./user-access.ts";

/** What the caller may do now, whoever it is: a user, a key or an app. */
export const getMyAccess = query(accessApi.getMyAccess, async (ctx) => {
  const { actor, sql, tenantId } = ctx;
  const effective = new Map([...actor.permissions].map((p) => [p, actor.reach?.get(p) ?? [everywhere]]));
  const pins =
    actor.type === "user"
      ? await sql`select 1 from approval_pin where tenant_id = ${tenantId} and user_id = ${actor.id}`
      : [];
  return { effective: viewEffective(effective), hasPin: pins.length > 0 };
});
