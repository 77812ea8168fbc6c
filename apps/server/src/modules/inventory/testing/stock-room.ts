import type { Endpoint, InputOf, OutputOf } from "@selvedge/contract";
import { testDatabase } from "../../../../../../tests/harness/database.ts";
import { type Actor, type Ctx, type Runtime, systemActor } from "../../../platform/context.ts";
import { jsonRows, openPool } from "../../../platform/db.ts";
import { newId } from "../../../platform/ids.ts";
import { openLog } from "../../../platform/log.ts";
import { inTransaction, type Operation } from "../../../platform/runner.ts";
import { openBooks } from "../../ledger/index.ts";
import { openLocations } from "../open-locations.ts";

/** A business with books, a warehouse and a catalogue, and nothing else: enough for stock to move. */
export interface StockRoom {
  runtime: Runtime;
  tenantId: string;
  warehouseId: string;
  skuIds: string[];
  /** Runs steps inside one transaction. */
  step<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>;
  /** Runs a door as the system, or as `actor`. */
  run<E extends Endpoint>(operation: Operation<E>, input: InputOf<E>, actor?: Actor): Promise<OutputOf<E>>;
}

export interface StockDatabase {
  runtime: Runtime;
  ownerUrl: string;
  /** Looks over the tenant wall, to check what happened. */
  admin: ReturnType<typeof openPool>;
  openRoom(options?: RoomOptions): Promise<StockRoom>;
  close(): Promise<void>;
}

export interface RoomOptions {
  skus?: number;
  costMethod?: "fifo" | "moving_average";
  allowsBackorder?: boolean;
  reorderPoint?: number | null;
  settings?: Record<string, unknown>;
}

/** A database of its own for one test file. `now` may be moved by a test that travels in time. */
export async function openStockDatabase(options: { now?: () => Date; pool?: number } = {}): Promise<StockDatabase> {
  const database = await testDatabase();
  const sql = openPool(database.appUrl, { max: options.pool ?? 8 });
  const sideSql = openPool(database.appUrl, { max: 1 });
  const admin = openPool(database.adminUrl, { max: 2 });
  const now = options.now ?? (() => new Date());
  const runtime: Runtime = { sql, sideSql, log: openLog("silent"), now, committed: () => {} };
  return {
    runtime,
    ownerUrl: database.ownerUrl,
    admin,
    openRoom: (room = {}) => openRoom(runtime, room),
    async close() {
      await Promise.all([sql, sideSql, admin].map((pool) => pool.end({ timeout: 1 })));
      await database.drop();
    },
  };
}

async function openRoom(runtime: Runtime, options: RoomOptions): Promise<StockRoom> {
  const tenantId = newId();
  const step = <T>(work: (ctx: Ctx) => Promise<T>) =>
    inTransaction(runtime, { tenantId, actor: systemActor, requestId: `test-${newId()}` }, { name: "test.step" }, work);
  const skuIds = Array.from({ length: options.skus ?? 3 }, () => newId());
  const warehouseId = await step(async (ctx) => {
    await ctx.sql`
      insert into tenant (id, slug, name, legal_name, country, state, currency, locale, time_zone, cost_method, settings)
      values (${tenantId}, ${`t${tenantId}`}, 'Test Garments', 'Test Garments', 'IN', 'MH', 'INR', 'en-IN',
              'Asia/Kolkata', ${options.costMethod ?? "fifo"}, ${ctx.sql.json((options.settings ?? {}) as never)})`;
    await ctx.reloadTenant();
    await openBooks(ctx, "IN");
    await openLocations(ctx);
    await insertSkus(ctx, skuIds, options.reorderPoint ?? null);
    const [warehouse] = await ctx.sql<{ id: string }[]>`
      update location set allows_backorder = ${options.allowsBackorder ?? false}
      where tenant_id = ${tenantId} and kind = 'warehouse' returning id`;
    return warehouse!.id;
  });
  const run: StockRoom["run"] = (operation, input, actor = systemActor) =>
    operation.execute(runtime, { tenantId, actor, requestId: `test-${newId()}` }, input);
  return { runtime, tenantId, warehouseId, skuIds, step, run };
}

const sizesPerStyle = 10;

/** One style per ten SKUs, written straight into catalog's tables: tests here want thousands, not catalog's rules. */
async function insertSkus(ctx: Ctx, skuIds: readonly string[], reorderPoint: number | null): Promise<void> {
  const { sql, tenantId } = ctx;
  const scaleId = newId();
  const sizes = Array.from({ length: sizesPerStyle }, (_, i) => `S${i}`);
  await sql`insert into size_scale (tenant_id, id, code, name, sizes)
            values (${tenantId}, ${scaleId}, 'T', 'Test sizes', ${sizes})`;
  const styles = Array.from({ length: Math.ceil(skuIds.length / sizesPerStyle) }, (_, i) => ({
    id: newId(),
    colourway_id: newId(),
    code: `ST${String(i).padStart(4, "0")}`,
  }));
  await sql`
    insert into style (tenant_id, id, code, name, size_scale_id, tax_class)
    select ${tenantId}, r.id, r.code, 'Shirt ' || r.code, ${scaleId}, 'garment'
    from jsonb_to_recordset(${jsonRows(sql, styles)}::jsonb) as r(id uuid, code text)`;
  await sql`
    insert into colourway (tenant_id, id, style_id, code, name, hex)
    select ${tenantId}, r.colourway_id, r.id, 'NVY', 'Navy', '#1f2a44'
    from jsonb_to_recordset(${jsonRows(sql, styles)}::jsonb) as r(id uuid, colourway_id uuid)`;
  const skus = skuIds.map((id, i) => {
    const style = styles[Math.floor(i / sizesPerStyle)]!;
    const position = i % sizesPerStyle;
    return {
      id,
      style_id: style.id,
      colourway_id: style.colourway_id,
      size: sizes[position],
      position,
      code: `${style.code}-NVY-S${position}`,
    };
  });
  await sql`
    insert into sku (tenant_id, id, style_id, colourway_id, code, size, size_position, reorder_point)
    select ${tenantId}, r.id, r.style_id, r.colourway_id, r.code, r.size, r.position, ${reorderPoint}::int
    from jsonb_to_recordset(${jsonRows(sql, skus)}::jsonb)
      as r(id uuid, style_id uuid, colourway_id uuid, code text, size text, position int)`;
}
