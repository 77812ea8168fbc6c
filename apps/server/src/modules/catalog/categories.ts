import { catalogApi } from "@selvedge/contract";
import { fieldError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { command, query } from "../../platform/runner.ts";
import { codeTaken } from "./size-scales.ts";

export const listCategories = query(catalogApi.listCategories, async (ctx) => ({
  items: await ctx.sql<{ id: string; parentId: string | null; code: string; name: string }[]>`
    select id, parent_id as "parentId", code, name from category where tenant_id = ${ctx.tenantId} order by name, code`,
}));

export const createCategory = command(catalogApi.createCategory, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const parentId = input.parentId ?? null;
  if (parentId) {
    const [parent] = await sql`select from category where tenant_id = ${tenantId} and id = ${parentId}`;
    if (!parent) throw fieldError("parentId", "There is no such category");
  }
  await ctx.changeConfig();
  const id = newId();
  const inserted = await sql`
    insert into category (tenant_id, id, parent_id, code, name)
    values (${tenantId}, ${id}, ${parentId}, ${input.code}, ${input.name})
    on conflict (tenant_id, code) do nothing`;
  if (inserted.count === 0) throw codeTaken("category", input.code);
  const after = { id, parentId, code: input.code, name: input.name };
  ctx.emit({ type: "catalog.category_created", entityType: "category", entityId: id, after });
  return { id };
});
