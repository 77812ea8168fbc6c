import type { catalogApi, ParsedInputOf } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { AppError, fieldError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { emitColourwaysAdded } from "./catalog-events.ts";
import { insertMatrix } from "./insert-matrix.ts";
import { planMatrix } from "./plan-matrix.ts";
import { readStyle, type Style } from "./read-style.ts";
import { searchTextOf } from "./search-text.ts";

export type NewStyle = Omit<ParsedInputOf<typeof catalogApi.createStyle>, "basePriceMinor">;

/**
 * Writes a style with its whole matrix: every colourway in every size of its size run, with codes and GTINs.
 * @throws validation_failed naming the field, duplicate naming what has the code already
 */
export async function insertStyle(ctx: Ctx, input: NewStyle): Promise<Style> {
  const { sql, tenantId } = ctx;
  const scale = await lookUp(ctx, input);
  const plan = planMatrix(ctx.tenant.skuPattern, input.code, scale, input.colourways, input.sizes);
  const id = newId();
  await sql`
    insert into style (tenant_id, id, code, name, description, kind, brand, gender, category_id, season_id,
                       size_scale_id, hsn_code, tax_class, fabric, origin_country, status, search_text)
    values (${tenantId}, ${id}, ${input.code}, ${input.name}, ${input.description ?? null}, ${input.kind},
            ${input.brand ?? null}, ${input.gender ?? null}, ${input.categoryId ?? null}, ${input.seasonId ?? null},
            ${input.sizeScaleId}, ${input.hsnCode ?? null}, ${input.taxClass}, ${input.fabric ?? null},
            ${input.originCountry ?? null}, ${input.status}, ${searchTextOf(input, plan)})`;
  const skus = plan.flatMap((colourway) => colourway.skus);
  await insertMatrix(ctx, id, plan, skus, input.assignGtins);
  const style = await readStyle(ctx, id);
  const { colourways, ...own } = style;
  ctx.emit({ type: "catalog.style_created", entityType: "style", entityId: id, after: own });
  emitColourwaysAdded(ctx, id, colourways);
  return style;
}

/** The scale's sizes, after making sure that everything the style refers to exists and its code is free. */
async function lookUp(ctx: Ctx, input: NewStyle): Promise<string[]> {
  const { sql, tenantId } = ctx;
  const [found] = await sql<{ sizes: string[] | null; category: boolean; season: boolean; twin: string | null }[]>`
    select (select sizes from size_scale where tenant_id = ${tenantId} and id = ${input.sizeScaleId}) as sizes,
           exists (select from category where tenant_id = ${tenantId} and id = ${input.categoryId ?? null}) as category,
           exists (select from season where tenant_id = ${tenantId} and id = ${input.seasonId ?? null}) as season,
           (select name from style where tenant_id = ${tenantId} and code = ${input.code}) as twin`;
  if (!found?.sizes) throw fieldError("sizeScaleId", "There is no such size scale");
  if (input.categoryId && !found.category) throw fieldError("categoryId", "There is no such category");
  if (input.seasonId && !found.season) throw fieldError("seasonId", "There is no such season");
  if (found.twin !== null) {
    throw new AppError("duplicate", `Style code ${input.code} is taken by "${found.twin}".`, {
      fields: [{ path: "code", message: `Taken by "${found.twin}"` }],
    });
  }
  return found.sizes;
}
