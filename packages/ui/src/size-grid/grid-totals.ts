import type { GridStyle } from "./grid-model.ts";

export type GridTotals = { pieces: number; amountMinor: number };

type FigureOf = (skuId: string) => number;

function sum(
  cells: Iterable<{ skuId: string; priceMinor?: number | undefined } | null | undefined>,
  figureOf: FigureOf,
) {
  const totals: GridTotals = { pieces: 0, amountMinor: 0 };
  for (const cell of cells) {
    if (!cell) continue;
    const pieces = figureOf(cell.skuId);
    totals.pieces += pieces;
    totals.amountMinor += pieces * (cell.priceMinor ?? 0);
  }
  return totals;
}

/** Pieces and their list value (before discount and tax) of one colour. */
export function rowTotals(style: GridStyle, row: number, figureOf: FigureOf): GridTotals {
  return sum(style.rows[row]?.cells ?? [], figureOf);
}

export function columnTotals(style: GridStyle, col: number, figureOf: FigureOf): GridTotals {
  return sum(
    style.rows.map((row) => row.cells[col]),
    figureOf,
  );
}

export function styleTotals(style: GridStyle, figureOf: FigureOf): GridTotals {
  return sum(
    style.rows.flatMap((row) => row.cells),
    figureOf,
  );
}

export function documentTotals(styles: readonly GridStyle[], figureOf: FigureOf): GridTotals {
  const totals: GridTotals = { pieces: 0, amountMinor: 0 };
  for (const style of styles) {
    const part = styleTotals(style, figureOf);
    totals.pieces += part.pieces;
    totals.amountMinor += part.amountMinor;
  }
  return totals;
}
