import { catalogApi } from "@selvedge/contract";
import { changedFields, definedOf } from "../../platform/changed-fields.ts";
import type { Ctx } from "../../platform/context.ts";
import { fieldError } from "../../platform/errors.ts";
import { command } from "../../platform/runner.ts";
import { lockStyle } from "./lock-style.ts";
import { readStyle } from "./read-style.ts";
import { searchTextOf } from "./search-text.ts";

/** Changes a style's own fields or its status; its colours and SKUs stay as they are. */
export const changeStyle = command(catalogApi.changeStyle, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  await lockStyle(ctx, input.id, input.version);
  await assertExisting(ctx, input);
  const before = await readStyle(ctx, input.id);
  const { id, version: _version, ...fields } = input;
  const next = {
    ...before,
    categoryId: before.category?.id ?? null,
    seasonId: before.season?.id ?? null,
    ...definedOf(fields),
  };
  await sql`
    update style set name = ${next.name}, description = ${next.description}, brand = ${next.brand},
      gender = ${next.gender}, category_id = ${next.categoryId}, season_id = ${next.seasonId},
      hsn_code = ${next.hsnCode}, tax_class = ${next.taxClass}, fabric = ${next.fabric},
      origin_country = ${next.originCountry}, status = ${next.status},
      search_text = ${searchTextOf(next, before.colourways)}, version = version + 1
    where tenant_id = ${tenantId} and id = ${id}`;
  const style = await readStyle(ctx, id);
  ctx.emit({
    type: "catalog.style_changed",
    entityType: "style",
    entityId: id,
    ...changedFields(before, style),
  });
  return style;
});

async function assertExisting(
  ctx: Ctx,
  refers: { categoryId?: string | null | undefined; seasonId?: string | null | undefined },
) {
  const { sql, tenantId } = ctx;
  if (!refers.categoryId && !refers.seasonId) return;
  const [found] = await sql<{ category: boolean; season: boolean }[]>`
    select exists (select from category where tenant_id = ${tenantId} and id = ${refers.categoryId ?? null}) as category,
           exists (select from season where tenant_id = ${tenantId} and id = ${refers.seasonId ?? null}) as season`;
  if (refers.categoryId && !found?.category) throw fieldError("categoryId", "There is no such category");
  if (refers.seasonId && !found?.season) throw fieldError("seasonId", "There is no such season");
}
