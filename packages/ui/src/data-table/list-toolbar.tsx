import { Columns3, Download, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../button.tsx";
import { Checkbox } from "../choice.tsx";
import { Quantity } from "../format/quantity.tsx";
import { SearchInput } from "../input.tsx";
import { Popover } from "../menu.tsx";
import { useUiText } from "../ui-text.tsx";
import type { ListFilter } from "./data-column.ts";
import { Filters } from "./list-filters.tsx";
import { changeState, type ListState } from "./list-state.ts";
import type { Export } from "./use-export.ts";
import { ViewsMenu } from "./views-menu.tsx";

type ToolbarProps = {
  listId: string;
  label: string;
  state: ListState;
  onState: (state: ListState) => void;
  searchPlaceholder?: string | undefined;
  filters: readonly ListFilter[];
  columns: readonly { key: string; header: string }[];
  visible: ReadonlySet<string>;
  csv: Export | null;
  extra?: ReactNode;
};

/** Search, filters, saved views, columns, export: everything that decides which rows are seen. */
export function ListToolbar(props: ToolbarProps) {
  const { listId, label, state, onState, filters, columns, visible, csv, extra } = props;
  const text = useUiText();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchInput
        value={state["q"] ?? ""}
        onChange={(q) => onState(changeState(state, { q }))}
        label={`${text.search}: ${label}`}
        placeholder={props.searchPlaceholder ?? text.search}
        className="min-w-44 basis-full sm:max-w-72 sm:flex-1 sm:basis-auto"
      />
      <Filters filters={filters} state={state} onState={onState} />
      <div className="ms-auto flex items-center gap-1">
        {extra}
        <ViewsMenu listId={listId} state={state} onState={onState} />
        <ColumnsMenu columns={columns} visible={visible} state={state} onState={onState} />
        {csv && <ExportButton csv={csv} />}
      </div>
    </div>
  );
}

/** Starts the file; while it is being made, says how many rows are read and stops it. */
function ExportButton({ csv }: { csv: Export }) {
  const text = useUiText();
  if (csv.count === null) {
    return (
      <Button tone="quiet" size="icon" aria-label={text.exportCsv} title={text.exportCsv} onClick={csv.start}>
        <Download aria-hidden />
      </Button>
    );
  }
  return (
    <Button tone="quiet" title={text.stop} aria-label={`${text.exportCsv}: ${text.stop}`} onClick={csv.stop}>
      <Quantity value={csv.count} />
      <X aria-hidden />
    </Button>
  );
}

type ColumnsMenuProps = Pick<ToolbarProps, "columns" | "visible" | "state" | "onState">;

function ColumnsMenu({ columns, visible, state, onState }: ColumnsMenuProps) {
  const text = useUiText();
  const toggle = (key: string) => {
    const next = columns.filter((column) => visible.has(column.key) !== (column.key === key)).map(({ key: k }) => k);
    if (next.length > 0) onState(changeState(state, { cols: next.join(".") }));
  };
  return (
    <Popover
      align="end"
      className="w-52"
      trigger={
        <Button
          tone="quiet"
          size="icon"
          aria-label={text.columns}
          title={text.columns}
          className="hidden sm:inline-flex"
        >
          <Columns3 aria-hidden />
        </Button>
      }
    >
      {columns.map((column) => (
        <Checkbox
          key={column.key}
          label={column.header}
          checked={visible.has(column.key)}
          onChange={() => toggle(column.key)}
        />
      ))}
    </Popover>
  );
}
