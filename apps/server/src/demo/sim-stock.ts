import type { Place } from "./sim-types.ts";

interface Layer {
  qty: number;
  unitCostMinor: number;
}

const places = ["main", "bandra", "pune"] as const;

/** Levels by place and cost layers by SKU, so that the simulation never sells what is not there and knows what it cost. */
export function openSimStock(skus: number) {
  const levels = { main: new Int32Array(skus), bandra: new Int32Array(skus), pune: new Int32Array(skus) };
  const layers: Layer[][] = Array.from({ length: skus }, () => []);
  return {
    on: (place: Place, sku: number) => levels[place][sku]!,
    everywhere: (sku: number) => places.reduce((sum, place) => sum + levels[place][sku]!, 0),
    receive(place: Place, sku: number, qty: number, unitCostMinor: number) {
      levels[place][sku]! += qty;
      layers[sku]!.push({ qty, unitCostMinor });
    },
    transfer(from: Place, to: Place, sku: number, qty: number) {
      levels[from][sku]! -= qty;
      levels[to][sku]! += qty;
    },
    /** Takes pieces out, oldest cost first. @returns what they cost */
    take(place: Place, sku: number, qty: number): number {
      if (levels[place][sku]! < qty) throw new Error("the simulation sold what was not there");
      levels[place][sku]! -= qty;
      const open = layers[sku]!;
      let cost = 0;
      for (let left = qty; left > 0; ) {
        const oldest = open[0]!;
        const taken = Math.min(left, oldest.qty);
        cost += taken * oldest.unitCostMinor;
        oldest.qty -= taken;
        left -= taken;
        if (oldest.qty === 0) open.shift();
      }
      return cost;
    },
  };
}

export type SimStock = ReturnType<typeof openSimStock>;
