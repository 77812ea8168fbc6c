import { shopApi } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { shopQuery } from "../visitor.ts";
import { getOrderOf, type ShopOrderRow } from "./find-shop-order.ts";
import { mayReturnUntil, readReturnRequests } from "./return-rules.ts";

type View = shopApi.ShopOrder;

/** An order as its shopper sees it. */
export const getShopOrder = shopQuery(shopApi.getShopOrder, async (ctx, input, shop, visitor) => {
  const found = await getOrderOf(ctx, visitor, input);
  return viewOrder(ctx, shop.returnDays, found);
});

interface Head {
  number: string;
  placedAt: Date;
  placedOn: string;
  status: string;
  buyerName: string | null;
  shipTo: Record<string, string | undefined> | null;
  discountMinor: number;
  taxMinor: number;
  totalMinor: number;
  paidMinor: number;
  refundedMinor: number;
  currency: string;
  priceMode: "inclusive" | "exclusive";
  confirmedAt: Date | null;
  shippedAt: Date | null;
  deliveredAt: Date | null;
  parcels: View["parcels"];
  lastPayment: View["lastPayment"];
}

export async function viewOrder(ctx: Ctx, returnDays: number, found: ShopOrderRow): Promise<View> {
  const [head, lines, returns] = await Promise.all([
    readHead(ctx, found.orderId),
    readLines(ctx, found.orderId),
    readReturnRequests(ctx, found.orderId),
  ]);
  const lastShippedOn =
    head.parcels
      .map((p) => p.shippedOn)
      .sort()
      .at(-1) ?? null;
  const until = mayReturnUntil(lastShippedOn, returnDays);
  const mayReturn = until !== null && ctx.today <= until && !found.isGlance;
  const goods = lines.filter((l) => l.kind === "goods");
  const lineMinor = (l: Line) => (head.priceMode === "inclusive" ? l.totalMinor : l.taxableMinor);
  const state = stateOf(head, found);
  return {
    ...{ number: head.number, placedAt: head.placedAt.toISOString(), status: head.status, state },
    steps: stepsOf(head),
    email: found.isGlance ? "" : found.email,
    buyerName: found.isGlance ? null : head.buyerName,
    shipTo: head.shipTo ? addressOf(head.shipTo, found.isGlance) : null,
    pays: found.pays,
    payUntil: state === "to_pay" ? (found.payUntil?.toISOString() ?? null) : null,
    lastPayment: head.lastPayment,
    deliveryName: found.deliveryName,
    deliveryMinor: lines.filter((l) => l.kind === "service").reduce((sum, l) => sum + lineMinor(l), 0),
    arrivesFrom: addDays(head.placedOn, found.leastDays),
    arrivesBy: addDays(head.placedOn, found.mostDays),
    parcels: head.parcels,
    lines: goods.map((l) => ({
      ...{ lineId: l.lineId, styleCode: l.styleCode, styleName: l.styleName, colourName: l.colourName, size: l.size },
      ...{ pictureUrl: l.pictureUrl, qty: l.qty, shippedQty: l.shippedQty, returnedQty: l.returnedQty },
      lineMinor: lineMinor(l),
      mayReturnQty: mayReturn ? l.shippedQty - l.returnedQty - askedQty(returns, l.lineId) : 0,
    })),
    goodsMinor: goods.reduce((sum, l) => sum + lineMinor(l), 0),
    ...{ discountMinor: head.discountMinor, taxMinor: head.taxMinor, totalMinor: head.totalMinor },
    ...{ paidMinor: head.paidMinor, refundedMinor: head.refundedMinor },
    ...{ currency: head.currency, priceMode: head.priceMode },
    mayCancel: !found.isGlance && ["pending", "confirmed"].includes(head.status),
    mayReturnUntil: mayReturn ? until : null,
    returns: found.isGlance
      ? []
      : returns.map(({ lines: asked, askedAt, ...r }) => ({
          ...{ id: r.id, status: r.status, reason: r.reason, answer: r.answer },
          pieces: asked.reduce((sum, l) => sum + l.qty, 0),
          askedAt: askedAt.toISOString(),
        })),
  };
}

const askedQty = (returns: Awaited<ReturnType<typeof readReturnRequests>>, lineId: string): number =>
  returns
    .filter((r) => r.status === "asked" || r.status === "accepted")
    .flatMap((r) => r.lines)
    .reduce((sum, l) => sum + (l.orderLineId === lineId ? l.qty : 0), 0);

/** What the shopper waits for next. */
export function stateOf(order: { status: string }, { pays }: Pick<ShopOrderRow, "pays">): View["state"] {
  if (order.status === "cancelled" || order.status === "returned") return order.status;
  if (order.status === "delivered" || order.status === "completed") return "delivered";
  if (order.status === "shipped" || order.status === "partially_shipped") return "shipped";
  if (order.status === "pending") return "to_pay";
  return pays === "online" ? "paid" : "on_delivery";
}

function stepsOf(head: Head): View["steps"] {
  const at = (date: Date | null) => date?.toISOString() ?? null;
  return [
    { name: "placed", at: at(head.placedAt) },
    { name: "confirmed", at: at(head.confirmedAt) },
    { name: "shipped", at: at(head.shippedAt) },
    { name: "delivered", at: at(head.deliveredAt) },
  ];
}

function addressOf(to: Record<string, string | undefined>, isGlance: boolean): NonNullable<View["shipTo"]> {
  const open = { city: to["city"] ?? "", state: to["state"] ?? null, country: to["country"] ?? "" };
  if (isGlance) return { line1: "", line2: null, postcode: null, ...open };
  return { line1: to["line1"] ?? "", line2: to["line2"] ?? null, postcode: to["postcode"] ?? null, ...open };
}

async function readHead(ctx: Ctx, orderId: string): Promise<Head> {
  const { sql, tenantId } = ctx;
  const [row] = await sql<Head[]>`
    select o.number, o.placed_at as "placedAt", o.placed_on as "placedOn", o.status, o.buyer_name as "buyerName",
      o.ship_to as "shipTo", o.discount_minor as "discountMinor", o.tax_minor as "taxMinor",
      o.total_minor as "totalMinor", o.paid_minor as "paidMinor", o.refunded_minor as "refundedMinor", o.currency,
      o.price_mode as "priceMode", h.confirmed as "confirmedAt", h.shipped as "shippedAt", h.delivered as "deliveredAt",
      (select coalesce(json_agg(json_build_object('carrier', s.carrier, 'trackingNumber', s.tracking_number,
          'shippedOn', s.shipped_on) order by s.shipped_at), '[]')
       from shipment s where s.tenant_id = o.tenant_id and s.order_id = o.id and s.kind = 'out') as parcels,
      (select json_build_object('status', p.status, 'failureReason', p.failure_reason) from payment p
       where p.tenant_id = o.tenant_id and p.order_id = o.id and p.direction = 'in'
       order by p.created_at desc, p.id desc limit 1) as "lastPayment"
    from sales_order o
    cross join lateral (
      select min(at) filter (where to_status = 'confirmed') as confirmed,
             min(at) filter (where to_status in ('shipped', 'partially_shipped')) as shipped,
             min(at) filter (where to_status in ('delivered', 'completed')) as delivered
      from sales_order_history where tenant_id = o.tenant_id and order_id = o.id
    ) h
    where o.tenant_id = ${tenantId} and o.id = ${orderId}`;
  return row!;
}

interface Line {
  lineId: string;
  kind: "goods" | "service";
  styleCode: string;
  styleName: string;
  colourName: string;
  size: string;
  pictureUrl: string | null;
  qty: number;
  taxableMinor: number;
  totalMinor: number;
  shippedQty: number;
  returnedQty: number;
}

function readLines(ctx: Ctx, orderId: string): PromiseLike<Line[]> {
  return ctx.sql<Line[]>`
    select l.id as "lineId", y.kind, y.code as "styleCode", y.name as "styleName", w.name as "colourName", s.size,
           '/media/' || w.tenant_id || '/' || w.picture_file_id as "pictureUrl", l.qty,
           l.taxable_minor as "taxableMinor", l.total_minor as "totalMinor", l.shipped_qty as "shippedQty",
           l.returned_qty as "returnedQty"
    from sales_order_line l
    join sku s on s.tenant_id = l.tenant_id and s.id = l.sku_id
    join style y on y.tenant_id = s.tenant_id and y.id = s.style_id
    join colourway w on w.tenant_id = s.tenant_id and w.id = s.colourway_id
    where l.tenant_id = ${ctx.tenantId} and l.order_id = ${orderId}
    order by l.line_no`;
}
