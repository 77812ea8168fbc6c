import { mulDivRound } from "./arithmetic.ts";
import { invariant } from "./invariant.ts";

/** What one receipt cost and what is left of it. Values in minor units. */
export type CostLayer = {
  id: string;
  qty: number;
  valueMinor: number;
  remainingQty: number;
  remainingValueMinor: number;
};

export type LayerConsumption = { layerId: string; qty: number; valueMinor: number };

/** What came of taking units from stock; shortQty is what no layer could give. */
export type Consumed = { consumed: LayerConsumption[]; valueMinor: number; shortQty: number };

/**
 * Takes units from cost layers, oldest first (FIFO). A layer gives the difference of its rounded running value, so its
 * parts add up to its value however they are taken, and two takings of one unit cost what one taking of two does.
 * The layers are not changed; applyConsumption does that.
 */
export function consumeLayers(layers: readonly CostLayer[], qty: number): Consumed {
  invariant(Number.isSafeInteger(qty) && qty >= 0, "a quantity to take is a whole number, not negative");
  const consumed: LayerConsumption[] = [];
  let left = qty;
  let valueMinor = 0;
  for (const layer of layers) {
    if (left === 0) break;
    const taken = Math.min(left, layer.remainingQty);
    if (taken <= 0) continue;
    const value = layerValue(layer, taken);
    consumed.push({ layerId: layer.id, qty: taken, valueMinor: value });
    valueMinor += value;
    left -= taken;
  }
  return { consumed, valueMinor, shortQty: left };
}

/** The layer after units were taken from it. */
export function applyConsumption(layer: CostLayer, taken: LayerConsumption): CostLayer {
  invariant(layer.id === taken.layerId && taken.qty <= layer.remainingQty, "a layer gives no more than it holds");
  return {
    ...layer,
    remainingQty: layer.remainingQty - taken.qty,
    remainingValueMinor: layer.remainingValueMinor - taken.valueMinor,
  };
}

function layerValue(layer: CostLayer, taken: number): number {
  const before = layer.qty - layer.remainingQty;
  const runningBefore = mulDivRound(layer.valueMinor, before, layer.qty);
  if (layer.remainingValueMinor !== layer.valueMinor - runningBefore) {
    // Landed cost came onto what was left: the layer's first value no longer tells what a remaining unit is worth.
    return mulDivRound(layer.remainingValueMinor, taken, layer.remainingQty);
  }
  return mulDivRound(layer.valueMinor, before + taken, layer.qty) - runningBefore;
}

/** All units of a SKU at one average cost (moving average). */
export type CostPool = { qty: number; valueMinor: number };

/** The pool after a receipt; null stands for an empty one. */
export function poolReceipt(pool: CostPool | null, qty: number, valueMinor: number): CostPool {
  invariant(Number.isSafeInteger(qty) && qty > 0, "a receipt has a positive quantity");
  return { qty: (pool?.qty ?? 0) + qty, valueMinor: (pool?.valueMinor ?? 0) + valueMinor };
}

/** Takes units at average cost; the last unit takes all the value that is left, so nothing is lost to rounding. */
export function consumePool(
  pool: CostPool | null,
  qty: number,
): { pool: CostPool; valueMinor: number; shortQty: number } {
  invariant(Number.isSafeInteger(qty) && qty >= 0, "a quantity to take is a whole number, not negative");
  const held = pool ?? { qty: 0, valueMinor: 0 };
  const taken = Math.min(qty, held.qty);
  const valueMinor = taken === held.qty ? held.valueMinor : mulDivRound(held.valueMinor, taken, held.qty);
  return {
    pool: { qty: held.qty - taken, valueMinor: held.valueMinor - valueMinor },
    valueMinor,
    shortQty: qty - taken,
  };
}
