import { deskApi } from "@selvedge/contract";
import { AppError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { command } from "../../../platform/runner.ts";
import { assertUser } from "../accounts/own-security.ts";

const MOST_VIEWS = 50;

/** Keeps a view of a list; the same name again replaces the own one. @throws wrong_state past fifty of a list */
export const saveView = command(deskApi.saveView, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const owner = await assertUser(ctx);
  const [count] = await sql<{ views: number }[]>`
    select count(*)::int as views from saved_view
    where tenant_id = ${tenantId} and list = ${input.list} and owner_id = ${owner.id} and lower(name) <> lower(${input.name})`;
  if (count!.views >= MOST_VIEWS)
    throw new AppError("wrong_state", `You keep ${MOST_VIEWS} views of this list; remove one first.`);
  const [row] = await sql<{ id: string }[]>`
    insert into saved_view (tenant_id, id, owner_id, list, name, state, shared)
    values (${tenantId}, ${newId()}, ${owner.id}, ${input.list}, ${input.name}, ${sql.json(input.state)}, ${input.shared})
    on conflict (tenant_id, list, owner_id, lower(name)) do update
      set name = excluded.name, state = excluded.state, shared = excluded.shared, version = saved_view.version + 1
    returning id`;
  ctx.emit({
    type: "identity.view_saved",
    entityType: "saved_view",
    entityId: row!.id,
    after: { list: input.list, name: input.name, shared: input.shared },
  });
  return { id: row!.id };
});
