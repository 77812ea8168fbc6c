import type { LevelChanged } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";

/** A stock level as read under its row's lock. */
export interface Level extends LevelChanged {
  /** The SKU's low-stock threshold over all locations; null when it has none. */
  reorderPoint: number | null;
}

export interface LevelKey {
  skuId: string;
  locationId: string;
}

export function keyOf(key: LevelKey): string {
  return `${key.skuId} ${key.locationId}`;
}

/** Distinct keys, in the one order in which level rows are ever locked. */
export function sortedKeys(keys: Iterable<LevelKey>): LevelKey[] {
  const distinct = new Map<string, LevelKey>();
  for (const { skuId, locationId } of keys) distinct.set(keyOf({ skuId, locationId }), { skuId, locationId });
  return [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key);
}

/** Keys as rows. The planner takes lists for ten rows, so that it goes by keys and not through the whole table. */
function keyRows(sql: Ctx["sql"], keys: readonly LevelKey[]) {
  return sql`unnest(${keys.map((k) => k.skuId)}::uuid[], ${keys.map((k) => k.locationId)}::uuid[]) as r("skuId", "locationId")`;
}

/**
 * Locks level rows in key order, making those that are not there yet (version 0, nothing on hand), in one pass: an
 * upsert whose update is never carried out locks what it finds and inserts what it does not.
 */
export async function lockOrMakeLevels(ctx: Ctx, keys: readonly LevelKey[]): Promise<void> {
  const { sql, tenantId } = ctx;
  await sql`
    insert into stock_level (tenant_id, sku_id, location_id, version)
    select ${tenantId}, r."skuId", r."locationId", 0
    from ${keyRows(sql, keys)}
    order by r."skuId", r."locationId"
    on conflict (tenant_id, sku_id, location_id) do update set version = stock_level.version where false`;
}

/**
 * Locks the level rows that are there, in key order, and reads them in the same statement. A row that another command
 * makes meanwhile is neither locked nor read: a read of its own, with a later snapshot, would see it unlocked.
 */
export async function lockLevels(ctx: Ctx, keys: readonly LevelKey[]): Promise<Level[]> {
  const { sql, tenantId } = ctx;
  return sql<Level[]>`
    select l.sku_id as "skuId", l.location_id as "locationId", l.on_hand_qty as "onHandQty",
           l.reserved_qty as "reservedQty", l.backordered_qty as "backorderedQty", l.version,
           s.reorder_point as "reorderPoint"
    from ${keyRows(sql, keys)}
    join stock_level l on l.tenant_id = ${tenantId} and l.sku_id = r."skuId" and l.location_id = r."locationId"
    join sku s on s.tenant_id = l.tenant_id and s.id = l.sku_id
    order by l.sku_id, l.location_id
    for no key update of l`;
}

/** Reads levels that an earlier statement has locked or made, all of them; what is not locked must not decide a write. */
export async function readLevels(ctx: Ctx, keys: readonly LevelKey[]): Promise<Level[]> {
  const { sql, tenantId } = ctx;
  return sql<Level[]>`
    select l.sku_id as "skuId", l.location_id as "locationId", l.on_hand_qty as "onHandQty",
           l.reserved_qty as "reservedQty", l.backordered_qty as "backorderedQty", l.version,
           s.reorder_point as "reorderPoint"
    from ${keyRows(sql, keys)}
    join stock_level l on l.tenant_id = ${tenantId} and l.sku_id = r."skuId" and l.location_id = r."locationId"
    join sku s on s.tenant_id = l.tenant_id and s.id = l.sku_id`;
}

/** What `inventory.level_changed` says of a level. */
function factOf(level: Level): LevelChanged {
  const { skuId, locationId, onHandQty, reservedQty, backorderedQty, version } = level;
  return { skuId, locationId, onHandQty, reservedQty, backorderedQty, version };
}

/** Name of the job that looks at the alerts of SKUs; see alerts.ts. */
export const refreshAlertsTask = "inventory.refresh_alerts";

/**
 * One event per changed level, and a look at the alerts of those SKUs that may have crossed a threshold. Available
 * pieces at one location are a lower bound of the total, so a SKU that stays above its threshold here has crossed nothing.
 */
export function tellLevelChanges(ctx: Ctx, changes: readonly { before: Level; after: Level }[]): void {
  const toLookAt = new Set<string>();
  const watchesOverstock = overstockFactor(ctx) !== null;
  for (const { before, after } of changes) {
    ctx.emit({
      type: "inventory.level_changed",
      entityType: "stock_level",
      entityId: after.skuId,
      before: before.version === 0 ? null : factOf(before),
      after: factOf(after),
    });
    const threshold = after.reorderPoint ?? 0;
    const least = Math.min(before.onHandQty - before.reservedQty, after.onHandQty - after.reservedQty);
    if (least <= threshold || watchesOverstock) toLookAt.add(after.skuId);
  }
  if (toLookAt.size > 0) ctx.enqueue({ task: refreshAlertsTask, payload: { skuIds: [...toLookAt] } });
}

/** Overstock is more than this many reorder points available; a setting of the business, off when not set. */
export function overstockFactor(ctx: Ctx): number | null {
  const factor = ctx.tenant.settings["overstockFactor"];
  return typeof factor === "number" && factor > 0 ? factor : null;
}
