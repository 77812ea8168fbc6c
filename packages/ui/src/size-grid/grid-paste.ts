import { cellAt, type GridPosition, type GridRange, type GridStyle } from "./grid-model.ts";

export type GridChange = { skuId: string; value: number };

/** Reads what a spreadsheet puts on the clipboard: tab-separated, quotes around cells with breaks. */
export function parseSheetText(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const body = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let index = 0; index < body.length; index += 1) {
    const char = body[index]!;
    if (quoted) {
      if (char === '"' && body[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else if (char === '"') quoted = false;
      else cell += char;
    } else if (char === '"' && cell === "") quoted = true;
    else if (char === "\t") {
      row.push(cell);
      cell = "";
    } else if (char === "\n") {
      row.push(cell);
      rows.push(row);
      row = [];
      cell = "";
    } else cell += char;
  }
  row.push(cell);
  rows.push(row);
  return rows.map((cells) => cells.map((value) => value.trim()));
}

/**
 * A piece count from a sheet's cell: "1,200", "12 pcs", "12.0" are counts; "" is null (leave the cell alone);
 * anything else (also fractions and negatives) is undefined: refused, never guessed.
 */
export function parseCount(text: string): number | null | undefined {
  if (text === "" || text === "-") return null;
  const match = /^(\d{1,3}(?:,\d{2,3})+|\d+)(?:\.0+)?\s*(?:pcs?|pieces?|u|units?)?$/i.exec(text);
  if (!match) return undefined;
  return Number(match[1]!.replace(/,/g, ""));
}

export type PasteResult = {
  changes: GridChange[];
  /** Cells of the sheet that had a figure but no place here, or no figure we understand. */
  skipped: number;
};

type ParseCell = (text: string) => number | null | undefined;

/**
 * Places a pasted block. If its first row names sizes of this style, figures go by name (colour in the first column), whatever the order of the sheet;
 * otherwise from the focused cell rightwards and down. Cells that are not made take nothing and are counted as skipped.
 */
export function placePaste(
  styles: readonly GridStyle[],
  at: GridPosition,
  sheet: readonly (readonly string[])[],
  parse: ParseCell = parseCount,
): PasteResult {
  const style = styles[at.style];
  if (!style) return { changes: [], skipped: 0 };
  return placeByNames(style, sheet, parse) ?? placeByPosition(styles, at, sheet, parse);
}

const sameName = (a: string, b: string): boolean =>
  a.trim().toLocaleLowerCase().replace(/\s+/g, " ") === b.trim().toLocaleLowerCase().replace(/\s+/g, " ");

function placeByNames(style: GridStyle, sheet: readonly (readonly string[])[], parse: ParseCell): PasteResult | null {
  const head = sheet[0] ?? [];
  const columns = head.map((name) => style.sizes.findIndex((size) => sameName(size, name)));
  // Numeric sizes (28, 30) look like counts: a header counts as one only if every later column of it is a size and colours are named below.
  const named = columns.slice(1).length > 0 && columns.slice(1).every((col) => col >= 0);
  const rows = sheet.slice(1).map((cells) => style.rows.findIndex((row) => sameName(row.name, cells[0] ?? "")));
  if (!named || rows.length === 0 || !rows.some((row) => row >= 0)) return null;
  const result: PasteResult = { changes: [], skipped: 0 };
  sheet.slice(1).forEach((cells, index) => {
    cells.slice(1).forEach((text, offset) => {
      const cell = style.rows[rows[index]!]?.cells[columns[offset + 1]!];
      take(result, cell?.skuId, text, parse);
    });
  });
  return result;
}

function placeByPosition(
  styles: readonly GridStyle[],
  at: GridPosition,
  sheet: readonly (readonly string[])[],
  parse: ParseCell,
): PasteResult {
  const result: PasteResult = { changes: [], skipped: 0 };
  sheet.forEach((cells, rowOffset) => {
    cells.forEach((text, colOffset) => {
      const place = { style: at.style, row: at.row + rowOffset, col: at.col + colOffset };
      take(result, cellAt(styles, place)?.skuId, text, parse);
    });
  });
  return result;
}

function take(result: PasteResult, skuId: string | undefined, text: string, parse: ParseCell): void {
  const value = parse(text);
  if (value === null) return;
  if (value === undefined || !skuId) result.skipped += 1;
  else result.changes.push({ skuId, value });
}

/** The range as a sheet wants it: tabs between sizes, a line per colour; cells without a figure are empty. */
export function copyRange(style: GridStyle, range: GridRange, figureOf: (skuId: string) => number | undefined): string {
  const lines: string[] = [];
  for (let row = range.top; row <= range.bottom; row += 1) {
    const cells: string[] = [];
    for (let col = range.left; col <= range.right; col += 1) {
      const cell = style.rows[row]?.cells[col];
      const value = cell ? figureOf(cell.skuId) : undefined;
      cells.push(value === undefined ? "" : String(value));
    }
    lines.push(cells.join("\t"));
  }
  return lines.join("\n");
}
