import { type OutputOf, type ParsedInputOf, salesApi } from "@selvedge/contract";
import { allowedEvents, isWithin, type SalesOrderStatus } from "@selvedge/domain";
import { reachOf, whereWithin } from "../../platform/access/within.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Tx } from "../../platform/db.ts";
import { notFound } from "../../platform/errors.ts";
import { keysetOf, likePattern, pageOf, type SortKey } from "../../platform/pages.ts";
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
  cursorKey: string;
}

type OrderSort = ParsedInputOf<typeof salesApi.listOrders>["sort"];

/**
 * By time an index gives the order (5 ms with 1,000,000 orders). By total the business's orders are looked at and sorted, half a second with
 * 1,000,000 of them: an index for it would be written by every order, for a list that few ask for.
 */
function sortKeyOf(sql: Tx, sort: OrderSort): SortKey {
  if (sort === "newest" || sort === "oldest")
    return { key: sql`o.placed_at`, cast: "timestamptz", descending: sort === "newest" };
  return { key: sql`o.total_minor`, cast: "bigint", descending: sort === "total_high" };
}

/** Customers whose phone number begins or goes on with these digits; party keeps it with and without country code. */
function byPhone({ sql, tenantId }: Ctx, q: string) {
  const digits = /^[+\d\s().-]+$/.test(q) ? q.replace(/\D/g, "") : "";
  if (digits.length < 4) return sql``;
  return sql`or o.customer_id in (select w.party_id from party_word w where w.tenant_id = ${tenantId} and w.word ^@ ${digits})`;
}

/** Search finds by number, external reference, buyer, customer, or a customer's phone. */
export const listOrders = query(salesApi.listOrders, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const keyset = keysetOf(sql, sortKeyOf(sql, input.sort), sql`o.id`, input.cursor);
  const like = input.q ? likePattern(input.q) : null;
  const rows = await sql<ListRow[]>`
    with page as (
      select o.* from sales_order o
      ${input.channelKind ? sql`join channel k on k.tenant_id = o.tenant_id and k.id = o.channel_id and k.kind = ${input.channelKind}` : sql``}
      where o.tenant_id = ${tenantId}
        ${whereWithin(ctx, "sales.order.read", { location: sql`o.location_id`, channel: sql`o.channel_id`, customer: sql`o.customer_id` })}
        ${input.status ? sql`and o.status = ${input.status}` : sql``}
        ${input.stage ? sql`and o.status = any(${[...salesApi.orderStages[input.stage]]})` : sql``}
        ${input.customerId ? sql`and o.customer_id = ${input.customerId}` : sql``}
        ${input.from ? sql`and o.placed_on >= ${input.from}` : sql``}
        ${input.to ? sql`and o.placed_on <= ${input.to}` : sql``}
        ${
          like
            ? sql`and (o.number ilike ${like} or o.external_ref ilike ${like} or o.buyer_name ilike ${like} or o.buyer_email ilike ${like}
                  or o.customer_id in (select p.id from party p where p.tenant_id = ${tenantId} and p.name ilike ${like}) ${byPhone(ctx, input.q!)})`
            : sql``
        }
        ${keyset.after}
      order by ${keyset.order} limit ${input.limit + 1}
    )
    select o.id, o.number, o.status, c.name as "channelName", c.kind as "channelKind",
           coalesce(p.name, o.buyer_name) as "customerName", o.placed_at as "placedAt", ${keyset.cursorKey} as "cursorKey",
           (select coalesce(sum(l.qty), 0)::int from sales_order_line l where l.tenant_id = o.tenant_id and l.order_id = o.id) as pieces,
           o.total_minor as "totalMinor", o.paid_minor as "paidMinor", o.currency
    from page o
    join channel c on c.tenant_id = o.tenant_id and c.id = o.channel_id
    left join party p on p.tenant_id = o.tenant_id and p.id = o.customer_id
    order by ${keyset.order}`;
  return pageOf(
    rows,
    input.limit,
    (r) => [r.cursorKey, r.id],
    ({ cursorKey: _cursorKey, placedAt, ...r }) => ({ ...r, placedAt: placedAt.toISOString() }),
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
