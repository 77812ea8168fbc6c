import { ArrowDown, ArrowUp } from "lucide-react";
import { cx } from "../classes.ts";
import { Skeleton } from "../skeleton.tsx";
import { useUiText } from "../ui-text.tsx";
import { type DataColumn, roomClass } from "./data-column.ts";
import { changeState, type ListState } from "./list-state.ts";

type HeadCellProps<Row> = { column: DataColumn<Row>; state: ListState; onState: (state: ListState) => void };

/** A column's name; pressed, the server sorts by it. */
export function HeadCell<Row>({ column, state, onState }: HeadCellProps<Row>) {
  const text = useUiText();
  const at = column.sort?.indexOf(state["sort"] ?? "") ?? -1;
  const press = () => {
    const next = at === -1 ? column.sort?.[0] : column.sort?.[at + 1];
    onState(changeState(state, { sort: next }));
  };
  const arrow =
    at === -1 ? null : at === 0 ? (
      <ArrowUp className="size-3.5" aria-label={text.sortAscending} />
    ) : (
      <ArrowDown className="size-3.5" aria-label={text.sortDescending} />
    );
  return (
    <th
      scope="col"
      aria-sort={at === -1 ? undefined : at === 0 ? "ascending" : "descending"}
      style={column.width ? { width: column.width } : undefined}
      className={cx(
        "h-9 border-b border-line bg-surface-2 px-3 text-start text-xs font-medium whitespace-nowrap text-ink-2 first:ps-4 last:pe-4",
        column.align === "end" && "text-end",
        roomClass[column.room ?? "always"],
      )}
    >
      {column.sort ? (
        <button type="button" className="inline-flex items-center gap-1 rounded hover:text-ink" onClick={press}>
          {column.header}
          {arrow}
        </button>
      ) : (
        column.header
      )}
    </th>
  );
}

const skeletonRows = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** Rows to come. */
export function SkeletonBody<Row>({
  columns,
  selectable,
}: {
  columns: readonly DataColumn<Row>[];
  selectable: boolean;
}) {
  return skeletonRows.map((row, index) => (
    <tr key={row}>
      {selectable && <td className="border-b border-line" />}
      {columns.map((column, place) => (
        <td
          key={column.key}
          className={cx("h-12 border-b border-line px-3 first:ps-4 last:pe-4", roomClass[column.room ?? "always"])}
        >
          <Skeleton
            className={cx(
              place === 0 ? "w-40" : "w-16",
              column.align === "end" && "ms-auto",
              index > 4 && "opacity-50",
            )}
          />
        </td>
      ))}
    </tr>
  ));
}
