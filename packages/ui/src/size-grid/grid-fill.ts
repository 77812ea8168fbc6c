import { type GridRange, type GridStyle, isSingleCell } from "./grid-model.ts";
import type { GridChange } from "./grid-paste.ts";

type FigureOf = (skuId: string) => number;

/**
 * Ctrl-R: the leftmost figure of each selected row goes into the rest of the selection; with one cell selected, to the end of its row.
 */
export function fillRight(style: GridStyle, range: GridRange, figureOf: FigureOf): GridChange[] {
  const right = isSingleCell(range) ? style.sizes.length - 1 : range.right;
  const changes: GridChange[] = [];
  for (let row = range.top; row <= range.bottom; row += 1) {
    const source = style.rows[row]?.cells[range.left];
    if (!source) continue;
    for (let col = range.left + 1; col <= right; col += 1) {
      const cell = style.rows[row]?.cells[col];
      if (cell) changes.push({ skuId: cell.skuId, value: figureOf(source.skuId) });
    }
  }
  return changes;
}

/** Ctrl-D: the top figure of each selected column goes down the selection; with one cell selected, to the last colour. */
export function fillDown(style: GridStyle, range: GridRange, figureOf: FigureOf): GridChange[] {
  const bottom = isSingleCell(range) ? style.rows.length - 1 : range.bottom;
  const changes: GridChange[] = [];
  for (let col = range.left; col <= range.right; col += 1) {
    const source = style.rows[range.top]?.cells[col];
    if (!source) continue;
    for (let row = range.top + 1; row <= bottom; row += 1) {
      const cell = style.rows[row]?.cells[col];
      if (cell) changes.push({ skuId: cell.skuId, value: figureOf(source.skuId) });
    }
  }
  return changes;
}

/**
 * Whole pieces by weight that add up to `total` exactly (largest remainder; ties to the earlier one). Weights that are not positive get nothing;
 * if none is positive all share alike.
 */
export function spreadByWeights(total: number, weights: readonly number[]): number[] {
  if (weights.length === 0) return [];
  const usable = weights.map((weight) => (Number.isFinite(weight) && weight > 0 ? weight : 0));
  const sum = usable.reduce((all, weight) => all + weight, 0);
  const shares = sum > 0 ? usable.map((weight) => weight / sum) : weights.map(() => 1 / weights.length);
  const exact = shares.map((share) => share * total);
  const pieces = exact.map(Math.floor);
  const missing = total - pieces.reduce((all, count) => all + count, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, rest: value - pieces[index]! }))
    .filter(({ index }) => shares[index]! > 0)
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (let given = 0; given < missing; given += 1) {
    pieces[byRemainder[given % byRemainder.length]!.index]! += 1;
  }
  return pieces;
}

/** Spreads `total` pieces over one colour's sizes by the style's size curve; sizes that are not made get nothing. */
export function fillByCurve(style: GridStyle, rowIndex: number, total: number): GridChange[] {
  const row = style.rows[rowIndex];
  if (!row) return [];
  const made = row.cells.flatMap((cell, col) => (cell ? [{ skuId: cell.skuId, weight: style.curve?.[col] ?? 1 }] : []));
  const pieces = spreadByWeights(
    total,
    made.map((cell) => cell.weight),
  );
  return made.map((cell, index) => ({ skuId: cell.skuId, value: pieces[index]! }));
}
