import { expect } from "vitest";
import type { JobContext } from "../../../platform/jobs.ts";
import { receiveStockStep } from "../receive-stock.ts";
import type { StockDatabase, StockRoom } from "./stock-room.ts";

/** Takes goods into the room's warehouse. */
export function receive(room: StockRoom, lines: { sku: number; qty: number; unitCostMinor: number }[]) {
  return room.step((ctx) =>
    receiveStockStep(ctx, {
      locationId: room.warehouseId,
      lines: lines.map(({ sku, ...line }) => ({ skuId: room.skuIds[sku]!, ...line })),
    }),
  );
}

/** A job's context in the room, as the scheduler makes it. */
export function jobOf(room: StockRoom): JobContext {
  const { tenantId, runtime, step } = room;
  return { tenantId, runtime, signal: new AbortController().signal, transaction: step };
}

export async function readLevelRow(db: StockDatabase, room: StockRoom, sku: number, locationId = room.warehouseId) {
  const [row] = await db.admin<
    { on_hand_qty: number; reserved_qty: number; backordered_qty: number; version: number }[]
  >`
    select on_hand_qty, reserved_qty, backordered_qty, version from stock_level
    where tenant_id = ${room.tenantId} and sku_id = ${room.skuIds[sku]!} and location_id = ${locationId}`;
  return row ?? { on_hand_qty: 0, reserved_qty: 0, backordered_qty: 0, version: 0 };
}

/**
 * What must hold after every history: on hand = sum of moves = what the layers hold; reserved = sum of active
 * reservations; the inventory account = value of the layers; every level's version = number of its events.
 */
export async function assertBooksTieToStock(
  db: Pick<StockDatabase, "admin">,
  room: { tenantId: string },
): Promise<void> {
  const { tenantId } = room;
  const offMoves = await db.admin`
    select coalesce(l.sku_id, m.sku_id) as sku_id, l.on_hand_qty, m.qty
    from (select sku_id, location_id, on_hand_qty from stock_level where tenant_id = ${tenantId}) l
    full join (
      select e.sku_id, e.location_id, sum(e.qty)::int as qty from (
        select sku_id, to_location_id as location_id, qty from stock_move where tenant_id = ${tenantId}
        union all
        select sku_id, from_location_id, -qty from stock_move where tenant_id = ${tenantId}) e
      join location p on p.id = e.location_id and p.kind not in ('supplier', 'customer', 'adjustment')
      group by 1, 2) m on m.sku_id = l.sku_id and m.location_id = l.location_id
    where coalesce(l.on_hand_qty, 0) <> coalesce(m.qty, 0)`;
  expect(offMoves, "on hand is the sum of moves").toEqual([]);
  const offReserved = await db.admin`
    select l.sku_id, l.reserved_qty, l.backordered_qty, r.* from stock_level l
    left join lateral (
      select coalesce(sum(qty), 0)::int as held, coalesce(sum(backordered_qty), 0)::int as owed from reservation v
      where v.tenant_id = l.tenant_id and v.sku_id = l.sku_id and v.location_id = l.location_id and v.status = 'active'
    ) r on true
    where l.tenant_id = ${tenantId} and (l.reserved_qty <> r.held or l.backordered_qty <> r.owed)`;
  expect(offReserved, "reserved is the sum of active reservations").toEqual([]);
  const offLayers = await db.admin`
    select s.id from sku s where s.tenant_id = ${tenantId} and
      (select coalesce(sum(on_hand_qty), 0) from stock_level l where l.tenant_id = s.tenant_id and l.sku_id = s.id) <>
      (select coalesce(sum(remaining_qty), 0) from cost_layer c where c.tenant_id = s.tenant_id and c.sku_id = s.id)`;
  expect(offLayers, "layers hold what is on hand").toEqual([]);
  const [value] = await db.admin<{ layers: number; account: number }[]>`
    select (select coalesce(sum(remaining_value_minor), 0)::bigint from cost_layer where tenant_id = ${tenantId}) as layers,
           (select coalesce(sum(j.debit_minor - j.credit_minor), 0)::bigint from journal_line j
            join account a on a.tenant_id = j.tenant_id and a.id = j.account_id and a.account_role = 'inventory'
            where j.tenant_id = ${tenantId}) as account`;
  expect(value!.account, "the inventory account is the value of the layers").toBe(value!.layers);
  const offEvents = await db.admin`
    select l.sku_id, l.location_id, l.version, e.n, e.last from stock_level l
    left join lateral (
      select count(*)::int as n, (array_agg(after order by id desc))[1] as last from event
      where tenant_id = l.tenant_id and type = 'inventory.level_changed' and entity_id = l.sku_id
        and after->>'locationId' = l.location_id::text) e on true
    where l.tenant_id = ${tenantId} and (l.version <> e.n or (e.n > 0 and (
      (e.last->>'onHandQty')::int <> l.on_hand_qty or (e.last->>'reservedQty')::int <> l.reserved_qty or
      (e.last->>'backorderedQty')::int <> l.backordered_qty or (e.last->>'version')::int <> l.version)))`;
  expect(offEvents, "each change of a level left one event, and the last one tells the level").toEqual([]);
}
