import type { ReactNode } from "react";
import { cx } from "./classes.ts";
import { Card } from "./field.tsx";
import { ScrollRegion } from "./scroll-region.tsx";

export interface CardColumn<Row> {
  title: string;
  /** Figures stand at the end. */
  end?: boolean;
  /** Left out on a phone; what it says stands elsewhere there. */
  wide?: boolean;
  cell: (row: Row) => ReactNode;
  /** In the line under all rows. */
  foot?: ReactNode;
}

interface CardTableProps<Row> {
  /** What is in it, for who cannot see it; also above it, unless the page says it. */
  title: string;
  bare?: boolean;
  columns: readonly CardColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  isMarked?: (row: Row) => boolean;
  /** Long tables of the books stand closer. */
  dense?: boolean;
  /** Under the table. */
  children?: ReactNode;
}

/** A short table that fills a card and scrolls in it where it is wider: figures of one thing, no paging, sorting or choosing (those are `DataTable`'s). */
export function CardTable<Row>(props: CardTableProps<Row>) {
  const { title, bare = false, columns, rows, keyOf, isMarked, dense = false, children } = props;
  const place = (column: CardColumn<Row>) =>
    cx(
      "px-2 first:ps-4 last:pe-4 sm:px-3",
      column.end ? "tabular text-end" : "text-start",
      column.wide && "max-sm:hidden",
    );
  return (
    <Card {...(bare ? {} : { title })} flush>
      <ScrollRegion label={title}>
        <table className={cx("w-full", dense ? "text-xs sm:text-sm" : "text-sm")}>
          <thead className={cx("text-xs text-ink-2", dense && "bg-surface-2")}>
            <tr>
              {columns.map((column) => (
                <th
                  key={column.title}
                  scope="col"
                  className={cx("py-2 font-medium", column.end && "whitespace-nowrap", place(column))}
                >
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr
                key={keyOf(row)}
                className={cx("group border-t border-line hover:bg-surface-2", isMarked?.(row) && "bg-accent-soft")}
              >
                {columns.map((column) => (
                  <td key={column.title} className={cx(dense ? "py-1.5" : "py-2", place(column))}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {columns.some((column) => column.foot !== undefined) && (
            <tfoot>
              <tr className="border-t-2 border-line font-semibold">
                {columns.map((column) => (
                  <td key={column.title} className={cx("py-2.5", place(column))}>
                    {column.foot}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </ScrollRegion>
      {children}
    </Card>
  );
}
