import { type OutputOf, salesApi } from "@selvedge/contract";
import { allowedEvents, isWithin, type SalesOrderStatus } from "@selvedge/domain";
import { reachOf, whereWithin } from "../../platform/access/within.ts";
import { notFound } from "../../platform/errors.ts";
import { decodeCursor, likePattern, pageOf } from "../../platform/pages.ts";
import { query } from "../../platform/runner.ts";
import { readChannels, readLocations } from "./open-channels.ts";

export const listChannels = query(salesApi.listChannels, async (ctx) => {
  const [channels, locations] = await Promise.all([readChannels(ctx), readLocations(ctx)]);
  const names = new Map(locations.map((l) => [l.id, l.name]));
  const reaches = reachOf(ctx.actor, "sales.order.read");
  const within = channels.filter((c) => reaches === null || isWithin(reaches, { channelId: c.id }, ctx.actor.id));
  return { items: within.map((c) => ({ ...c, locationName: names.get(c.locationId) ?? "" })) };
});

type OrderView = OutputOf<typeof salesApi.getOrder>;
type OrderRowView = OutputOf<typeof salesApi.listOrders>["items"][number];

interface ListRow extends Omit<OrderRowView, "placedAt"> {
  placedAt: Date;
  cursorAt: string;
}

/** Orders newest first. Search finds by number, external reference, buyer or customer. */
export const listOrders = query(salesApi.listOrders, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const like = input.q ? likePattern(input.q) : null;
  const rows = await sql<ListRow[]>`
    with page as (
      select o.* from sales_order o
      ${input.channelKind ? sql`join channel k on k.tenant_id = o.tenant_id and k.id = o.channel_id and k.kind = ${input.channelKind}` : sql``}
      where o.tenant_id = ${tenantId}
        ${whereWithin(ctx, "sales.order.read", { location: sql`o.location_id`, channel: sql`o.channel_id`, customer: sql`o.customer_id` })}
        ${input.status ? sql`and o.status = ${input.status}` : sql``}
        ${input.customerId ? sql`and o.customer_id = ${input.customerId}` : sql``}
        ${input.from ? sql`and o.placed_on >= ${input.from}` : sql``}
        ${input.to ? sql`and o.placed_on <= ${input.to}` : sql``}
        ${
          like
            ? sql`and (o.number ilike ${like} or o.external_ref ilike ${like} or o.buyer_name ilike ${like} or o.buyer_email ilike ${like}
                  or o.customer_id in (select p.id from party p where p.tenant_id = ${tenantId} and p.name ilike ${like}))`
            : sql``
        }
        ${after ? sql`and (o.placed_at, o.id) < (${String(after[0])}::timestamptz, ${String(after[1])}::uuid)` : sql``}
      order by o.placed_at desc, o.id desc limit ${input.limit + 1}
    )
    select o.id, o.number, o.status, c.name as "channelName", c.kind as "channelKind",
           coalesce(p.name, o.buyer_name) as "customerName", o.placed_at as "placedAt", o.placed_at::text as "cursorAt",
           (select coalesce(sum(l.qty), 0)::int from sales_order_line l where l.tenant_id = o.tenant_id and l.order_id = o.id) as pieces,
           o.total_minor as "totalMinor", o.paid_minor as "paidMinor", o.currency
    from page o
    join channel c on c.tenant_id = o.tenant_id and c.id = o.channel_id
    left join party p on p.tenant_id = o.tenant_id and p.id = o.customer_id
    order by o.placed_at desc, o.id desc`;
  return pageOf(
    rows,
    input.limit,
    (r) => [r.cursorAt, r.id],
    ({ cursorAt: _cursorAt, placedAt, ...r }) => ({ ...r, placedAt: placedAt.toISOString() }),
  );
});

interface HeadRow
  extends Omit<OrderView, "placedAt" | "lines" | "history" | "allowed" | "customer" | "channel" | "location"> {
  placedAt: Date;
  heldFrom: SalesOrderStatus | null;
  channelId: string;
  channelName: string;
  channelKind: OrderView["channel"]["kind"];
  locationId: string;
  locationName: string;
  customerId: string | null;
  customerName: string | null;
}

export const getOrder = query(salesApi.getOrder, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const [heads, lines, history] = await Promise.all([
    sql<HeadRow[]>`
      select o.id, o.number, o.status, o.held_from as "heldFrom", o.channel_id as "channelId", c.name as "channelName",
             c.kind as "channelKind", o.location_id as "locationId", w.name as "locationName",
             o.customer_id as "customerId", p.name as "customerName", o.buyer_name as "buyerName",
             o.buyer_email as "buyerEmail", o.buyer_place as "buyerPlace", o.ship_to as "shipTo", o.currency,
             o.price_mode as "priceMode", o.placed_on as "placedOn", o.placed_at as "placedAt",
             o.gross_minor as "grossMinor", o.discount_minor as "discountMinor", o.taxable_minor as "taxableMinor",
             o.tax_minor as "taxMinor", o.total_minor as "totalMinor", o.paid_minor as "paidMinor",
             o.refunded_minor as "refundedMinor", o.invoiced_minor as "invoicedMinor", o.note,
             o.external_ref as "externalRef", o.version
      from sales_order o
      join channel c on c.tenant_id = o.tenant_id and c.id = o.channel_id
      join location w on w.tenant_id = o.tenant_id and w.id = o.location_id
      left join party p on p.tenant_id = o.tenant_id and p.id = o.customer_id
      where o.tenant_id = ${tenantId} and o.id = ${input.id}`,
    sql<OrderView["lines"]>`
      select l.id, l.line_no as "lineNo", l.sku_id as "skuId", s.code as "skuCode", y.id as "styleId", y.code as "styleCode",
             y.name as "styleName", w.code as "colourCode", w.name as "colourName", w.hex,
             case when w.picture_file_id is null then null else '/media/' || w.tenant_id || '/' || w.picture_file_id end as "pictureUrl",
             s.size, s.size_position as "sizePosition", l.qty, l.unit_price_minor as "unitPriceMinor",
             l.gross_minor as "grossMinor", l.discount_minor as "discountMinor", l.taxable_minor as "taxableMinor",
             l.tax_minor as "taxMinor", l.total_minor as "totalMinor", l.price_trace as "priceTrace",
             l.tax_trace as "taxTrace", l.shipped_qty as "shippedQty", l.cancelled_qty as "cancelledQty",
             l.returned_qty as "returnedQty"
      from sales_order_line l
      join sku s on s.tenant_id = l.tenant_id and s.id = l.sku_id
      join style y on y.tenant_id = s.tenant_id and y.id = s.style_id
      join colourway w on w.tenant_id = s.tenant_id and w.id = s.colourway_id
      where l.tenant_id = ${tenantId} and l.order_id = ${input.id}
      order by l.line_no`,
    sql<(Omit<OrderView["history"][number], "at"> & { at: Date })[]>`
      select h.seq, h.from_status as "fromStatus", h.to_status as "toStatus", h.trigger, h.note, u.name as "actorName", h.at
      from sales_order_history h
      left join user_account u on u.tenant_id = h.tenant_id and u.id = h.actor_id
      where h.tenant_id = ${tenantId} and h.order_id = ${input.id}
      order by h.seq`,
  ]);
  const head = heads[0];
  if (!head) throw notFound("order");
  const {
    heldFrom,
    channelId,
    channelName,
    channelKind,
    locationId,
    locationName,
    customerId,
    customerName,
    placedAt,
    ...rest
  } = head;
  return {
    ...rest,
    channel: { id: channelId, name: channelName, kind: channelKind },
    location: { id: locationId, name: locationName },
    customer: customerId ? { id: customerId, name: customerName ?? "" } : null,
    placedAt: placedAt.toISOString(),
    lines,
    history: history.map((h) => ({ ...h, at: h.at.toISOString() })),
    allowed: allowedEvents(head.status as SalesOrderStatus, heldFrom),
  };
});
