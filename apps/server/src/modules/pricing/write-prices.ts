import type { ParsedInputOf, pricingApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { fieldError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";

export type PriceWish = ParsedInputOf<typeof pricingApi.setPrices>["prices"][number];

interface Written {
  id: string;
  sku_id: string | null;
  min_qty: number;
  unit_price_minor: number;
  floor_minor: number | null;
  valid_from: string;
  valid_to: string;
}

/**
 * Writes prices of a style on a list: a price of the same SKU, quantity and first day is changed, others are added and
 * the rest stay. Each one that changed leaves one event. The caller holds the style's row, so nobody else writes here.
 */
export async function writePrices(
  ctx: Ctx,
  to: { priceListId: string; styleId: string },
  wishes: readonly PriceWish[],
): Promise<void> {
  const { sql, tenantId } = ctx;
  const rows = wishes.map((wish) => ({ ...wish, id: newId() }));
  const [before, after] = await Promise.all([
    sql<Written[]>`
      select id, sku_id, min_qty, unit_price_minor, floor_minor, valid_from, valid_to
      from price where tenant_id = ${tenantId} and style_id = ${to.styleId} and price_list_id = ${to.priceListId}`,
    sql<Written[]>`
      insert into price (tenant_id, id, price_list_id, style_id, sku_id, min_qty, unit_price_minor, floor_minor,
                         valid_from, valid_to)
      select ${tenantId}, r.id, ${to.priceListId}, ${to.styleId}, r."skuId", r."minQty", r."unitPriceMinor",
             r."floorMinor", coalesce(r."validFrom", '-infinity'), coalesce(r."validTo", 'infinity')
      from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb)
        as r(id uuid, "skuId" uuid, "minQty" int, "unitPriceMinor" bigint, "floorMinor" bigint, "validFrom" date,
             "validTo" date)
      on conflict (tenant_id, style_id, price_list_id, (coalesce(sku_id, style_id)), min_qty, valid_from)
      do update set unit_price_minor = excluded.unit_price_minor, floor_minor = excluded.floor_minor,
        valid_to = excluded.valid_to, version = price.version + 1
      where (price.unit_price_minor, price.floor_minor, price.valid_to)
        is distinct from (excluded.unit_price_minor, excluded.floor_minor, excluded.valid_to)
      returning id, sku_id, min_qty, unit_price_minor, floor_minor, valid_from, valid_to`,
  ]);
  const was = new Map(before.map((row) => [row.id, row]));
  for (const row of after) {
    const old = was.get(row.id);
    ctx.emit({
      type: "pricing.price_set",
      entityType: "price",
      entityId: row.id,
      ...(old ? { before: factOf(old, to) } : {}),
      after: factOf(row, to),
    });
  }
}

/**
 * Takes prices away. What they were stands in their events, and on the lines they priced.
 * @throws validation_failed naming the first that is not a price of that style on that list
 */
export async function removePrices(
  ctx: Ctx,
  from: { priceListId: string; styleId: string },
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const { sql, tenantId } = ctx;
  const gone = await sql<Written[]>`
    delete from price
    where tenant_id = ${tenantId} and style_id = ${from.styleId} and price_list_id = ${from.priceListId}
      and id = any(${ids as string[]}::uuid[])
    returning id, sku_id, min_qty, unit_price_minor, floor_minor, valid_from, valid_to`;
  const found = new Set(gone.map((row) => row.id));
  const missing = ids.findIndex((id) => !found.has(id));
  if (missing >= 0) throw fieldError(`remove.${missing}`, "This style has no such price on this list");
  for (const row of gone) {
    ctx.emit({ type: "pricing.price_removed", entityType: "price", entityId: row.id, before: factOf(row, from) });
  }
}

function factOf(row: Written, to: { priceListId: string; styleId: string }) {
  return {
    ...to,
    skuId: row.sku_id,
    minQty: row.min_qty,
    unitPriceMinor: row.unit_price_minor,
    floorMinor: row.floor_minor,
    validFrom: row.valid_from === "-infinity" ? null : row.valid_from,
    validTo: row.valid_to === "infinity" ? null : row.valid_to,
  };
}
