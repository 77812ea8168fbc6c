import type { ReactNode } from "react";

export type DataColumn<Row> = {
  key: string;
  header: string;
  /** What the figure counts and what it leaves out; shown when the header is hovered or focused. */
  definition?: string;
  cell: (row: Row) => ReactNode;
  align?: "start" | "end";
  /** Server-side sorts this header asks for: [ascending, descending]. Figures begin with the greatest. */
  sort?: readonly [string, string?];
  /** How wide the list must be for the column to be drawn: always, from 40 rem, from 60 rem. */
  room?: "always" | "wide" | "widest";
  /** Off until chosen. */
  hidden?: boolean;
  /** Value in the CSV export; the column stays out when missing. */
  csv?: (row: Row) => string | number | null | undefined;
  width?: string;
};

/** A choice of one, or a span of business dates under two keys of the state. */
export type ListFilter = { key: string; label: string } & (
  | { options: readonly { value: string; label: string }[]; dates?: never }
  | { dates: readonly [from: string, to: string]; options?: never }
);

export type BulkAction<Row> = {
  key: string;
  label: string;
  icon?: ReactNode;
  danger?: boolean;
  /** Asked once before the first row: what will happen, and what must be known for it, typed or chosen. */
  ask?: { explain: string; answer?: { label: string; options?: readonly { value: string; label: string }[] } };
  /** Does it to one row; throws what the person should read. `answer` is what was typed or chosen, "" when nothing is asked. */
  run: (row: Row, answer: string) => Promise<unknown>;
  /** Called once after all rows, e.g. to load the list again. */
  done?: () => void;
};

export const roomClass: Record<NonNullable<DataColumn<unknown>["room"]>, string> = {
  always: "",
  wide: "hidden @2xl:table-cell",
  widest: "hidden @5xl:table-cell",
};
