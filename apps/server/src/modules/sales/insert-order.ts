import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import type { ChannelRow } from "./open-channels.ts";
import type { priceDraft } from "./price-draft.ts";

type Priced = Awaited<ReturnType<typeof priceDraft>>;

/** An order ready to be written, with its amounts: reckoned here, or at the till that made it. */
export interface NewOrder {
  orderId: string;
  number: string;
  channel: Pick<ChannelRow, "id" | "kind" | "currency" | "priceMode">;
  location: { id: string };
  customer: { id: string; name: string; email: string | null } | null;
  buyerName: string | null;
  buyerEmail: string | null;
  shipTo: unknown;
  note: string | null;
  externalRef: string | null;
  confirm: boolean;
  policy: "refuse" | "partial" | "backorder";
  paidMinor: number;
  priced: Omit<Priced, "components">;
  /** Ids of the lines, in the order of `priced.lines`. */
  lines: readonly { id: string; skuId: string; qty: number }[];
}

/** Order, lines and history in one statement. Money taken with the order counts as paid from its first row on. */
export async function insertOrder(ctx: Ctx, order: NewOrder): Promise<void> {
  const { orderId, priced, channel, customer } = order;
  const { sql, tenantId } = ctx;
  const rows = priced.lines.map((l, i) => ({ id: order.lines[i]!.id, line_no: i + 1, ...l }));
  await sql`
    with placed as (
      insert into sales_order (tenant_id, id, number, channel_id, customer_id, location_id, status, currency, price_mode,
        placed_on, placed_at, buyer_name, buyer_email, buyer_place, buyer_tax_number, ship_to, partial_ship,
        gross_minor, discount_minor, taxable_minor, tax_minor, total_minor, paid_minor, note, external_ref, created_by)
      values (${tenantId}, ${orderId}, ${order.number}, ${channel.id}, ${customer?.id ?? null}, ${order.location.id},
        ${order.confirm ? "confirmed" : "pending"}, ${channel.currency}, ${channel.priceMode}, ${ctx.today}, ${ctx.now},
        ${order.buyerName ?? customer?.name ?? null}, ${order.buyerEmail ?? customer?.email ?? null},
        ${priced.buyerPlace}, ${priced.buyerTaxNumber}, ${order.shipTo ? sql.json(order.shipTo as never) : null}, ${order.policy},
        ${priced.grossMinor}, ${priced.discountMinor}, ${priced.taxableMinor}, ${priced.taxMinor}, ${priced.totalMinor},
        ${order.paidMinor}, ${order.note}, ${order.externalRef}, ${ctx.actor.id})
    ), lived as (
      insert into sales_order_history (tenant_id, order_id, seq, from_status, to_status, trigger, actor_type, actor_id, at)
      select ${tenantId}, ${orderId}, h.seq, h.from_status, h.to_status, h.trigger, ${ctx.actor.type}, ${ctx.actor.id}::uuid, ${ctx.now}
      from (values (1, null, 'pending', 'place'), (2, 'pending', 'confirmed', 'confirm')) as h(seq, from_status, to_status, trigger)
      where h.seq = 1 or ${order.confirm}
    )
    insert into sales_order_line (tenant_id, id, order_id, line_no, sku_id, qty, unit_price_minor, gross_minor, discount_minor,
      taxable_minor, tax_minor, total_minor, price_trace, tax_trace)
    select ${tenantId}, r.id, ${orderId}, r.line_no, r."skuId", r.qty, r."unitPriceMinor", r."grossMinor", r."discountMinor",
      r."taxableMinor", r."taxMinor", r."totalMinor", r."priceTrace", r."taxTrace"
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb) as r(id uuid, line_no int, "skuId" uuid, qty int,
      "unitPriceMinor" bigint, "grossMinor" bigint, "discountMinor" bigint, "taxableMinor" bigint, "taxMinor" bigint,
      "totalMinor" bigint, "priceTrace" jsonb, "taxTrace" jsonb)`;
}

/** Tells everybody that an order came to be. */
export function tellPlaced(ctx: Ctx, order: NewOrder): void {
  const { channel, priced } = order;
  ctx.emit({
    type: "sales.order_placed",
    entityType: "sales_order",
    entityId: order.orderId,
    after: {
      number: order.number,
      status: order.confirm ? "confirmed" : "pending",
      channelId: channel.id,
      channelKind: channel.kind,
      customerId: order.customer?.id ?? null,
      locationId: order.location.id,
      currency: channel.currency,
      taxMinor: priced.taxMinor,
      totalMinor: priced.totalMinor,
      paidMinor: order.paidMinor,
      lines: order.lines.map((l) => ({ skuId: l.skuId, qty: l.qty })),
    },
  });
}
