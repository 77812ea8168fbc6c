import type { shopApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { priceDraft, readDraft } from "../../sales/index.ts";
import type { ShopRow } from "../shop-row.ts";
import { findCustomerId } from "../visitor.ts";
import { type CartLineRow, type CartRow, readCartLines } from "./cart-row.ts";

export type CartView = shopApi.Cart;

interface Goods {
  id: string;
  styleCode: string;
  styleName: string;
  colourCode: string;
  colourName: string;
  size: string;
  pictureUrl: string | null;
  available: number;
  isForSale: boolean;
}

export const emptyCart = (shop: ShopRow, token: string | null): CartView => ({
  ...{ token, lines: [], pieces: 0, listMinor: 0, discountMinor: 0, goodsMinor: 0, coupon: null, heldUntil: null },
  currency: shop.channel.currency,
  priceMode: shop.channel.priceMode,
});

/** A cart as its visitor sees it: priced by the order engine, each line with how many of it there are to be had. */
export async function viewCart(
  ctx: Ctx,
  shop: ShopRow,
  cart: CartRow | null,
  options: { token?: string | null; coupons?: readonly string[] } = {},
): Promise<CartView> {
  const token = options.token ?? null;
  if (cart?.status !== "open") return emptyCart(shop, token);
  const lines = await readCartLines(ctx, cart.id);
  if (lines.length === 0) return emptyCart(shop, token);
  const goods = new Map((await readGoods(ctx, shop, lines)).map((g) => [g.id, g]));
  const sellable = lines.filter((l) => goods.get(l.skuId)?.isForSale);
  const customerId = await findCustomerId(ctx, cart.shopperId);
  const prices = await priceLinesOf(ctx, { shop, customerId, coupons: options.coupons ?? [] }, sellable);
  const viewed = lines.flatMap((line) => {
    const one = goods.get(line.skuId);
    return one ? [lineView(line, one, prices.get(line.skuId))] : [];
  });
  const counted = viewed.filter((l) => l.state !== "gone");
  const sum = (of: (line: shopApi.Cart["lines"][number]) => number) => counted.reduce((total, l) => total + of(l), 0);
  return {
    ...emptyCart(shop, token),
    lines: viewed,
    pieces: sum((l) => l.qty),
    listMinor: sum((l) => l.unitPriceMinor * l.qty),
    discountMinor: sum((l) => l.discountMinor),
    goodsMinor: sum((l) => l.lineMinor),
    coupon: options.coupons?.[0] ?? null,
    heldUntil: lines.some((l) => l.heldQty > 0) ? (cart.heldUntil?.toISOString() ?? null) : null,
  };
}

function readGoods(ctx: Ctx, shop: ShopRow, lines: readonly CartLineRow[]): PromiseLike<Goods[]> {
  const { sql, tenantId } = ctx;
  return sql<Goods[]>`
    select k.id, s.code as "styleCode", s.name as "styleName", c.code as "colourCode", c.name as "colourName", k.size,
           '/media/' || c.tenant_id || '/' || c.picture_file_id as "pictureUrl",
           -- Promises that have lapsed and wait to be swept stand in nobody's way.
           greatest(0, coalesce(l.on_hand_qty - l.reserved_qty, 0)) + (
             select coalesce(sum(v.qty), 0)::int from reservation v
             where v.tenant_id = k.tenant_id and v.sku_id = k.id and v.location_id = ${shop.channel.locationId}
               and v.status = 'active' and v.expires_at <= ${ctx.now}) as available,
           k.status = 'active' and c.status = 'active' and s.status not in ('draft', 'archived') as "isForSale"
    from sku k
    join colourway c on c.tenant_id = k.tenant_id and c.id = k.colourway_id
    join style s on s.tenant_id = k.tenant_id and s.id = k.style_id
    left join stock_level l on l.tenant_id = k.tenant_id and l.sku_id = k.id and l.location_id = ${shop.channel.locationId}
    where k.tenant_id = ${tenantId} and k.id = any(${lines.map((l) => l.skuId)}::uuid[])`;
}

interface LinePrice {
  unitPriceMinor: number;
  discountMinor: number;
  lineMinor: number;
}

/** Prices as the shop's channel shows them; goods that nobody prices any more are left out. */
async function priceLinesOf(
  ctx: Ctx,
  buyer: { shop: ShopRow; customerId: string | undefined; coupons: readonly string[] },
  lines: readonly CartLineRow[],
): Promise<Map<string, LinePrice>> {
  if (lines.length === 0) return new Map();
  const { shop, customerId, coupons } = buyer;
  const asked = lines.map(({ skuId, qty }) => ({ skuId, qty }));
  const draft = { channelId: shop.channel.id, customerId, coupons, lines: asked };
  try {
    const priced = await priceDraft(ctx, draft, await readDraft(ctx, draft));
    return new Map(
      priced.lines.map((l) => [
        l.skuId,
        {
          unitPriceMinor: l.unitPriceMinor,
          discountMinor: l.discountMinor,
          lineMinor: shop.channel.priceMode === "inclusive" ? l.totalMinor : l.taxableMinor,
        },
      ]),
    );
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "no_price") throw error;
    const without = new Set(error.details?.["skuIds"] as string[]);
    const rest = lines.filter((l) => !without.has(l.skuId));
    return priceLinesOf(ctx, buyer, rest);
  }
}

function lineView(line: CartLineRow, goods: Goods, price: LinePrice | undefined): shopApi.Cart["lines"][number] {
  const { id: _id, available, isForSale: _sale, ...named } = goods;
  const mostQty = available + line.heldQty;
  const state = !price ? "gone" : line.heldQty >= line.qty ? "held" : mostQty >= line.qty ? "not_held" : "short";
  return {
    ...{ skuId: line.skuId, qty: line.qty, mostQty, state, ...named },
    ...(price ?? { unitPriceMinor: 0, discountMinor: 0, lineMinor: 0 }),
  };
}
