import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { expireDueAt } from "./expire-reservations.ts";
import { keyOf, type Level, lockOrMakeLevels, sortedKeys, tellLevelChanges } from "./levels.ts";
import { readLocations } from "./locations.ts";

export interface ReserveStock {
  documentType: "sales_order" | "cart";
  documentId: string;
  /**
   * refuse: whole or nothing. partial: what there is, possibly nothing. backorder: what there is now and the rest owed,
   * at a location that allows it; as refuse elsewhere.
   */
  policy: "refuse" | "partial" | "backorder";
  /** When the promise lapses by itself. */
  expiresAt?: Date;
  /** Goods only. Several lines may ask for one SKU. */
  lines: readonly { lineId: string; skuId: string; locationId: string; qty: number }[];
}

export interface ReservedLine {
  lineId: string;
  reservedQty: number;
  backorderedQty: number;
}

interface Row extends ReservedLine {
  skuId: string;
  locationId: string;
  wantedQty: number;
  refused: boolean;
  onHandQty: number | null;
  reservedBefore: number;
  backorderedBefore: number;
  versionBefore: number;
  reservedAfter: number | null;
  backorderedAfter: number;
  versionAfter: number;
  reorderPoint: number | null;
}

/**
 * Promises pieces to the lines of a document. One statement: it sums per SKU and location, locks the level rows in key
 * order, takes what the policy allows from the newest row versions and writes the reservations, so concurrent orders of
 * the same SKUs, in whatever order their lines stand, neither oversell nor deadlock. Lines go in as lists: the planner takes
 * those for ten rows, JSON for a hundred, for which it reads a small business's whole table of levels.
 * @returns per line what is reserved and what is owed, in the order given.
 * @throws out_of_stock with `details.shortages: [{skuId, code, locationId, wantedQty, availableQty}]`; nothing happened.
 */
export async function reserveStock(ctx: Ctx, input: ReserveStock): Promise<ReservedLine[]> {
  if (input.lines.length === 0) return [];
  const backorderable = input.policy === "backorder" ? await locationsThatOwe(ctx, input) : [];
  const [, taken] = await Promise.all([
    backorderable.length > 0 ? lockOrMakeLevels(ctx, sortedKeys(input.lines)) : undefined,
    takeFromLevels(ctx, input, backorderable),
  ]);
  const rows = taken.some((row) => row.refused) ? await takeExpired(ctx, input, backorderable, taken) : taken;
  tellLevelChanges(ctx, changedLevels(rows));
  const byLine = new Map(rows.map((row) => [row.lineId, row]));
  return input.lines.map(({ lineId }) => {
    const row = byLine.get(lineId)!;
    return { lineId, reservedQty: row.reservedQty, backorderedQty: row.backorderedQty };
  });
}

/** Asks again for what was refused, when promises at those levels (locked by now) have lapsed meanwhile. */
async function takeExpired(ctx: Ctx, input: ReserveStock, backorderable: string[], taken: Row[]): Promise<Row[]> {
  const refused = taken.filter((row) => row.refused && row.onHandQty !== null);
  const expired = refused.length > 0 ? await expireDueAt(ctx, sortedKeys(refused)) : 0;
  if (expired === 0) throw await outOfStock(ctx, taken);
  const open = new Set(taken.filter((row) => row.refused).map((row) => row.lineId));
  const again = { ...input, lines: input.lines.filter((line) => open.has(line.lineId)) };
  const rows = [...taken.filter((row) => !row.refused), ...(await takeFromLevels(ctx, again, backorderable))];
  if (rows.some((row) => row.refused)) throw await outOfStock(ctx, rows);
  return rows;
}

async function locationsThatOwe(ctx: Ctx, input: ReserveStock): Promise<string[]> {
  const asked = new Set(input.lines.map((line) => line.locationId));
  return (await readLocations(ctx)).filter((l) => l.allowsBackorder && asked.has(l.id)).map((l) => l.id);
}

function takeFromLevels(ctx: Ctx, input: ReserveStock, backorderable: readonly string[]): PromiseLike<Row[]> {
  const { sql, tenantId } = ctx;
  const { lines } = input;
  return sql<Row[]>`
    with line as (
      select * from unnest(${lines.map(() => newId())}::uuid[], ${lines.map((l) => l.lineId)}::uuid[], ${lines.map((l) => l.skuId)}::uuid[],
                           ${lines.map((l) => l.locationId)}::uuid[], ${lines.map((l) => l.qty)}::int[])
        with ordinality as r(id, "lineId", "skuId", "locationId", qty, no)
    ), wanted as (
      select "skuId" as sku_id, "locationId" as location_id, sum(qty)::int as qty from line group by 1, 2
    ), level as materialized (
      select l.sku_id, l.location_id, l.on_hand_qty, l.reserved_qty, l.backordered_qty, l.version, w.qty
      from wanted w
      join stock_level l on l.tenant_id = ${tenantId} and l.sku_id = w.sku_id and l.location_id = w.location_id
      order by l.sku_id, l.location_id
      for no key update of l
    ), taken as materialized (
      select level.*,
             case when on_hand_qty - reserved_qty >= qty then qty
                  when ${input.policy} = 'partial' or location_id = any(${backorderable as string[]}::uuid[])
                    then on_hand_qty - reserved_qty
                  else 0 end as take,
             case when on_hand_qty - reserved_qty < qty and location_id = any(${backorderable as string[]}::uuid[])
                    then qty - (on_hand_qty - reserved_qty)
                  else 0 end as owe
      from level
    ), changed as (
      update stock_level l
      set reserved_qty = l.reserved_qty + t.take, backordered_qty = l.backordered_qty + t.owe, version = l.version + 1,
          updated_at = now()
      from taken t
      where l.tenant_id = ${tenantId} and l.sku_id = t.sku_id and l.location_id = t.location_id
        and t.take + t.owe > 0 and l.on_hand_qty - l.reserved_qty >= t.take
      returning l.sku_id, l.location_id, l.reserved_qty, l.backordered_qty, l.version
    ), share as (
      select line.*, t.owe > 0 as owing, greatest(0, least(line.qty, t.take - (
               sum(line.qty) over (partition by line."skuId", line."locationId" order by line.no) - line.qty))) as part
      from line
      join taken t on t.sku_id = line."skuId" and t.location_id = line."locationId"
      join changed c on c.sku_id = t.sku_id and c.location_id = t.location_id
    ), held as (
      insert into reservation (tenant_id, id, sku_id, location_id, document_type, document_id, document_line_id, qty,
                               backordered_qty, expires_at)
      select ${tenantId}, id, "skuId", "locationId", ${input.documentType}, ${input.documentId}, "lineId", part,
             case when owing then qty - part else 0 end, ${input.expiresAt ?? null}::timestamptz
      from share where part > 0 or owing
      returning document_line_id, qty, backordered_qty
    )
    select line."lineId", line."skuId", line."locationId", line.qty as "wantedQty",
           coalesce(h.qty, 0) as "reservedQty", coalesce(h.backordered_qty, 0) as "backorderedQty",
           ${input.policy} <> 'partial' and coalesce(t.take + t.owe, 0) < coalesce(t.qty, 1) as refused,
           t.on_hand_qty as "onHandQty", t.reserved_qty as "reservedBefore", t.backordered_qty as "backorderedBefore",
           t.version as "versionBefore", c.reserved_qty as "reservedAfter", c.backordered_qty as "backorderedAfter",
           c.version as "versionAfter", s.reorder_point as "reorderPoint"
    from line
    left join taken t on t.sku_id = line."skuId" and t.location_id = line."locationId"
    left join changed c on c.sku_id = line."skuId" and c.location_id = line."locationId"
    left join held h on h.document_line_id = line."lineId"
    left join sku s on s.tenant_id = ${tenantId} and s.id = line."skuId"`;
}

function changedLevels(rows: readonly Row[]): { before: Level; after: Level }[] {
  const changes = new Map<string, { before: Level; after: Level }>();
  for (const row of rows) {
    if (row.reservedAfter === null) continue;
    const { skuId, locationId, reorderPoint } = row;
    const same = { skuId, locationId, reorderPoint, onHandQty: row.onHandQty! };
    changes.set(keyOf(row), {
      before: {
        ...same,
        reservedQty: row.reservedBefore,
        backorderedQty: row.backorderedBefore,
        version: row.versionBefore,
      },
      after: {
        ...same,
        reservedQty: row.reservedAfter,
        backorderedQty: row.backorderedAfter,
        version: row.versionAfter,
      },
    });
  }
  return [...changes.values()];
}

async function outOfStock(ctx: Ctx, rows: readonly Row[]): Promise<AppError> {
  const short = new Map<string, { skuId: string; locationId: string; wantedQty: number; availableQty: number }>();
  for (const row of rows) {
    const { skuId, locationId } = row;
    const seen = short.get(keyOf(row));
    const availableQty = row.onHandQty === null ? 0 : row.onHandQty - row.reservedBefore;
    if (row.refused)
      short.set(keyOf(row), { skuId, locationId, wantedQty: (seen?.wantedQty ?? 0) + row.wantedQty, availableQty });
  }
  return shortageError(ctx, [...short.values()]);
}

/** The refusal that names every SKU of which there is not enough. */
export async function shortageError(
  ctx: Ctx,
  short: readonly { skuId: string; locationId: string; wantedQty: number; availableQty: number }[],
): Promise<AppError> {
  const ids = short.map((s) => s.skuId);
  const skus = await ctx.sql<{ id: string; code: string }[]>`
    select id, code from sku where tenant_id = ${ctx.tenantId} and id = any(${ids}::uuid[])`;
  const codes = new Map(skus.map((sku) => [sku.id, sku.code]));
  const shortages = short.map((s) => ({ ...s, code: codes.get(s.skuId) ?? "" }));
  const words = shortages.slice(0, 5).map((s) => `${s.code}: ${s.wantedQty} wanted, ${s.availableQty} available`);
  const more = shortages.length > 5 ? ` and ${shortages.length - 5} more` : "";
  return new AppError("out_of_stock", `There is not enough stock. ${words.join("; ")}${more}.`, {
    details: { shortages },
  });
}
