import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { drawGtins } from "./draw-gtins.ts";
import type { ColourwayPlan, SkuPlan } from "./plan-matrix.ts";

export type SkuWithGtin = SkuPlan & { gtin: string | null };

/**
 * Writes colourways and SKUs of a style, with GTINs when asked.
 * @throws duplicate naming the style, colour and size that has a code already
 */
export async function insertMatrix(
  ctx: Ctx,
  styleId: string,
  colourways: readonly ColourwayPlan[],
  skus: readonly SkuPlan[],
  assignGtins: boolean,
): Promise<SkuWithGtin[]> {
  const { sql, tenantId } = ctx;
  await assertCodesFree(
    ctx,
    skus.map((sku) => sku.code),
  );
  const gtins = assignGtins ? await drawGtins(ctx, skus.length) : [];
  const rows = skus.map((sku, i) => ({ ...sku, gtin: gtins[i] ?? null }));
  // In code order, so that two that make the same codes at once wait for, and never deadlock, each other.
  const sorted = [...rows].sort((a, b) => (a.code < b.code ? -1 : 1));
  await Promise.all([
    sql`
      insert into colourway (tenant_id, id, style_id, code, name, hex, family, position)
      select ${tenantId}, r.id, ${styleId}, r.code, r.name, r.hex, r.family, r.position
      from jsonb_to_recordset(${jsonRows(sql, colourways)}::jsonb)
        as r(id uuid, code text, name text, hex text, family text, position int)`,
    sql`
      insert into sku (tenant_id, id, style_id, colourway_id, code, size, size_position, gtin)
      select ${tenantId}, r.id, ${styleId}, r."colourwayId", r.code, r.size, r."sizePosition", r.gtin
      from jsonb_to_recordset(${jsonRows(sql, sorted)}::jsonb)
        as r(id uuid, "colourwayId" uuid, code text, size text, "sizePosition" int, gtin text)`,
  ]);
  return rows;
}

async function assertCodesFree(ctx: Ctx, codes: readonly string[]): Promise<void> {
  const [taken] = await ctx.sql<{ code: string; style: string; colour: string; size: string }[]>`
    select k.code, s.code as style, c.name as colour, k.size
    from sku k
    join style s on s.tenant_id = k.tenant_id and s.id = k.style_id
    join colourway c on c.tenant_id = k.tenant_id and c.id = k.colourway_id
    where k.tenant_id = ${ctx.tenantId} and k.code = any(${[...codes]}::text[])
    order by k.code limit 1`;
  if (!taken) return;
  throw new AppError(
    "duplicate",
    `SKU ${taken.code} exists already: style ${taken.style}, ${taken.colour}, size ${taken.size}. ` +
      "Choose another style or colour code, or change the SKU pattern in the settings.",
    { details: { skuCode: taken.code, styleCode: taken.style } },
  );
}
