import { mulDivRound } from "./arithmetic.ts";
import { type CostLayer, consumeLayers, consumePool, type LayerConsumption, poolReceipt } from "./costing.ts";
import { invariant } from "./invariant.ts";

export type CostMethod = "fifo" | "moving_average";

export type StreamIssue = {
  /** Cost of all units issued, those beyond stock included. */
  valueMinor: number;
  /** Units beyond stock: costed at the last known unit cost, and for somebody to look at. */
  shortQty: number;
  /** Part of valueMinor that no layer gave. */
  shortValueMinor: number;
  /** FIFO: what each layer gave. */
  consumed: LayerConsumption[];
};

export type CostStream = {
  /** Units come in with what they cost in all. layerId names the layer in later consumption. */
  receive(qty: number, valueMinor: number, layerId?: string): void;
  /** Units go out; answers what they cost. */
  issue(qty: number): StreamIssue;
  /** What is on hand: quantity, value, and its layers (one pooled layer under moving average). */
  onHand(): { qty: number; valueMinor: number; layers: CostLayer[] };
};

/**
 * Costs the moves of one SKU in order of time: for imports of years of history, where each move is seen once.
 * Stock never goes below zero: what is issued beyond it is costed at the last known unit cost (0 when none is known
 * yet) and reported short; later receipts do not pay it back. Constant work per move (amortised).
 */
export function costStream(method: CostMethod): CostStream {
  return method === "fifo" ? fifoStream() : averageStream();
}

type UnitCost = { valueMinor: number; qty: number };

function shortValue(last: UnitCost | null, shortQty: number): number {
  return last === null || shortQty === 0 ? 0 : mulDivRound(last.valueMinor, shortQty, last.qty);
}

function assertReceipt(qty: number, valueMinor: number): void {
  invariant(Number.isSafeInteger(qty) && qty > 0, "a receipt has a positive quantity");
  invariant(Number.isSafeInteger(valueMinor) && valueMinor >= 0, "a receipt's value is not negative");
}

function fifoStream(): CostStream {
  let layers: CostLayer[] = [];
  /** Layers before this one are used up; they are dropped now and then rather than one by one. */
  let head = 0;
  let last: UnitCost | null = null;
  let made = 0;
  return {
    receive(qty, valueMinor, layerId) {
      assertReceipt(qty, valueMinor);
      made += 1;
      layers.push({
        id: layerId ?? String(made),
        qty,
        valueMinor,
        remainingQty: qty,
        remainingValueMinor: valueMinor,
      });
      last = { valueMinor, qty };
    },
    issue(qty) {
      const consumed: LayerConsumption[] = [];
      let valueMinor = 0;
      let left = qty;
      while (left > 0 && head < layers.length) {
        const layer = layers[head]!;
        const taking = consumeLayers([layer], left);
        for (const part of taking.consumed) {
          layer.remainingQty -= part.qty;
          layer.remainingValueMinor -= part.valueMinor;
          consumed.push(part);
        }
        valueMinor += taking.valueMinor;
        left = taking.shortQty;
        if (layer.remainingQty > 0) break;
        last = { valueMinor: layer.valueMinor, qty: layer.qty };
        head += 1;
      }
      if (head > 64 && head * 2 > layers.length) {
        layers = layers.slice(head);
        head = 0;
      }
      const shortValueMinor = shortValue(last, left);
      return { valueMinor: valueMinor + shortValueMinor, shortQty: left, shortValueMinor, consumed };
    },
    onHand() {
      const open = layers.slice(head).map((layer) => ({ ...layer }));
      const sum = (pick: (layer: CostLayer) => number) => open.reduce((total, layer) => total + pick(layer), 0);
      return {
        qty: sum((layer) => layer.remainingQty),
        valueMinor: sum((layer) => layer.remainingValueMinor),
        layers: open,
      };
    },
  };
}

function averageStream(): CostStream {
  let pool = { qty: 0, valueMinor: 0 };
  let last: UnitCost | null = null;
  return {
    receive(qty, valueMinor) {
      assertReceipt(qty, valueMinor);
      pool = poolReceipt(pool, qty, valueMinor);
      last = pool;
    },
    issue(qty) {
      if (pool.qty > 0) last = pool;
      const taken = consumePool(pool, qty);
      pool = taken.pool;
      const shortValueMinor = shortValue(last, taken.shortQty);
      return {
        valueMinor: taken.valueMinor + shortValueMinor,
        shortQty: taken.shortQty,
        shortValueMinor,
        consumed: [],
      };
    },
    onHand() {
      const { qty, valueMinor } = pool;
      const layers =
        qty === 0 ? [] : [{ id: "pool", qty, valueMinor, remainingQty: qty, remainingValueMinor: valueMinor }];
      return { qty, valueMinor, layers };
    },
  };
}
