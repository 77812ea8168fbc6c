import { cellAt, type GridRange, type GridSelection, type GridStyle, rangeOf } from "./grid-model.ts";
import type { GridChange } from "./grid-paste.ts";

/**
 * The figures of a grid outside React: a keystroke wakes one row, its style's totals and the document's total, never the other 10,000 cells.
 */
export type GridStore = {
  figureOf: (skuId: string) => number;
  /** Writes figures as one step that `undo` takes back. */
  write: (changes: readonly GridChange[]) => void;
  undo: () => boolean;
  select: (selection: GridSelection | null) => void;
  selection: () => GridSelection | null;
  range: () => GridRange | null;
  /** Version counters for useSyncExternalStore: "style:row", "style" or "all". */
  version: (scope: string) => number;
  subscribe: (scope: string, listener: () => void) => () => void;
  /** The figures that are not zero. */
  quantities: () => Record<string, number>;
  /** Other styles (one added, availability moved): figures, history and selection stay. */
  arrange: (styles: readonly GridStyle[]) => void;
};

export function createGridStore(start: readonly GridStyle[], initial: Readonly<Record<string, number>>): GridStore {
  let styles = start;
  const values = new Map(Object.entries(initial));
  let places = scopesBySku(styles);
  const versions = new Map<string, number>();
  const listeners = new Map<string, Set<() => void>>();
  const history: GridChange[][] = [];
  let selected: GridSelection | null = null;

  const wake = (scopes: Iterable<string>) => {
    for (const scope of scopes) {
      versions.set(scope, (versions.get(scope) ?? 0) + 1);
      for (const listener of listeners.get(scope) ?? []) listener();
    }
  };
  const figureOf = (skuId: string) => values.get(skuId) ?? 0;
  const apply = (changes: readonly GridChange[]): GridChange[] => {
    const before: GridChange[] = [];
    const scopes = new Set<string>();
    for (const { skuId, value } of changes) {
      const old = figureOf(skuId);
      if (old === value) continue;
      before.push({ skuId, value: old });
      values.set(skuId, value);
      for (const scope of places.get(skuId) ?? []) scopes.add(scope);
    }
    if (before.length > 0) wake([...scopes, "all"]);
    return before.reverse();
  };
  const rowsOf = (selection: GridSelection | null): string[] => {
    if (!selection) return [];
    const range = rangeOf(selection);
    return Array.from({ length: range.bottom - range.top + 1 }, (_, offset) => `${range.style}:${range.top + offset}`);
  };

  return {
    figureOf,
    write(changes) {
      const before = apply(changes);
      if (before.length > 0) history.push(before);
      if (history.length > 200) history.shift();
    },
    undo() {
      const step = history.pop();
      if (!step) return false;
      apply(step);
      return true;
    },
    select(selection) {
      if (selection && (!cellAt(styles, selection.anchor) || selection.anchor.style !== selection.head.style)) return;
      const touched = new Set([...rowsOf(selected), ...rowsOf(selection)]);
      selected = selection;
      wake(touched);
    },
    selection: () => selected,
    range: () => (selected ? rangeOf(selected) : null),
    version: (scope) => versions.get(scope) ?? 0,
    subscribe(scope, listener) {
      const set = listeners.get(scope) ?? new Set();
      listeners.set(scope, set.add(listener));
      return () => set.delete(listener);
    },
    arrange(next) {
      styles = next;
      places = scopesBySku(next);
      if (selected && !cellAt(next, selected.anchor)) selected = null;
    },
    quantities: () => Object.fromEntries([...values].filter(([, value]) => value !== 0)),
  };
}

/** For each SKU the scopes a change of its figure wakes: its style and its row. */
function scopesBySku(styles: readonly GridStyle[]): Map<string, [string, string]> {
  const places = new Map<string, [string, string]>();
  styles.forEach((style, styleIndex) => {
    style.rows.forEach((row, rowIndex) => {
      for (const cell of row.cells) if (cell) places.set(cell.skuId, [`${styleIndex}`, `${styleIndex}:${rowIndex}`]);
    });
  });
  return places;
}
