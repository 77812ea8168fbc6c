import { type CostLayer, consumeLayers, consumePool } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import type { StockChange } from "./stock-change.ts";

interface OpenLayer extends CostLayer {
  skuId: string;
}

const MOST_LOOKS = 4;

/** What is open of some SKUs' costs, oldest first, locked. */
export type OpenLayers = Map<string, CostLayer[]>;

/**
 * Locks the open cost layers of SKUs (their one pool under moving average) in key order; the level rows come first.
 * Only as many layers as the wanted pieces need are locked: those that a long history left open stay free.
 */
export async function lockLayers(ctx: Ctx, wanted: ReadonlyMap<string, number>): Promise<OpenLayers> {
  const ids = [...wanted.keys()];
  const qtys = [...wanted.values()];
  const { sql, tenantId } = ctx;
  const rows = await sql<OpenLayer[]>`
    select c.id, c.sku_id as "skuId", c.qty, c.value_minor as "valueMinor", c.remaining_qty as "remainingQty",
           c.remaining_value_minor as "remainingValueMinor"
    from (
      select o.tenant_id, o.id, w.qty > sum(o.remaining_qty) over (partition by o.sku_id order by o.received_at, o.id)
                                        - o.remaining_qty as needed
      from unnest(${ids}::uuid[], ${qtys}::int[]) as w(sku_id, qty)
      join cost_layer o on o.tenant_id = ${tenantId} and o.sku_id = w.sku_id and o.remaining_qty > 0
    ) n
    join cost_layer c on c.tenant_id = n.tenant_id and c.id = n.id
    where n.needed and c.remaining_qty > 0
    order by c.sku_id, c.received_at, c.id
    for no key update of c`;
  const bySku: OpenLayers = new Map();
  for (const { skuId, ...layer } of rows) {
    const list = bySku.get(skuId);
    if (list) list.push(layer);
    else bySku.set(skuId, [layer]);
  }
  return bySku;
}

/**
 * The layers that cover what is wanted. A first look may find too little when others used up the oldest layers while it
 * waited for them; its locks held, it looks again.
 * @throws busy when others keep coming in between
 */
export async function lockEnoughLayers(
  ctx: Ctx,
  wanted: ReadonlyMap<string, number>,
  first: OpenLayers,
): Promise<OpenLayers> {
  let open = first;
  for (let look = 1; look <= MOST_LOOKS; look += 1) {
    const short = [...wanted].filter(
      ([skuId, qty]) => (open.get(skuId) ?? []).reduce((sum, layer) => sum + layer.remainingQty, 0) < qty,
    );
    if (short.length === 0) return open;
    open = new Map([...open, ...(await lockLayers(ctx, new Map(short)))]);
  }
  throw new AppError("busy");
}

/**
 * Takes one move's pieces from the open layers (FIFO) or at the pool's average, and notes in the change what each layer
 * gave. The layers given are brought up to date for the next move.
 * @returns the cost of the pieces in minor units
 */
export function consumeForMove(
  ctx: Ctx,
  change: StockChange,
  open: OpenLayers,
  move: { id: string; skuId: string; qty: number },
): number {
  const layers = open.get(move.skuId) ?? [];
  const taken =
    ctx.tenant.costMethod === "moving_average"
      ? takeFromPool(layers[0], move.qty)
      : consumeLayers(layers, move.qty).consumed;
  let valueMinor = 0;
  for (const part of taken) {
    const layer = layers.find((l) => l.id === part.layerId)!;
    layer.remainingQty -= part.qty;
    layer.remainingValueMinor -= part.valueMinor;
    valueMinor += part.valueMinor;
    change.consumption.push({ moveId: move.id, ...part });
    const { id, remainingQty, remainingValueMinor } = layer;
    change.layers.set(id, { id, remainingQty, remainingValueMinor });
  }
  return valueMinor;
}

function takeFromPool(layer: CostLayer | undefined, qty: number) {
  if (!layer) return [];
  const { valueMinor } = consumePool({ qty: layer.remainingQty, valueMinor: layer.remainingValueMinor }, qty);
  return [{ layerId: layer.id, qty, valueMinor }];
}

/** What some pieces of a SKU cost in all. */
export interface UnitCost {
  qty: number;
  valueMinor: number;
}

/** The newest known cost of SKUs: the last receipt's (FIFO), or the pool's average; none for a SKU never received. */
export async function readNewestCosts(ctx: Ctx, skuIds: readonly string[]): Promise<Map<string, UnitCost>> {
  const { sql, tenantId } = ctx;
  const rows = await sql<(UnitCost & { skuId: string })[]>`
    select w.sku_id as "skuId", c.qty, c.value_minor as "valueMinor"
    from unnest(${skuIds as string[]}::uuid[]) as w(sku_id)
    cross join lateral (
      select case when pooled and remaining_qty > 0 then remaining_qty else qty end as qty,
             case when pooled and remaining_qty > 0 then remaining_value_minor else value_minor end as value_minor
      from cost_layer l where l.tenant_id = ${tenantId} and l.sku_id = w.sku_id
      order by received_at desc, id desc limit 1) c`;
  return new Map(rows.map(({ skuId, ...cost }) => [skuId, cost]));
}
