import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "../classes.ts";
import { Tooltip } from "../menu.tsx";
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
    const turns = column.align === "end" ? [...(column.sort ?? [])].reverse() : (column.sort ?? []);
    onState(changeState(state, { sort: turns[turns.indexOf(state["sort"]) + 1] }));
  };
  const arrow =
    at === -1 ? (
      // Room is kept for the arrow, so that no column moves when it comes.
      <ChevronsUpDown
        className="size-3.5 opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60"
        aria-hidden
      />
    ) : at === 0 ? (
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
      <Defined definition={column.definition}>
        {column.sort ? (
          <button
            type="button"
            className={cx(
              "group/sort inline-flex items-center gap-1 rounded align-middle hover:text-ink",
              column.align === "end" && "flex-row-reverse",
              at !== -1 && "text-ink",
            )}
            onClick={press}
          >
            <span className={cx(column.definition && definedLook)}>{column.header}</span>
            {arrow}
          </button>
        ) : column.definition ? (
          <button type="button" className={cx("cursor-help rounded align-middle", definedLook)}>
            {column.header}
          </button>
        ) : (
          column.header
        )}
      </Defined>
    </th>
  );
}

const definedLook = "underline decoration-line-strong decoration-dotted underline-offset-4";

/** A header whose meaning is told on hover and focus. */
function Defined({ definition, children }: { definition: string | undefined; children: ReactNode }) {
  return definition ? <Tooltip content={definition}>{children}</Tooltip> : children;
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
