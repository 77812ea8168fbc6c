import type { tillApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { loadPriceLists, type PriceRow, toListRule } from "../pricing/index.ts";

interface StyleRow extends Omit<tillApi.TillStyle, "prices" | "sellable"> {
  status: string;
}

/** Styles as a till keeps them: colours, SKUs, and every price that a counter could charge. Two statements. */
export async function readTillStyles(ctx: Ctx, styleIds: readonly string[]): Promise<tillApi.TillStyle[]> {
  if (styleIds.length === 0) return [];
  const { sql, tenantId } = ctx;
  const lists = new Map((await loadPriceLists(ctx)).map((list) => [list.id, list]));
  const usable = [...lists.values()].filter((l) => l.channelKind === null || l.channelKind === "retail");
  const [styles, prices] = await Promise.all([
    sql<StyleRow[]>`
      select s.id, s.code, s.name, s.brand, s.category_id as "categoryId", s.tax_class as "taxClass", s.hsn_code as "hsnCode",
             s.kind, s.status, z.sizes,
             coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name, 'hex', c.hex,
               'pictureUrl', '/media/' || c.tenant_id || '/' || c.picture_file_id,
               'skus', (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'code', k.code, 'size', k.size, 'gtin', k.gtin,
                          'taxClass', k.tax_class, 'sellable', k.status = 'active' and c.status = 'active') order by k.size_position), '[]')
                        from sku k where k.tenant_id = c.tenant_id and k.colourway_id = c.id)) order by c.position, c.code)
               from colourway c where c.tenant_id = s.tenant_id and c.style_id = s.id), '[]') as colours
      from style s join size_scale z on z.tenant_id = s.tenant_id and z.id = s.size_scale_id
      where s.tenant_id = ${tenantId} and s.id = any(${styleIds as string[]}::uuid[]) order by s.id`,
    sql<PriceRow[]>`
      select id, price_list_id, style_id, sku_id, min_qty, unit_price_minor, floor_minor, valid_from, valid_to
      from price where tenant_id = ${tenantId} and style_id = any(${styleIds as string[]}::uuid[])
        and price_list_id = any(${usable.map((l) => l.id)}::uuid[]) and valid_to >= ${ctx.today}::date - 7
      order by style_id, id`,
  ]);
  const byStyle = new Map<string, Record<string, unknown>[]>();
  for (const row of prices) {
    const rules = byStyle.get(row.style_id) ?? [];
    rules.push(toListRule(row, lists.get(row.price_list_id)!));
    byStyle.set(row.style_id, rules);
  }
  return styles.map(({ status, ...style }) => ({
    ...style,
    sellable: status !== "draft" && status !== "archived",
    prices: byStyle.get(style.id) ?? [],
  }));
}

export async function readTillCustomers(ctx: Ctx, ids: readonly string[]): Promise<tillApi.TillCustomer[]> {
  if (ids.length === 0) return [];
  return ctx.sql<tillApi.TillCustomer[]>`
    select p.id, p.name, p.phone, p.email, p.code, a.price_tier as "priceTier", p.tax_number as "taxNumber", p.country, p.state,
           p.status = 'active' as active
    from party p left join customer_account a on a.tenant_id = p.tenant_id and a.party_id = p.id
    where p.tenant_id = ${ctx.tenantId} and p.is_customer and p.id = any(${ids as string[]}::uuid[]) order by p.id`;
}

/** What is free of SKUs at our own places, as the till shows it. */
export async function readTillLevels(ctx: Ctx, skuIds: readonly string[]): Promise<tillApi.TillLevel[]> {
  if (skuIds.length === 0) return [];
  const rows = await ctx.sql<{ sku: string; place: string; free: number }[]>`
    select l.sku_id as sku, l.location_id as place, l.on_hand_qty - l.reserved_qty as free
    from stock_level l join location w on w.tenant_id = l.tenant_id and w.id = l.location_id
    where l.tenant_id = ${ctx.tenantId} and l.sku_id = any(${skuIds as string[]}::uuid[])
      and w.kind in ('warehouse', 'shop', 'van', 'consignment') and w.status = 'active'`;
  return rows.map((r) => [r.sku, r.place, r.free]);
}
