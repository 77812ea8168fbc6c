import type { ReactNode } from "react";
import { cx } from "./classes.ts";
import { Card } from "./field.tsx";
import { ScrollRegion } from "./scroll-region.tsx";

export interface CardColumn<Row> {
  title: string;
  /** Figures stand at the end. */
  end?: boolean;
  cell: (row: Row) => ReactNode;
}

/** A short table that fills a card and scrolls in it where it is wider: figures of one thing, no paging, sorting or choosing (those are `DataTable`'s). */
export function CardTable<Row>({
  title,
  columns,
  rows,
  keyOf,
  isMarked,
}: {
  title: string;
  columns: readonly CardColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  isMarked?: (row: Row) => boolean;
}) {
  const place = (column: CardColumn<Row>) => (column.end ? "text-end" : "text-start");
  return (
    <Card title={title} flush>
      <ScrollRegion label={title}>
        <table className="w-full text-sm">
          <thead className="text-xs text-ink-3">
            <tr>
              {columns.map((column) => (
                <th key={column.title} scope="col" className={cx("px-4 py-2 font-medium", place(column))}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)} className={cx("border-t border-line", isMarked?.(row) && "bg-accent-soft")}>
                {columns.map((column) => (
                  <td key={column.title} className={cx("px-4 py-2", place(column))}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Card>
  );
}
