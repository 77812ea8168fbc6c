import { restoreDemand } from "@selvedge/learn";
import type { SeriesInput } from "./tasks.ts";

/** As far back as a run looks: two years and what is needed to see a festival a third time. */
const MOST_DAYS = 1096;
/** Nothing on the shelf and nothing sold for so long: the place no longer offers it, and no demand can be told. */
const GIVEN_UP_DAYS = 56;
/**
 * One great order on the newest day is not what will sell each day: what is known of for less time than this counts as
 * having been offered so long. Where the stock ledger tells nothing, longer, for it may have been offered all along.
 */
const LEAST_DAYS = { shelfKnown: 7, shelfUnknown: 28 };

/** One series as it is learnt from. */
export interface Decoded {
  /** Demand with what was lost to empty shelves put back; its last value is the cut-off day's. */
  demand: Float64Array;
  lostUnits: number;
  /** Days on which the shelf was empty, of all days. */
  emptyShare: number;
}

/** Unpacks (day, pieces) pairs. */
function* pairsOf(bytes: Uint8Array): Generator<[day: number, pieces: number]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 8 <= bytes.byteLength; at += 8) yield [view.getInt32(at), view.getInt32(at + 4)];
}

/** Share of a day's demand that the shelf could serve: none when it was empty all day, half on the day it ran out. */
export function shelfShares(stock: Uint8Array, firstDay: number, length: number): Float64Array {
  const net = new Float64Array(length);
  let before = 0;
  for (const [day, pieces] of pairsOf(stock)) {
    const at = day - firstDay;
    if (at < 0) before += pieces;
    else if (at < length) net[at]! += pieces;
  }
  const shares = new Float64Array(length).fill(1);
  let onHand = before;
  for (let t = 0; t < length; t += 1) {
    const after = onHand + net[t]!;
    if (after <= 0) shares[t] = onHand > 0 || net[t]! > 0 ? 0.5 : 0;
    onHand = after;
  }
  return shares;
}

/** Days of demand up to the cut-off, restored; null where the place no longer offers the SKU. */
export function decodeSeries(input: SeriesInput, cutOffDay: number): Decoded | null {
  const sold = [...pairsOf(input.demand)].filter(([day]) => day > cutOffDay - MOST_DAYS && day <= cutOffDay);
  const firstSale = sold[0]?.[0];
  if (firstSale === undefined) return null;
  const least = input.stock ? LEAST_DAYS.shelfKnown : LEAST_DAYS.shelfUnknown;
  const firstDay = Math.min(firstSale, cutOffDay - least + 1);
  const length = cutOffDay - firstDay + 1;
  const units = new Float64Array(length);
  for (const [day, pieces] of sold) units[day - firstDay]! += pieces;
  if (!input.stock) return { demand: units, lostUnits: 0, emptyShare: 0 };
  const shares = shelfShares(input.stock, firstDay, length);
  const recent = Math.max(0, length - GIVEN_UP_DAYS);
  if (
    length >= GIVEN_UP_DAYS &&
    shares.subarray(recent).every((s) => s === 0) &&
    units.subarray(recent).every((u) => u === 0)
  )
    return null;
  const restored = restoreDemand(units, shares, { period: 7 });
  const lostUnits = restored.lost.subarray(Math.max(0, length - 28)).reduce((a, b) => a + b, 0);
  return { demand: restored.demand, lostUnits, emptyShare: shares.filter((s) => s < 1).length / length };
}
