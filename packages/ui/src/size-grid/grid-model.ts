/** What the grid shows: styles, each with its colours down and sizes across. Pure; the figures live in the grid's store. */
export type GridCell = {
  skuId: string;
  /** Pieces that may still be promised; undefined hides it. */
  availableQty?: number | undefined;
  /** Unit price in minor units of the document's currency; undefined hides it. */
  priceMinor?: number | undefined;
};

export type GridRow = {
  key: string;
  /** Colourway name. */
  name: string;
  hex?: string | null;
  imageUrl?: string | null;
  /** One per size; null is a combination that is not made. */
  cells: readonly (GridCell | null)[];
};

export type GridStyle = {
  key: string;
  code: string;
  name: string;
  category?: string | null;
  pictureUrl?: string | null;
  sizes: readonly string[];
  rows: readonly GridRow[];
  /** Share of demand per size, any positive scale; equal shares when missing. */
  curve?: readonly number[] | undefined;
};

/** A place in the grid by index: style, colour row, size column. */
export type GridPosition = { style: number; row: number; col: number };

export function cellAt(styles: readonly GridStyle[], at: GridPosition): GridCell | null {
  return styles[at.style]?.rows[at.row]?.cells[at.col] ?? null;
}

export const positionKey = (at: GridPosition): string => `${at.style}:${at.row}:${at.col}`;

export function parsePositionKey(key: string | undefined): GridPosition | null {
  const parts = key?.split(":").map(Number);
  if (parts?.length !== 3 || parts.some((part) => !Number.isInteger(part))) return null;
  return { style: parts[0]!, row: parts[1]!, col: parts[2]! };
}

/** A rectangle of cells inside one style, corners in any order. */
export type GridSelection = { anchor: GridPosition; head: GridPosition };

export type GridRange = { style: number; top: number; bottom: number; left: number; right: number };

export function rangeOf({ anchor, head }: GridSelection): GridRange {
  return {
    style: anchor.style,
    top: Math.min(anchor.row, head.row),
    bottom: Math.max(anchor.row, head.row),
    left: Math.min(anchor.col, head.col),
    right: Math.max(anchor.col, head.col),
  };
}

export const isSingleCell = (range: GridRange): boolean => range.top === range.bottom && range.left === range.right;
