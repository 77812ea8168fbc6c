import type { ReactNode } from "react";

export type DataColumn<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: "start" | "end";
  /** Server-side sort this header asks for: [first press, second press]. */
  sort?: readonly [string, string?];
  /** How wide the list must be for the column to be drawn: always, from 40 rem, from 60 rem. */
  room?: "always" | "wide" | "widest";
  /** Off until chosen. */
  hidden?: boolean;
  /** Value in the CSV export; the column stays out when missing. */
  csv?: (row: Row) => string | number | null | undefined;
  width?: string;
};

export type ListFilter = {
  key: string;
  label: string;
  options: readonly { value: string; label: string }[];
};

export type BulkAction<Row> = {
  key: string;
  label: string;
  icon?: ReactNode;
  danger?: boolean;
  /** Does it to one row; throws what the person should read. */
  run: (row: Row) => Promise<unknown>;
  /** Called once after all rows, e.g. to load the list again. */
  done?: () => void;
};

export const roomClass: Record<NonNullable<DataColumn<unknown>["room"]>, string> = {
  always: "",
  wide: "hidden @2xl:table-cell",
  widest: "hidden @5xl:table-cell",
};
