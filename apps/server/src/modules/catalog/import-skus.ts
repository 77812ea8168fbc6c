import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";

/** A SKU as a history names it; what is not there of its style, colourway and itself is made. */
export interface PastSku {
  code: string;
  styleCode: string;
  styleName: string;
  colour: string;
  size: string;
  kind: "goods" | "service";
}

export interface KnownSku {
  id: string;
  code: string;
  description: string;
  taxClass: string;
  hsnCode: string | null;
  kind: "goods" | "service";
}

/** A grey that says "no colour was recorded". */
const UNKNOWN_HEX = "#9a9a9a";

/**
 * Finds SKUs by code, making those that are not there, with their styles and colourways; six statements whatever their
 * number. Sizes stay in the order of appearance, on a scale of the import's own.
 */
export async function importSkus(
  ctx: Ctx,
  importId: string | null,
  skus: readonly PastSku[],
  taxClass: string,
): Promise<Map<string, KnownSku>> {
  const known = await findByCode(ctx, skus);
  const missing = skus.filter((s) => !known.has(s.code));
  if (missing.length > 0) {
    await insertMissing(ctx, importId, missing, taxClass);
    for (const [code, sku] of await findByCode(ctx, missing)) known.set(code, sku);
  }
  return known;
}

async function findByCode(ctx: Ctx, skus: readonly PastSku[]): Promise<Map<string, KnownSku>> {
  const rows = await ctx.sql<KnownSku[]>`
    select s.id, s.code, concat_ws(', ', y.name, w.name, s.size) as description, coalesce(s.tax_class, y.tax_class) as "taxClass",
           y.hsn_code as "hsnCode", y.kind
    from sku s
    join style y on y.tenant_id = s.tenant_id and y.id = s.style_id
    join colourway w on w.tenant_id = s.tenant_id and w.id = s.colourway_id
    where s.tenant_id = ${ctx.tenantId} and s.code = any(${skus.map((s) => s.code)})`;
  return new Map(rows.map((r) => [r.code, r]));
}

async function insertMissing(
  ctx: Ctx,
  importId: string | null,
  skus: readonly PastSku[],
  taxClass: string,
): Promise<void> {
  const { sql, tenantId } = ctx;
  const scaleId = await scaleFor(ctx, [...new Set(skus.map((s) => s.size))]);
  const styles = new Map<string, { id: string; code: string; name: string; kind: string; search: string }>();
  const colourways = new Map<string, { id: string; styleCode: string; code: string; name: string; hex: string }>();
  for (const s of skus) {
    const search = `${s.styleCode} ${s.styleName} ${s.code}`.toLowerCase();
    if (!styles.has(s.styleCode))
      styles.set(s.styleCode, { id: newId(), code: s.styleCode, name: s.styleName, kind: s.kind, search });
    const key = `${s.styleCode}\n${s.colour}`;
    if (!colourways.has(key)) {
      colourways.set(key, {
        id: newId(),
        styleCode: s.styleCode,
        code: s.colour.toUpperCase().slice(0, 20),
        name: s.colour,
        hex: UNKNOWN_HEX,
      });
    }
  }
  const madeStyles = await sql<{ id: string; code: string; name: string }[]>`
    insert into style (tenant_id, id, code, name, kind, size_scale_id, tax_class, search_text, import_id)
    select ${tenantId}, r.id, r.code, r.name, r.kind, ${scaleId}, ${taxClass}, r.search, ${importId}::uuid
    from jsonb_to_recordset(${jsonRows(sql, [...styles.values()])}::jsonb) as r(id uuid, code text, name text, kind text, search text)
    on conflict (tenant_id, code) do nothing
    returning id, code, name`;
  await sql`
    insert into colourway (tenant_id, id, style_id, code, name, hex)
    select ${tenantId}, r.id, y.id, r.code, r.name, r.hex
    from jsonb_to_recordset(${jsonRows(sql, [...colourways.values()])}::jsonb)
      as r(id uuid, "styleCode" text, code text, name text, hex text)
    join style y on y.tenant_id = ${tenantId} and y.code = r."styleCode"
    on conflict (tenant_id, style_id, code) do nothing`;
  const rows = skus.map((s) => ({ id: newId(), ...s, colourCode: s.colour.toUpperCase().slice(0, 20) }));
  await sql`
    insert into sku (tenant_id, id, style_id, colourway_id, code, size, size_position)
    select ${tenantId}, r.id, y.id, w.id, r.code, r.size, array_position(z.sizes, r.size) - 1
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb)
      as r(id uuid, code text, "styleCode" text, "colourCode" text, size text)
    join style y on y.tenant_id = ${tenantId} and y.code = r."styleCode"
    join colourway w on w.tenant_id = y.tenant_id and w.style_id = y.id and w.code = r."colourCode"
    join size_scale z on z.tenant_id = ${tenantId} and z.id = ${scaleId}
    on conflict (tenant_id, colourway_id, size) do nothing`;
  for (const { id, ...after } of madeStyles)
    ctx.emit({ type: "catalog.style_created", entityType: "style", entityId: id, after });
}

/** The scale of imported sizes; sizes that it lacks are added behind those it has. */
async function scaleFor(ctx: Ctx, sizes: readonly string[]): Promise<string> {
  const { sql, tenantId } = ctx;
  const [row] = await sql<{ id: string }[]>`
    insert into size_scale (tenant_id, id, code, name, sizes)
    values (${tenantId}, ${newId()}, 'IMPORTED', 'Sizes of imported history', ${[...sizes]})
    on conflict (tenant_id, code) do update set sizes =
      size_scale.sizes || array(select s from unnest(excluded.sizes) with ordinality as n(s, at)
                                where s <> all(size_scale.sizes) order by at)
    returning id`;
  return row!.id;
}
