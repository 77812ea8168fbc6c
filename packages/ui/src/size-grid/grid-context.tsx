import { createContext, useContext, useSyncExternalStore } from "react";
import type { FormatSettings } from "../format/format-context.tsx";
import { formatMoney, minorDigits, moneyInputText, parseMoney } from "../format/format-figures.ts";
import type { UiText } from "../ui-text.tsx";
import type { GridCell, GridRow } from "./grid-model.ts";
import { parseCount } from "./grid-paste.ts";
import type { GridStore } from "./grid-store.ts";

/** How a cell's figure is read and written: whole pieces, or money in minor units. */
export type CellCodec = {
  unit: "pieces" | "money";
  /** null empties the cell, undefined refuses the text. */
  parse: (text: string) => number | null | undefined;
  format: (value: number) => string;
  inputMode: "numeric" | "decimal";
};

export const piecesCodec: CellCodec = {
  unit: "pieces",
  parse: parseCount,
  format: (value) => (value === 0 ? "" : String(value)),
  inputMode: "numeric",
};

export function moneyCodec(currency: string): CellCodec {
  return {
    unit: "money",
    parse: (text) => (text.trim() === "" ? null : (parseMoney(text, currency) ?? undefined)),
    format: (value) => (value === 0 ? "" : moneyInputText(value, currency)),
    inputMode: "decimal",
  };
}

export type GridSetting = {
  store: GridStore;
  codec: CellCodec;
  readOnly: boolean;
  bare: boolean;
  /** Stands faintly in an empty cell. */
  empty: string;
  currency: string;
  format: FormatSettings;
  text: UiText;
};

export const GridContext = createContext<GridSetting | null>(null);

export function useGrid(): GridSetting {
  const setting = useContext(GridContext);
  if (!setting) throw new Error("a grid part was drawn outside SizeGrid");
  return setting;
}

/** Draws again when a figure inside the scope ("style:row", "style" or "all") changes. */
export function useGridScope(store: GridStore, scope: string): number {
  return useSyncExternalStore(
    (listener) => store.subscribe(scope, listener),
    () => store.version(scope),
  );
}

/** A price as short as it can be without lying: no zeros after the point. */
export function shortPrice(priceMinor: number, currency: string, locale: string): string {
  const whole = priceMinor % 10 ** minorDigits(currency) === 0;
  return formatMoney(priceMinor, currency, locale, whole ? "whole" : "full");
}

/** What a screen reader says of a cell: "Navy, size M, 12 pieces, 40 available". */
export function cellName(
  row: GridRow,
  size: string,
  cell: GridCell | null,
  value: number,
  setting: GridSetting,
): string {
  const { text, codec, format, currency } = setting;
  const place = `${row.name}, ${text.size} ${size}`;
  if (!cell) return `${place}, ${text.notMade}`;
  const figure = codec.unit === "pieces" ? `${value} ${text.pieces}` : formatMoney(value, currency, format.locale);
  const parts = [place, figure];
  if (cell.availableQty !== undefined) parts.push(`${cell.availableQty} ${text.available}`);
  if (cell.priceMinor !== undefined && codec.unit === "pieces") {
    parts.push(shortPrice(cell.priceMinor, currency, format.locale));
  }
  return parts.join(", ");
}
