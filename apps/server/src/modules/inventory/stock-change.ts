import { invariant, poolReceipt } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { keyOf, type Level, type LevelKey, tellLevelChanges } from "./levels.ts";

export type MoveReason =
  | "receipt"
  | "opening"
  | "shipment"
  | "return"
  | "transfer"
  | "adjustment"
  | "count"
  | "scrap"
  | "quarantine"
  | "sale";

/** What all moves of one document share. */
export interface MoveDocument {
  reason: MoveReason;
  note?: string | null;
  documentType: string;
  documentId: string;
  /** Business date. */
  movedOn: string;
}

export interface NewMove {
  id: string;
  skuId: string;
  fromLocationId: string;
  toLocationId: string;
  qty: number;
  /** What the pieces carry at cost, in or out; 0 between our own locations. */
  valueMinor: number;
  lineId?: string | null;
}

export interface ReservationChange {
  id: string;
  qty: number;
  backorderedQty: number;
  status: "active" | "consumed" | "released" | "expired";
}

/** Everything one command does to stock, worked out under the locks and then written at once. */
export interface StockChange {
  moves: NewMove[];
  consumption: { moveId: string; layerId: string; qty: number; valueMinor: number }[];
  /** What is left of layers after consumption. */
  layers: Map<string, { id: string; remainingQty: number; remainingValueMinor: number }>;
  newLayers: { id: string; skuId: string; moveId: string; qty: number; valueMinor: number }[];
  reservations: Map<string, ReservationChange>;
  levels: Map<string, { before: Level; after: Level }>;
}

export function openStockChange(levels: readonly Level[]): StockChange {
  return {
    moves: [],
    consumption: [],
    layers: new Map(),
    newLayers: [],
    reservations: new Map(),
    levels: new Map(levels.map((level) => [keyOf(level), { before: level, after: { ...level } }])),
  };
}

/** The level being worked on; null when there is no row (it was never stocked and is not locked). */
export function findLevel(change: StockChange, key: LevelKey): Level | null {
  return change.levels.get(keyOf(key))?.after ?? null;
}

export function getLevel(change: StockChange, key: LevelKey): Level {
  const level = findLevel(change, key);
  invariant(level, "a level is locked before it is changed");
  return level;
}

function differs({ before, after }: { before: Level; after: Level }): boolean {
  return (
    before.onHandQty !== after.onHandQty ||
    before.reservedQty !== after.reservedQty ||
    before.backorderedQty !== after.backorderedQty
  );
}

/** Under moving average a SKU has one pool: several receipts of one change join it as one, in the order of locks. */
function onePerSku(layers: StockChange["newLayers"]): StockChange["newLayers"] {
  const bySku = new Map<string, StockChange["newLayers"][number]>();
  for (const layer of layers) {
    bySku.set(layer.skuId, { ...layer, ...poolReceipt(bySku.get(layer.skuId) ?? null, layer.qty, layer.valueMinor) });
  }
  return [...bySku.values()].sort((a, b) => (a.skuId < b.skuId ? -1 : 1));
}

/**
 * Writes a change: moves, layers, consumption, reservations and levels in one statement whatever their number, and one
 * `inventory.level_changed` per level. The level rows must be locked; a version that moved meanwhile is a bug here.
 */
export async function postStockChange(ctx: Ctx, change: StockChange, document: MoveDocument | null): Promise<void> {
  const changed = [...change.levels.values()].filter(differs);
  for (const { before, after } of changed) after.version = before.version + 1;
  const levels = changed.map(({ after }) => after);
  const pooled = ctx.tenant.costMethod === "moving_average";
  const newLayers = pooled ? onePerSku(change.newLayers) : change.newLayers;
  const { sql, tenantId } = ctx;
  const [written] = await sql<{ levels: number }[]>`
    with move as (
      insert into stock_move (tenant_id, id, sku_id, from_location_id, to_location_id, qty, value_minor, reason, note,
                              document_type, document_id, document_line_id, moved_on, occurred_at)
      select ${tenantId}, r.id, r."skuId", r."fromLocationId", r."toLocationId", r.qty, r."valueMinor",
             ${document?.reason ?? null}, ${document?.note ?? null}, ${document?.documentType ?? null},
             ${document?.documentId ?? null}::uuid, r."lineId", ${document?.movedOn ?? null}::date, ${ctx.now}
      from jsonb_to_recordset(${jsonRows(sql, change.moves)}::jsonb) as r(
        id uuid, "skuId" uuid, "fromLocationId" uuid, "toLocationId" uuid, qty int, "valueMinor" bigint, "lineId" uuid)
    ), consumed as (
      insert into cost_consumption (tenant_id, move_id, layer_id, qty, value_minor)
      select ${tenantId}, r."moveId", r."layerId", r.qty, r."valueMinor"
      from jsonb_to_recordset(${jsonRows(sql, change.consumption)}::jsonb)
        as r("moveId" uuid, "layerId" uuid, qty int, "valueMinor" bigint)
    ), layer_left as (
      update cost_layer c set remaining_qty = r."remainingQty", remaining_value_minor = r."remainingValueMinor"
      from jsonb_to_recordset(${jsonRows(sql, [...change.layers.values()])}::jsonb)
        as r(id uuid, "remainingQty" int, "remainingValueMinor" bigint)
      where c.tenant_id = ${tenantId} and c.id = r.id
    ), layer_made as (
      insert into cost_layer (tenant_id, id, sku_id, pooled, received_at, source_move_id, qty, value_minor,
                              remaining_qty, remaining_value_minor)
      select ${tenantId}, r.id, r."skuId", ${pooled}, ${ctx.now}, r."moveId", r.qty, r."valueMinor", r.qty, r."valueMinor"
      from jsonb_to_recordset(${jsonRows(sql, newLayers)}::jsonb)
        as r(id uuid, "skuId" uuid, "moveId" uuid, qty int, "valueMinor" bigint)
      on conflict (tenant_id, sku_id) where pooled do update
      set qty = cost_layer.qty + excluded.qty, value_minor = cost_layer.value_minor + excluded.value_minor,
          remaining_qty = cost_layer.remaining_qty + excluded.qty,
          remaining_value_minor = cost_layer.remaining_value_minor + excluded.value_minor,
          received_at = excluded.received_at, source_move_id = excluded.source_move_id
    ), held as (
      update reservation v set qty = r.qty, backordered_qty = r."backorderedQty", status = r.status
      from jsonb_to_recordset(${jsonRows(sql, [...change.reservations.values()])}::jsonb)
        as r(id uuid, qty int, "backorderedQty" int, status text)
      where v.tenant_id = ${tenantId} and v.id = r.id
    ), level as (
      update stock_level l
      set on_hand_qty = r."onHandQty", reserved_qty = r."reservedQty", backordered_qty = r."backorderedQty",
          version = r.version, updated_at = now()
      from jsonb_to_recordset(${jsonRows(sql, levels)}::jsonb) as r(
        "skuId" uuid, "locationId" uuid, "onHandQty" int, "reservedQty" int, "backorderedQty" int, version bigint)
      where l.tenant_id = ${tenantId} and l.sku_id = r."skuId" and l.location_id = r."locationId"
        and l.version = r.version - 1
      returning 1
    )
    select count(*)::int as levels from level`;
  invariant(written?.levels === levels.length, "levels are written under their lock");
  tellLevelChanges(ctx, changed);
}
