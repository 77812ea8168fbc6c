import { catalogApi } from "@selvedge/contract";
import { sizeScaleProblem } from "@selvedge/domain";
import { AppError, fieldError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { command, query } from "../../platform/runner.ts";

export const listSizeScales = query(catalogApi.listSizeScales, async (ctx) => ({
  items: await ctx.sql<{ id: string; code: string; name: string; sizes: string[] }[]>`
    select id, code, name, sizes from size_scale where tenant_id = ${ctx.tenantId} order by code`,
}));

export const createSizeScale = command(catalogApi.createSizeScale, async (ctx, input) => {
  const problem = sizeScaleProblem(input.sizes);
  if (problem) throw fieldError("sizes", problem);
  const id = newId();
  const inserted = await ctx.sql`
    insert into size_scale (tenant_id, id, code, name, sizes)
    values (${ctx.tenantId}, ${id}, ${input.code}, ${input.name}, ${input.sizes})
    on conflict (tenant_id, code) do nothing`;
  if (inserted.count === 0) throw codeTaken("size scale", input.code);
  ctx.emit({ type: "catalog.size_scale_created", entityType: "size_scale", entityId: id, after: { id, ...input } });
  return { id };
});

/** The refusal of a code that another record of its kind has. */
export function codeTaken(what: string, code: string): AppError {
  return new AppError("duplicate", `There is a ${what} with the code ${code} already.`, {
    fields: [{ path: "code", message: "This code is taken" }],
  });
}
