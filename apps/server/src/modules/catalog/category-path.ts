import type { Ctx } from "../../platform/context.ts";

/** A category and those above it, nearest first; from the cached tree. Empty for an id that is none. */
export async function findCategoryPath(ctx: Ctx, id: string): Promise<string[]> {
  const parents = await ctx.cached("catalog.categories", async () => {
    const rows = await ctx.sql<{ id: string; parent_id: string | null }[]>`
      select id, parent_id from category where tenant_id = ${ctx.tenantId}`;
    return new Map(rows.map((row) => [row.id, row.parent_id]));
  });
  const path: string[] = [];
  // A parent always existed before its child, so the walk ends; the check keeps a damaged tree from hanging an order.
  for (let at: string | null = id; at !== null && parents.has(at) && !path.includes(at); at = parents.get(at) ?? null) {
    path.push(at);
  }
  return path;
}
