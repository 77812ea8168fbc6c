import { accept, type Outcome } from "../outcome.ts";
import { checkWorn } from "./check-purchases.ts";
import { gatherPurchases } from "./gather-purchases.ts";
import { makeGrid } from "./make-grid.ts";
import { makeOutcomes } from "./outcome-tables.ts";
import { fillTables, weighPerson } from "./posterior.ts";
import type { FitModel, FitPurchase, FitStyle, Spread, StyleFit } from "./types.ts";

/** A piece that a person kept or sent back, of a style whose cut is known. */
export type WornPiece = Omit<FitPurchase, "customerId" | "styleId"> & {
  readonly style: Pick<FitStyle, "positions"> & StyleFit;
};

/**
 * The true size of a person, from what they took, kept and sent back in one size scale: the population's where there is nothing, and
 * surer with every piece. Refuses sizes that are not made and counts that are none.
 */
export function placeCustomer(model: Pick<FitModel, "steps" | "people">, worn: readonly WornPiece[]): Outcome<Spread> {
  const { mean, deviation } = model.people;
  if (worn.length === 0) return accept({ mean, deviation });
  const styles = worn.map(({ style }, i) => ({ styleId: String(i), positions: style.positions, groups: [] }));
  const purchases = worn.map(({ style: _style, ...piece }, i) => ({ ...piece, customerId: "one", styleId: String(i) }));
  const refusal = checkWorn(styles, purchases);
  if (refusal) return refusal;
  const crowd = gatherPurchases(styles, purchases);
  const grid = makeGrid(crowd.cells, model.people);
  const offsets = worn.map(({ style }) => style.offset);
  const posterior = new Float64Array(grid.length);
  const outcomes = makeOutcomes(model.steps, offsets, grid);
  weighPerson(crowd, 0, fillTables(model.people, outcomes, crowd.cells, grid), posterior);
  const centre = posterior.reduce((sum, p, k) => sum + p * grid[k]!, 0);
  const square = posterior.reduce((sum, p, k) => sum + p * (grid[k]! - centre) ** 2, 0);
  return accept({ mean: centre, deviation: Math.sqrt(Math.max(0, square)) });
}
