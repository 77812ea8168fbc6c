import type { Ctx } from "../../../platform/context.ts";
import { priceShelf, type ShelfPrice } from "../../sales/index.ts";
import type { ShopRow } from "../shop-row.ts";

export interface ShelfSku {
  id: string;
  size: string;
  position: number;
  available: number;
  /** Has prices of its own beside its style's. */
  priced: boolean;
}
export interface ShelfColour {
  id: string;
  code: string;
  name: string;
  hex: string;
  family: string | null;
  pictureUrl: string | null;
  skus: ShelfSku[];
}
export interface ShelfStyle {
  id: string;
  code: string;
  name: string;
  brand: string | null;
  gender: string | null;
  fabric: string | null;
  searchText: string;
  status: string;
  createdAt: Date;
  categoryId: string | null;
  categoryCode: string | null;
  categoryName: string | null;
  seasonId: string | null;
  seasonStartsOn: string | null;
  isShown: boolean | null;
  colours: ShelfColour[];
}
/** A style as the shop's window holds it. */
export interface Shelved extends ShelfStyle {
  prices: ReadonlyMap<string, ShelfPrice>;
  lowest: ShelfPrice;
  hasMorePrices: boolean;
  availableQty: number;
}

/**
 * Everything the shop shows, with what can be had of it where the shop ships from: one statement, and one for prices.
 * A style is shown when it is for sale, priced, not hidden by hand, and in stock where the shop hides what is sold out.
 * @param only ids of styles, where not all are wanted
 */
export async function readShelf(ctx: Ctx, shop: ShopRow, only?: readonly string[]): Promise<Shelved[]> {
  const wanted = (await readStyles(ctx, shop, only)).filter((s) => s.isShown ?? shop.showsNewStyles);
  // What comes no more, and what a shop hides by its own rule, is hidden down to the single size.
  const styles = wanted.map((style) =>
    shop.soldOut === "hide" || style.status === "discontinued" ? withoutSoldOut(style) : style,
  );
  const priced = await priceShelf(ctx, shop.channel, styles.flatMap(skusToPrice));
  return styles.flatMap((style) => withPrices(style, priced) ?? []);
}

function withoutSoldOut(style: ShelfStyle): ShelfStyle {
  const colours = style.colours.map((c) => ({ ...c, skus: c.skus.filter((sku) => sku.available > 0) }));
  return { ...style, colours: colours.filter((c) => c.skus.length > 0) };
}

/** One SKU tells the price of all that have none of their own. */
function skusToPrice(style: ShelfStyle): string[] {
  const skus = style.colours.flatMap((c) => c.skus);
  const common = skus.find((s) => !s.priced);
  return [...(common ? [common.id] : []), ...skus.filter((s) => s.priced).map((s) => s.id)];
}

function withPrices(style: ShelfStyle, priced: ReadonlyMap<string, ShelfPrice>): Shelved | null {
  const skus = style.colours.flatMap((c) => c.skus);
  const common = skus.find((s) => !s.priced);
  const ofStyle = common ? priced.get(common.id) : undefined;
  const prices = new Map<string, ShelfPrice>();
  for (const sku of skus) {
    const price = sku.priced ? priced.get(sku.id) : ofStyle;
    if (price) prices.set(sku.id, price);
  }
  const all = [...prices.values()];
  if (all.length === 0) return null;
  const lowest = all.reduce((least, p) => (p.priceMinor < least.priceMinor ? p : least));
  return {
    ...style,
    prices,
    lowest,
    hasMorePrices: all.some((p) => p.priceMinor !== lowest.priceMinor),
    availableQty: skus.reduce((sum, s) => sum + s.available, 0),
  };
}

function readStyles(ctx: Ctx, shop: ShopRow, only?: readonly string[]): PromiseLike<ShelfStyle[]> {
  const { sql, tenantId } = ctx;
  return sql<ShelfStyle[]>`
    with wanted as materialized (
      select s.* from style s
      where s.tenant_id = ${tenantId} and s.kind = 'goods' and s.status in ('active', 'markdown', 'discontinued')
        and exists (select from price p where p.tenant_id = ${tenantId} and p.style_id = s.id
                    and p.valid_from <= ${ctx.today} and p.valid_to >= ${ctx.today})
        ${only ? sql`and s.id = any(${[...only]}::uuid[])` : sql``}
    ), one as materialized (
      select k.colourway_id, json_agg(json_build_object(
          'id', k.id, 'size', k.size, 'position', k.size_position,
          'available', greatest(0, coalesce(l.on_hand_qty - l.reserved_qty, 0)),
          'priced', p.sku_id is not null or k.tax_class is not null) order by k.size_position, k.code) as skus
      from wanted w
      join sku k on k.tenant_id = ${tenantId} and k.style_id = w.id and k.status = 'active'
      left join stock_level l on l.tenant_id = ${tenantId} and l.sku_id = k.id and l.location_id = ${shop.channel.locationId}
      left join (select distinct sku_id from price where tenant_id = ${tenantId} and sku_id is not null) p on p.sku_id = k.id
      group by k.colourway_id
    ), coloured as materialized (
      select c.style_id, json_agg(json_build_object(
          'id', c.id, 'code', c.code, 'name', c.name, 'hex', c.hex, 'family', c.family,
          'pictureUrl', '/media/' || c.tenant_id || '/' || c.picture_file_id, 'skus', one.skus)
          order by c.position, c.code) as colours
      from one join colourway c on c.tenant_id = ${tenantId} and c.id = one.colourway_id and c.status = 'active'
      group by c.style_id
    )
    select s.id, s.code, s.name, s.brand, s.gender, s.fabric, s.search_text as "searchText", s.status,
           s.created_at as "createdAt", s.category_id as "categoryId", g.code as "categoryCode",
           g.name as "categoryName", s.season_id as "seasonId", e.starts_on as "seasonStartsOn",
           h.is_shown as "isShown", c.colours
    from wanted s
    join coloured c on c.style_id = s.id
    left join category g on g.tenant_id = ${tenantId} and g.id = s.category_id
    left join season e on e.tenant_id = ${tenantId} and e.id = s.season_id
    left join shop_style h on h.tenant_id = ${tenantId} and h.style_id = s.id
    order by s.code`;
}
