import { tillApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { feedCursorNow } from "../../platform/feed.ts";
import { query } from "../../platform/runner.ts";
import { getDevice } from "./device.ts";
import { readTillCustomers, readTillLevels, readTillStyles } from "./read-facts.ts";

const PAGE = 2000;

/** Areas whose events change the head: settings, places, channels, tills and their people, promotions, tax. */
const headTypes =
  /^(tenancy\.|inventory\.location_|sales\.channel_|pos\.(till|cashier)_|identity\.user_changed|pricing\.(promotion|price_list)_|tax\.|catalog\.category_)/;

interface EventRow {
  id: string;
  type: string;
  entityType: string;
  entityId: string;
  styleId: string | null;
}

/**
 * What changed since a cursor, by the event log: the facts themselves, as they are now. A window ends where every
 * transaction has ended (decision 0003); inside a window pages go on by event id: cursor `<window>.<event>`.
 */
export const listTillChanges = query(tillApi.listTillChanges, async (ctx, input) => {
  await getDevice(ctx);
  const [from = "0", afterEvent = "0"] = input.cursor.split(".");
  const upTo = await feedCursorNow(ctx.sql);
  const events = await readEvents(ctx, from, upTo, afterEvent);
  const isWhole = events.length < PAGE;
  const skuIds = idsOf(events, (e) => e.entityType === "stock_level");
  const styleIds = idsOf(events, (e) => e.entityType === "style");
  const listed = events.flatMap((e) => (e.styleId ? [e.styleId] : []));
  const customerIds = idsOf(events, (e) => e.entityType === "customer");
  const returnIds = idsOf(events, (e) => e.type === "fulfilment.return_received");
  const owners = idsOf(events, (e) => e.entityType === "colourway" || e.entityType === "sku");
  const [levels, styles, customers, returns] = await Promise.all([
    readTillLevels(ctx, skuIds),
    readStylesOf(ctx, [...styleIds, ...listed], owners),
    readTillCustomers(ctx, customerIds),
    readReturns(ctx, returnIds),
  ]);
  return {
    headChanged: events.some((e) => headTypes.test(e.type)),
    ...{ styles, levels, customers, returns },
    cursor: isWhole ? upTo : `${from}.${events.at(-1)!.id}`,
    more: !isWhole,
    serverAt: ctx.now.toISOString(),
  };
});

function readEvents(ctx: Ctx, from: string, upTo: string, afterEvent: string) {
  return ctx.sql<EventRow[]>`
    select e.id::text as id, e.type, e.entity_type as "entityType", e.entity_id as "entityId",
           case when e.type like 'pricing.%' then coalesce(e.after->>'styleId', e.before->>'styleId') end as "styleId"
    from event e
    where e.tenant_id = ${ctx.tenantId} and e.xid >= ${from}::text::xid8 and e.xid < ${upTo}::text::xid8
      and e.id > ${afterEvent}::text::bigint
    order by e.id limit ${PAGE}`;
}

const idsOf = (events: readonly EventRow[], fits: (event: EventRow) => boolean) => [
  ...new Set(events.filter(fits).map((e) => e.entityId)),
];

async function readStylesOf(ctx: Ctx, styleIds: readonly string[], owners: readonly string[]) {
  if (owners.length === 0) return readTillStyles(ctx, [...new Set(styleIds)]);
  const rows = await ctx.sql<{ id: string }[]>`
    select style_id as id from colourway where tenant_id = ${ctx.tenantId} and id = any(${owners as string[]}::uuid[])
    union select style_id from sku where tenant_id = ${ctx.tenantId} and id = any(${owners as string[]}::uuid[])`;
  return readTillStyles(ctx, [...new Set([...styleIds, ...rows.map((r) => r.id)])]);
}

async function readReturns(ctx: Ctx, shipmentIds: readonly string[]) {
  if (shipmentIds.length === 0) return [];
  return ctx.sql<{ lineId: string; returnedQty: number }[]>`
    select l.id as "lineId", l.returned_qty as "returnedQty" from sales_order_line l
    where l.tenant_id = ${ctx.tenantId} and l.id in (
      select order_line_id from shipment_line where tenant_id = ${ctx.tenantId} and shipment_id = any(${shipmentIds as string[]}::uuid[]))`;
}
