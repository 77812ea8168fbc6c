import type { RowSelectionState } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { SearchX } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { Button } from "../button.tsx";
import { Checkbox } from "../choice.tsx";
import { cx } from "../classes.ts";
import { EmptyState } from "../states.tsx";
import { useUiText } from "../ui-text.tsx";
import { type ListFilter, roomClass } from "./data-column.ts";
import type { DataTableProps } from "./data-table.tsx";
import { HeadCell, SkeletonBody } from "./data-table-parts.tsx";
import { keysOf } from "./list-filters.tsx";
import { changeState } from "./list-state.ts";

type BodyProps<Row> = DataTableProps<Row> & {
  selection: RowSelectionState;
  onSelection: (next: RowSelectionState) => void;
  selectable: boolean;
};

const rowHeight = 48;

type NarrowedProps = Pick<BodyProps<unknown>, "state" | "onState"> & {
  filters: readonly ListFilter[];
  otherwise: ReactNode;
};

/** A list that is empty because it was narrowed says so and widens again; any other is empty in its own words. */
function NothingMatches({ filters, state, onState, otherwise }: NarrowedProps) {
  const text = useUiText();
  const narrowing = ["q", ...filters.flatMap(keysOf)];
  if (!narrowing.some((key) => state[key])) return otherwise;
  const widen = () => onState(changeState(state, Object.fromEntries(narrowing.map((key) => [key, undefined]))));
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title={text.noMatches}
      action={<Button onClick={widen}>{text.showAll}</Button>}
    >
      {text.narrowed}
    </EmptyState>
  );
}

/** Head and rows; only the rows near the window are drawn, and the next page is asked for before its end is reached. */
export function TableBody<Row>(props: BodyProps<Row>) {
  const { columns, rows, rowKey, rowName, state, onState, selection, onSelection, selectable, loading } = props;
  const text = useUiText();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => rowKey(rows[index]!),
  });
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const span = columns.length + (selectable ? 1 : 0);

  const lastIndex = items.at(-1)?.index ?? -1;
  const { hasMore, loadingMore, onLoadMore } = props;
  useEffect(() => {
    if (hasMore && !loadingMore && lastIndex >= rows.length - 20) onLoadMore?.();
  }, [hasMore, loadingMore, lastIndex, rows.length, onLoadMore]);

  const allSelected = rows.length > 0 && rows.every((row) => selection[rowKey(row)]);
  const toggleAll = () => onSelection(allSelected ? {} : Object.fromEntries(rows.map((row) => [rowKey(row), true])));
  const toggle = (key: string) => {
    const { [key]: was, ...rest } = selection;
    onSelection(was ? rest : { ...selection, [key]: true });
  };

  if (props.failure) return <div className="rounded-lg border border-line bg-surface">{props.failure}</div>;
  if (!loading && rows.length === 0) {
    return (
      <div className="rounded-lg border border-line bg-surface">
        <NothingMatches filters={props.filters ?? []} state={state} onState={onState} otherwise={props.empty} />
      </div>
    );
  }
  return (
    <div
      ref={scroller}
      className="@container scroll-thin min-h-40 flex-1 overflow-auto rounded-lg border border-line bg-surface"
      aria-busy={loading}
    >
      <table className="w-full border-separate border-spacing-0 text-sm" aria-label={props.label} aria-rowcount={-1}>
        <thead className="sticky top-0 z-20">
          <tr>
            {selectable && (
              <th className="w-10 border-b border-line bg-surface-2 ps-4 text-start align-middle leading-none">
                <Checkbox
                  aria-label={text.selectAll}
                  checked={allSelected}
                  indeterminate={!allSelected && rows.some((row) => selection[rowKey(row)])}
                  onChange={toggleAll}
                />
              </th>
            )}
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} state={state} onState={onState} />
            ))}
          </tr>
        </thead>
        <tbody className={cx("transition-opacity", loading && rows.length > 0 && "opacity-50")}>
          {loading && rows.length === 0 && <SkeletonBody columns={columns} selectable={selectable} />}
          {before > 0 && (
            <tr aria-hidden>
              <td colSpan={span} style={{ height: before, padding: 0 }} />
            </tr>
          )}
          {items.map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            const key = rowKey(row);
            return (
              <tr
                key={key}
                data-index={item.index}
                ref={virtualizer.measureElement}
                aria-selected={selectable ? Boolean(selection[key]) : undefined}
                className={cx(
                  "group transition-colors",
                  props.onOpen && "cursor-pointer hover:bg-surface-2",
                  selection[key] && "bg-accent-soft hover:bg-accent-soft",
                )}
                onClick={(event) => {
                  const target = event.target as HTMLElement;
                  // A menu of the row is drawn elsewhere on the page, and its clicks come by here all the same.
                  const elsewhere = !event.currentTarget.contains(target);
                  const inside = elsewhere || target.closest("a, button, input, label");
                  if (!inside && !getSelection()?.toString()) props.onOpen?.(row);
                }}
                onKeyDown={moveBetweenRows}
              >
                {selectable && (
                  <td className="border-b border-line ps-4 align-middle leading-none">
                    <Checkbox
                      aria-label={`${text.selectRow}: ${rowName(row)}`}
                      checked={Boolean(selection[key])}
                      onChange={() => toggle(key)}
                    />
                  </td>
                )}
                {columns.map((column) => (
                  <td
                    key={column.key}
                    className={cx(
                      "h-12 border-b border-line px-3 py-1.5 first:ps-4 last:pe-4",
                      column.align === "end" && "text-end",
                      roomClass[column.room ?? "always"],
                    )}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          {after > 0 && (
            <tr aria-hidden>
              <td colSpan={span} style={{ height: after, padding: 0 }} />
            </tr>
          )}
        </tbody>
      </table>
      <p className="tabular px-4 py-2.5 text-xs text-ink-3" role="status">
        {loading && rows.length === 0 ? (
          text.loading
        ) : (
          <>
            {rows.length} {text.rowsShown}
            {loadingMore ? ` · ${text.loading}` : props.hasMore ? "" : ` · ${text.endOfList}`}
          </>
        )}
      </p>
    </div>
  );
}

/** Up and down arrows go from one row's link to the next row's. */
function moveBetweenRows(event: KeyboardEvent<HTMLTableRowElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (!(event.target instanceof HTMLAnchorElement)) return;
  const row = event.currentTarget;
  const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
  const link = next?.querySelector("a");
  if (!link) return;
  event.preventDefault();
  link.focus();
}
