import type { FitOutcome, FitPurchase, FitStyle } from "./types.ts";

/** Purchases that look alike to the model: one style, size, outcome, tried or not. */
export type FitCell = {
  style: number;
  position: number;
  outcome: FitOutcome;
  tried: boolean;
  /** Nothing below (above) it is made: whoever needs less (more) takes it too. */
  isLeast: boolean;
  isGreatest: boolean;
};

/** Everybody who bought: cells and pieces of person `i` stand from `starts[i]` to `starts[i + 1]`. `weights` counts persons that are alike. */
export type FitCrowd = {
  cells: FitCell[];
  cellOf: Int32Array;
  pieces: Float64Array;
  starts: Int32Array;
  weights: Float64Array;
  /** Of the first persons; those after them are unknown. */
  customerIds: string[];
};

type Basket = { customerId: string | null; cells: Map<number, number>; weight: number };

/** Numbers purchases by cell and brings those of a customer together. The unknown are a person each, alike ones counted as one. */
export function gatherPurchases(styles: readonly FitStyle[], purchases: readonly FitPurchase[]): FitCrowd {
  const styleAt = new Map(styles.map((style, i) => [style.styleId, i]));
  const ends = styles.map(({ positions }) => [Math.min(...positions), Math.max(...positions)] as const);
  const cells: FitCell[] = [];
  const known = new Map<string, number>();
  const cellAt = ({ styleId, position, outcome, tried }: FitPurchase) => {
    const key = `${styleId}\u001f${position}\u001f${outcome}\u001f${tried}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const style = styleAt.get(styleId)!;
    const [least, greatest] = ends[style]!;
    known.set(key, cells.length);
    return (
      cells.push({ style, position, outcome, tried, isLeast: position === least, isGreatest: position === greatest }) -
      1
    );
  };
  const customers = new Map<string, Basket>();
  const strangers = new Map<number, Basket>();
  for (const purchase of purchases) {
    const { customerId, count = 1 } = purchase;
    const cell = cellAt(purchase);
    if (customerId === null) {
      const basket = strangers.get(cell) ?? { customerId, cells: new Map([[cell, 1]]), weight: 0 };
      basket.weight += count;
      strangers.set(cell, basket);
    } else {
      const basket = customers.get(customerId) ?? { customerId, cells: new Map(), weight: 1 };
      basket.cells.set(cell, (basket.cells.get(cell) ?? 0) + count);
      customers.set(customerId, basket);
    }
  }
  return packBaskets(cells, [...customers.values(), ...strangers.values()], [...customers.keys()]);
}

function packBaskets(cells: FitCell[], baskets: readonly Basket[], customerIds: string[]): FitCrowd {
  const rows = baskets.reduce((sum, basket) => sum + basket.cells.size, 0);
  const crowd = {
    ...{ cells, customerIds, cellOf: new Int32Array(rows), pieces: new Float64Array(rows) },
    ...{ starts: new Int32Array(baskets.length + 1), weights: new Float64Array(baskets.length) },
  };
  let row = 0;
  for (const [i, basket] of baskets.entries()) {
    crowd.weights[i] = basket.weight;
    for (const [cell, pieces] of basket.cells) {
      crowd.cellOf[row] = cell;
      crowd.pieces[row] = pieces;
      row++;
    }
    crowd.starts[i + 1] = row;
  }
  return crowd;
}
