import { deskApi, type OutputOf } from "@selvedge/contract";
import { may } from "../../../platform/context.ts";
import { query } from "../../../platform/runner.ts";

type View = OutputOf<typeof deskApi.listViews>["items"][number];

/** Own views first, then what others share; each by name. */
export const listViews = query(deskApi.listViews, async (ctx, input) => {
  const me = ctx.actor.type === "user" ? ctx.actor.id : null;
  const rows = await ctx.sql<Omit<View, "mayRemove">[]>`
    select v.id, v.name, v.state, v.shared, u.name as "ownerName", v.owner_id is not distinct from ${me}::uuid as mine
    from saved_view v join user_account u on u.tenant_id = v.tenant_id and u.id = v.owner_id
    where v.tenant_id = ${ctx.tenantId} and v.list = ${input.list} and (v.shared or v.owner_id = ${me}::uuid)
    order by mine desc, lower(v.name), v.id limit 200`;
  return { items: rows.map((row) => ({ ...row, mayRemove: row.mine || may(ctx.actor, "tenancy.settings.change") })) };
});
