import { accept, type LearnRefusal, type Outcome, refuse } from "../outcome.ts";
import { checkDemand, type Demand, makeExceedance, meanDemand } from "./demand.ts";
import type { Factor } from "./factor.ts";

/** A location that could sell more: demand until the next delivery, what it already has, an upper limit and a weight (margin, rank). */
export type AllocationNeed = {
  locationId: string;
  demand: Demand;
  positionQty: number;
  /** Least to hold for display, served before anything else. */
  minQty?: number;
  maxQty?: number;
  weight?: number;
};

/** Units for one location and why. */
export type Allocation = { locationId: string; quantity: number; factors: Factor[] };

/** Binary heap of (value, place), largest first, the earlier place on a tie. */
function makeHeap() {
  const items: { value: number; place: number }[] = [];
  const before = (x: number, y: number) => {
    const [a, b] = [items[x]!, items[y]!];
    return a.value > b.value || (a.value === b.value && a.place < b.place);
  };
  const swap = (x: number, y: number) => {
    [items[x], items[y]] = [items[y]!, items[x]!];
  };
  return {
    push(value: number, place: number) {
      items.push({ value, place });
      for (let i = items.length - 1; i > 0 && before(i, (i - 1) >> 1); i = (i - 1) >> 1) swap(i, (i - 1) >> 1);
    },
    pop() {
      const top = items[0];
      const last = items.pop();
      if (!top || items.length === 0) return top;
      items[0] = last!;
      for (let i = 0; ; ) {
        const [l, r] = [2 * i + 1, 2 * i + 2];
        let next = i;
        if (l < items.length && before(l, next)) next = l;
        if (r < items.length && before(r, next)) next = r;
        if (next === i) return top;
        swap(i, next);
        i = next;
      }
    },
  };
}

function checkNeeds(needs: readonly AllocationNeed[], availableQty: number, packSize: number): LearnRefusal | null {
  if (needs.length === 0) return refuse("empty", "no locations");
  if (!(availableQty >= 0 && availableQty <= 1e8))
    return refuse("out_of_range", "available quantity must lie in [0, 1e8]");
  if (!(Number.isInteger(packSize) && packSize >= 1))
    return refuse("out_of_range", "pack size must be a whole number from 1");
  for (const need of needs) {
    const refusal = checkDemand(need.demand);
    if (refusal) return refusal;
    if (
      !(need.positionQty >= 0) ||
      !((need.weight ?? 1) >= 0) ||
      !Number.isFinite((need.weight ?? 1) + need.positionQty)
    )
      return refuse("out_of_range", `position or weight of ${need.locationId} is out of range`);
  }
  return null;
}

/**
 * Shares scarce units by need: each next unit (or pack) goes where it is most likely to sell, weighted. Since the chance only falls with
 * every unit, this greedy choice has the highest expected weighted sales for single units. What nobody is expected to sell stays unallocated.
 * Locations are served in the same way whatever their order in the list (ties by id).
 */
export function allocateByNeed(
  needs: readonly AllocationNeed[],
  availableQty: number,
  options: { packSize?: number; leastChance?: number } = {},
): Outcome<{ allocations: Allocation[]; leftQty: number; expectedSales: number }> {
  const { packSize = 1, leastChance = 0.01 } = options;
  const refusal = checkNeeds(needs, availableQty, packSize);
  if (refusal) return refusal;
  const order = [...needs].sort((x, y) => (x.locationId < y.locationId ? -1 : x.locationId > y.locationId ? 1 : 0));
  const chances = order.map((need) => makeExceedance(need.demand));
  const given = new Float64Array(order.length);
  const heap = makeHeap();
  const offer = (place: number) => {
    const need = order[place]!;
    if (given[place]! + packSize > (need.maxQty ?? Number.MAX_VALUE)) return;
    const from = Math.floor(need.positionQty) + given[place]!;
    const short = from < (need.minQty ?? 0);
    let chance = 0;
    for (let k = 0; k < packSize; k++) chance += chances[place]!(from + k) / packSize;
    // Display minimum ranks above any chance of a sale.
    if (short) heap.push(1e12 + chance, place);
    else if (chance >= leastChance && (need.weight ?? 1) > 0) heap.push(chance * (need.weight ?? 1), place);
  };
  for (let place = 0; place < order.length; place++) offer(place);
  let left = Math.floor(availableQty);
  while (left >= packSize) {
    const top = heap.pop();
    if (!top) break;
    given[top.place]! += packSize;
    left -= packSize;
    offer(top.place);
  }
  let sales = 0;
  const allocations = order.map((need, place) => {
    const from = Math.floor(need.positionQty);
    for (let k = 0; k < given[place]!; k++) sales += chances[place]!(from + k);
    const factors = [
      { factor: "mean demand", value: meanDemand(need.demand), unit: "units" },
      { factor: "already there", value: need.positionQty, unit: "units" },
      {
        factor: "chance that the last unit sells",
        value: given[place]! > 0 ? chances[place]!(from + given[place]! - 1) : 0,
        unit: "share",
      },
    ];
    return { locationId: need.locationId, quantity: given[place]!, factors };
  });
  return accept({ allocations, leftQty: left, expectedSales: sales });
}
