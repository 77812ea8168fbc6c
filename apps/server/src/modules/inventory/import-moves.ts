import { type CostLayer, consumeLayers, consumePool, invariant, mulDivRound, poolReceipt } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { lockLayers, type OpenLayers } from "./cost-layers.ts";
import { type Level, lockOrMakeLevels, readLevels, sortedKeys, tellLevelChanges } from "./levels.ts";
import { readLocations } from "./locations.ts";
import { getLevel, type MoveReason, openStockChange, type StockChange } from "./stock-change.ts";

/** A move of history: into our stock (from a virtual end), out of it, or between two of our places. */
export interface PastMove {
  skuId: string;
  fromLocationId: string;
  toLocationId: string;
  qty: number;
  /** What one piece cost, for goods that come in; what comes back without one is worth what the newest stock is. */
  unitCostMinor?: number | null;
  reason: MoveReason;
  documentType: string;
  documentId: string;
  lineId: string | null;
  on: string;
  at: string;
}

interface CostedMove extends PastMove {
  id: string;
  valueMinor: number;
}

/** What a past document did to the value of stock: + into it, - out of it. */
export interface CostedDocument {
  documentType: string;
  documentId: string;
  reason: MoveReason;
  on: string;
  valueMinor: number;
}

interface Bulk {
  open: OpenLayers;
  made: Map<string, CostLayer & { skuId: string; at: string; moveId: string }>;
  touched: Map<string, CostLayer>;
  consumption: StockChange["consumption"];
}

/**
 * Brings past moves into the stock ledger in a few statements whatever their number: given in order of time, costed by
 * the same domain rules as a single move (FIFO layers or the average pool), levels brought up to date, one event per
 * level changed. Entries are the caller's to post from what is returned.
 * @throws out_of_stock when a move would take more than was there at its time; nothing happened
 */
export async function importMoves(
  ctx: Ctx,
  importId: string | null,
  moves: readonly PastMove[],
): Promise<{
  documents: CostedDocument[];
  values: number[];
}> {
  if (moves.length === 0) return { documents: [], values: [] };
  const locations = await readLocations(ctx);
  const ours = new Set(
    locations.filter((l) => !["supplier", "customer", "adjustment"].includes(l.kind)).map((l) => l.id),
  );
  const keys = sortedKeys(
    moves.flatMap((m) =>
      [m.fromLocationId, m.toLocationId]
        .filter((id) => ours.has(id))
        .map((locationId) => ({ skuId: m.skuId, locationId })),
    ),
  );
  await lockOrMakeLevels(ctx, keys);
  const wanted = new Map<string, number>();
  for (const m of moves) wanted.set(m.skuId, (wanted.get(m.skuId) ?? 0) + m.qty);
  const [levels, open] = await Promise.all([readLevels(ctx, keys), lockLayers(ctx, wanted)]);
  const change = openStockChange(levels);
  const bulk: Bulk = { open, made: new Map(), touched: new Map(), consumption: [] };
  const costed = moves.map((move) => applyMove(ctx, change, bulk, ours, move));
  await writeMoves(ctx, importId, costed, bulk);
  await writeLevels(ctx, change);
  return { documents: sumDocuments(costed, ours), values: costed.map((m) => m.valueMinor) };
}

function applyMove(ctx: Ctx, change: StockChange, bulk: Bulk, ours: ReadonlySet<string>, move: PastMove): CostedMove {
  const out = ours.has(move.fromLocationId);
  const into = ours.has(move.toLocationId);
  const costed: CostedMove = { ...move, id: newId(), valueMinor: 0 };
  if (out) {
    const level = getLevel(change, { skuId: move.skuId, locationId: move.fromLocationId });
    level.onHandQty -= move.qty;
    if (level.onHandQty < level.reservedQty) {
      throw new AppError("out_of_stock", `On ${move.on} more was taken of a SKU than was there.`, {
        details: { skuId: move.skuId, shortQty: level.reservedQty - level.onHandQty },
      });
    }
  }
  if (into) getLevel(change, { skuId: move.skuId, locationId: move.toLocationId }).onHandQty += move.qty;
  if (out && !into) costed.valueMinor = takeOut(ctx, bulk, costed);
  if (into && !out) costed.valueMinor = putIn(ctx, bulk, costed);
  return costed;
}

function layersOf(bulk: Bulk, skuId: string): CostLayer[] {
  let layers = bulk.open.get(skuId);
  if (!layers) {
    layers = [];
    bulk.open.set(skuId, layers);
  }
  return layers;
}

function takeOut(ctx: Ctx, bulk: Bulk, move: CostedMove): number {
  const layers = layersOf(bulk, move.skuId);
  const pool = layers[0];
  const parts =
    ctx.tenant.costMethod === "moving_average" && pool
      ? [
          {
            layerId: pool.id,
            qty: move.qty,
            valueMinor: consumePool({ qty: pool.remainingQty, valueMinor: pool.remainingValueMinor }, move.qty)
              .valueMinor,
          },
        ]
      : consumeLayers(layers, move.qty).consumed;
  let valueMinor = 0;
  for (const part of parts) {
    const layer = layers.find((l) => l.id === part.layerId)!;
    layer.remainingQty -= part.qty;
    layer.remainingValueMinor -= part.valueMinor;
    invariant(layer.remainingQty >= 0, "a layer gives what it has");
    bulk.touched.set(layer.id, layer);
    bulk.consumption.push({ moveId: move.id, ...part });
    valueMinor += part.valueMinor;
  }
  // Used-up layers stay out of the way of the next move; the last one is kept for what a piece was worth.
  while (layers.length > 1 && layers[0]!.remainingQty === 0) layers.shift();
  return valueMinor;
}

function putIn(ctx: Ctx, bulk: Bulk, move: CostedMove): number {
  const layers = layersOf(bulk, move.skuId);
  const newest = layers.at(-1);
  const valueMinor =
    move.unitCostMinor === undefined || move.unitCostMinor === null
      ? newest
        ? mulDivRound(newest.valueMinor, move.qty, newest.qty)
        : 0
      : move.unitCostMinor * move.qty;
  const pool = ctx.tenant.costMethod === "moving_average" ? layers[0] : undefined;
  if (pool) {
    const next = poolReceipt({ qty: pool.remainingQty, valueMinor: pool.remainingValueMinor }, move.qty, valueMinor);
    pool.qty += move.qty;
    pool.valueMinor += valueMinor;
    pool.remainingQty = next.qty;
    pool.remainingValueMinor = next.valueMinor;
    bulk.touched.set(pool.id, pool);
    return valueMinor;
  }
  const layer = {
    id: newId(),
    skuId: move.skuId,
    at: move.at,
    moveId: move.id,
    qty: move.qty,
    valueMinor,
    remainingQty: move.qty,
    remainingValueMinor: valueMinor,
  };
  layers.push(layer);
  bulk.made.set(layer.id, layer);
  return valueMinor;
}

async function writeMoves(ctx: Ctx, importId: string | null, moves: readonly CostedMove[], bulk: Bulk): Promise<void> {
  const { sql, tenantId } = ctx;
  const touched = [...bulk.touched.values()].filter((layer) => !bulk.made.has(layer.id));
  await sql`
    insert into stock_move (tenant_id, id, sku_id, from_location_id, to_location_id, qty, value_minor, reason,
                            document_type, document_id, document_line_id, moved_on, occurred_at, import_id)
    select ${tenantId}, r.id, r."skuId", r."fromLocationId", r."toLocationId", r.qty, r."valueMinor", r.reason,
           r."documentType", r."documentId", r."lineId", r."on", r.at, ${importId}::uuid
    from jsonb_to_recordset(${jsonRows(sql, moves)}::jsonb) as r(
      id uuid, "skuId" uuid, "fromLocationId" uuid, "toLocationId" uuid, qty int, "valueMinor" bigint, reason text,
      "documentType" text, "documentId" uuid, "lineId" uuid, "on" date, at timestamptz)`;
  await sql`
    insert into cost_layer (tenant_id, id, sku_id, pooled, received_at, source_move_id, qty, value_minor,
                            remaining_qty, remaining_value_minor, import_id)
    select ${tenantId}, r.id, r."skuId", ${ctx.tenant.costMethod === "moving_average"}, r.at, r."moveId", r.qty, r."valueMinor",
           r."remainingQty", r."remainingValueMinor", ${importId}::uuid
    from jsonb_to_recordset(${jsonRows(sql, [...bulk.made.values()])}::jsonb) as r(
      id uuid, "skuId" uuid, at timestamptz, "moveId" uuid, qty int, "valueMinor" bigint, "remainingQty" int,
      "remainingValueMinor" bigint)`;
  await sql`
    update cost_layer c set qty = r.qty, value_minor = r."valueMinor", remaining_qty = r."remainingQty",
           remaining_value_minor = r."remainingValueMinor"
    from jsonb_to_recordset(${jsonRows(sql, touched)}::jsonb)
      as r(id uuid, qty int, "valueMinor" bigint, "remainingQty" int, "remainingValueMinor" bigint)
    where c.tenant_id = ${tenantId} and c.id = r.id`;
  await sql`
    insert into cost_consumption (tenant_id, move_id, layer_id, qty, value_minor)
    select ${tenantId}, r."moveId", r."layerId", r.qty, r."valueMinor"
    from jsonb_to_recordset(${jsonRows(sql, bulk.consumption)}::jsonb)
      as r("moveId" uuid, "layerId" uuid, qty int, "valueMinor" bigint)`;
}

async function writeLevels(ctx: Ctx, change: StockChange): Promise<void> {
  const changed: { before: Level; after: Level }[] = [...change.levels.values()].filter(
    ({ before, after }) => before.onHandQty !== after.onHandQty,
  );
  for (const { before, after } of changed) after.version = before.version + 1;
  const { sql, tenantId } = ctx;
  await sql`
    update stock_level l set on_hand_qty = r."onHandQty", version = r.version, updated_at = now()
    from jsonb_to_recordset(${jsonRows(
      sql,
      changed.map((c) => c.after),
    )}::jsonb)
      as r("skuId" uuid, "locationId" uuid, "onHandQty" int, version bigint)
    where l.tenant_id = ${tenantId} and l.sku_id = r."skuId" and l.location_id = r."locationId"`;
  tellLevelChanges(ctx, changed);
}

/** One sum per document and direction of value; moves between our own places change no value. */
function sumDocuments(moves: readonly CostedMove[], ours: ReadonlySet<string>): CostedDocument[] {
  const sums = new Map<string, CostedDocument>();
  for (const { documentType, documentId, reason, on, valueMinor, fromLocationId } of moves) {
    if (valueMinor === 0) continue;
    const key = `${documentId} ${reason}`;
    const sum = sums.get(key) ?? { documentType, documentId, reason, on, valueMinor: 0 };
    sum.valueMinor += ours.has(fromLocationId) ? -valueMinor : valueMinor;
    sums.set(key, sum);
  }
  return [...sums.values()];
}
