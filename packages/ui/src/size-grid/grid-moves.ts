import { cellAt, type GridPosition, type GridStyle } from "./grid-model.ts";

export type GridMove =
  | "left"
  | "right"
  | "up"
  | "down"
  | "next"
  | "previous"
  | "rowStart"
  | "rowEnd"
  | "gridStart"
  | "gridEnd";

/**
 * Where the focus goes from `from`, over cells that are not made; null when the grid ends that way (Tab then leaves the grid, arrows stay).
 * Up and down run on into the neighbouring style, keeping the column as far as that style has it. "next" and "previous" read like text.
 */
export function moveInGrid(styles: readonly GridStyle[], from: GridPosition, move: GridMove): GridPosition | null {
  switch (move) {
    case "left":
      return scanRow(styles, from, -1);
    case "right":
      return scanRow(styles, from, 1);
    case "up":
      return scanColumn(styles, from, -1);
    case "down":
      return scanColumn(styles, from, 1);
    case "next":
      return scanText(styles, from, 1);
    case "previous":
      return scanText(styles, from, -1);
    case "rowStart":
      return firstInRow(styles, from, 0, 1);
    case "rowEnd":
      return firstInRow(styles, from, sizeCount(styles, from.style) - 1, -1);
    case "gridStart":
      return firstCell(styles);
    case "gridEnd":
      return lastCell(styles);
  }
}

const sizeCount = (styles: readonly GridStyle[], style: number): number => styles[style]?.sizes.length ?? 0;
const rowCount = (styles: readonly GridStyle[], style: number): number => styles[style]?.rows.length ?? 0;

function scanRow(styles: readonly GridStyle[], from: GridPosition, step: 1 | -1): GridPosition | null {
  return firstInRow(styles, from, from.col + step, step);
}

function firstInRow(
  styles: readonly GridStyle[],
  at: GridPosition,
  startCol: number,
  step: 1 | -1,
): GridPosition | null {
  for (let col = startCol; col >= 0 && col < sizeCount(styles, at.style); col += step) {
    const place = { ...at, col };
    if (cellAt(styles, place)) return place;
  }
  return null;
}

function scanColumn(styles: readonly GridStyle[], from: GridPosition, step: 1 | -1): GridPosition | null {
  let { style, row } = from;
  for (;;) {
    row += step;
    while (row < 0 || row >= rowCount(styles, style)) {
      style += step;
      if (style < 0 || style >= styles.length) return null;
      row = step === 1 ? 0 : rowCount(styles, style) - 1;
    }
    const col = Math.min(from.col, sizeCount(styles, style) - 1);
    const place = { style, row, col };
    if (cellAt(styles, place)) return place;
    // A hole in a neighbouring style: the nearest made size keeps the focus from jumping over the whole style.
    if (style !== from.style) {
      const near = firstInRow(styles, place, col, -1) ?? firstInRow(styles, place, col, 1);
      if (near) return near;
    }
  }
}

function scanText(styles: readonly GridStyle[], from: GridPosition, step: 1 | -1): GridPosition | null {
  let { style, row, col } = from;
  for (;;) {
    col += step;
    while (col < 0 || col >= sizeCount(styles, style) || row < 0 || row >= rowCount(styles, style)) {
      row += step;
      if (row < 0 || row >= rowCount(styles, style)) {
        style += step;
        if (style < 0 || style >= styles.length) return null;
        row = step === 1 ? 0 : rowCount(styles, style) - 1;
      }
      col = step === 1 ? 0 : sizeCount(styles, style) - 1;
    }
    const place = { style, row, col };
    if (cellAt(styles, place)) return place;
  }
}

export function firstCell(styles: readonly GridStyle[]): GridPosition | null {
  return scanText(styles, { style: 0, row: 0, col: -1 }, 1);
}

export function lastCell(styles: readonly GridStyle[]): GridPosition | null {
  const style = styles.length - 1;
  if (style < 0) return null;
  return scanText(styles, { style, row: rowCount(styles, style) - 1, col: sizeCount(styles, style) }, -1);
}

/** The move a key asks for, as in a spreadsheet; null when the key is not a move. */
export function moveForKey(key: {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}): GridMove | null {
  const jump = key.ctrlKey || key.metaKey;
  switch (key.key) {
    case "ArrowLeft":
      return jump ? "rowStart" : "left";
    case "ArrowRight":
      return jump ? "rowEnd" : "right";
    case "ArrowUp":
      return "up";
    case "ArrowDown":
      return "down";
    case "Enter":
      return key.shiftKey ? "up" : "down";
    case "Tab":
      return key.shiftKey ? "previous" : "next";
    case "Home":
      return jump ? "gridStart" : "rowStart";
    case "End":
      return jump ? "gridEnd" : "rowEnd";
    default:
      return null;
  }
}
