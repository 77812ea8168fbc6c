import { getCoreRowModel, type RowSelectionState, useReactTable } from "@tanstack/react-table";
import { type ReactNode, useMemo, useState } from "react";
import { cx } from "../classes.ts";
import { BulkBar } from "./bulk-bar.tsx";
import type { BulkAction, DataColumn, ListFilter } from "./data-column.ts";
import type { ListState } from "./list-state.ts";
import { ListToolbar } from "./list-toolbar.tsx";
import { TableBody } from "./table-body.tsx";
import { type FetchAll, useExport } from "./use-export.ts";

export type DataTableProps<Row> = {
  /** Names the list in saved views and file names. */
  id: string;
  label: string;
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  rowName: (row: Row) => string;
  state: ListState;
  onState: (state: ListState) => void;
  filters?: readonly ListFilter[];
  searchPlaceholder?: string;
  /** Draws the row's link around the first column; pressing anywhere else on the row follows it too. */
  onOpen?: (row: Row) => void;
  loading?: boolean;
  /** Drawn instead of rows when loading failed. */
  failure?: ReactNode;
  empty: ReactNode;
  hasMore?: boolean;
  loadingMore?: boolean;
  onLoadMore?: () => void;
  /** Every matching row, page by page, for the export. */
  fetchAll?: FetchAll<Row>;
  bulkActions?: readonly BulkAction<Row>[];
  toolbarExtra?: ReactNode;
  className?: string;
};

/** The one list: the server sorts, filters and searches; the URL holds the state; rows are drawn only near the window. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, rowKey, rowName, state, onState, filters = [], bulkActions = [], fetchAll } = props;
  const [selection, setSelection] = useState<RowSelectionState>({});

  const visible = useMemo(() => {
    const chosen = state["cols"]?.split(".");
    return new Set(columns.filter((c) => (chosen ? chosen.includes(c.key) : !c.hidden)).map((c) => c.key));
  }, [columns, state["cols"]]);

  const table = useReactTable<Row>({
    data: rows as Row[],
    columns: useMemo(() => columns.map((column) => ({ id: column.key, accessorFn: (row: Row) => row })), [columns]),
    getCoreRowModel: getCoreRowModel(),
    getRowId: rowKey,
    manualSorting: true,
    manualFiltering: true,
    manualPagination: true,
    state: { rowSelection: selection },
    onRowSelectionChange: setSelection,
  });
  const selected = table.getSelectedRowModel().rows.map((row) => row.original);

  const csv = useExport(props.id, columns, fetchAll ?? (async () => ({ rows, whole: !props.hasMore })));

  return (
    <div className={cx("flex min-h-0 min-w-0 flex-1 flex-col gap-3", props.className)}>
      <ListToolbar
        listId={props.id}
        label={props.label}
        state={state}
        onState={onState}
        searchPlaceholder={props.searchPlaceholder}
        filters={filters}
        columns={columns}
        visible={visible}
        csv={csv}
        extra={props.toolbarExtra}
      />
      <BulkBar
        rows={selected}
        actions={bulkActions}
        rowKey={rowKey}
        rowName={rowName}
        onClear={() => setSelection({})}
      />
      <TableBody
        {...props}
        columns={columns.filter((column) => visible.has(column.key))}
        selection={selection}
        onSelection={setSelection}
        selectable={bulkActions.length > 0}
      />
    </div>
  );
}
