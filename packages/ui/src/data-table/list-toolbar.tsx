import { Bookmark, Columns3, Download, ListFilter as FilterIcon, Trash2, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "../button.tsx";
import { Checkbox, Select } from "../choice.tsx";
import { cx } from "../classes.ts";
import { Input, SearchInput } from "../input.tsx";
import { Popover } from "../menu.tsx";
import { useUiText } from "../ui-text.tsx";
import type { ListFilter } from "./data-column.ts";
import { changeState, type ListState, loadViews, type SavedView, sameState, storeViews } from "./list-state.ts";

type ToolbarProps = {
  listId: string;
  label: string;
  state: ListState;
  onState: (state: ListState) => void;
  searchPlaceholder?: string | undefined;
  filters: readonly ListFilter[];
  columns: readonly { key: string; header: string }[];
  visible: ReadonlySet<string>;
  onExport?: (() => void) | undefined;
  exporting?: boolean;
  extra?: ReactNode;
};

/** Search, filters, saved views, columns, export: everything that decides which rows are seen. */
export function ListToolbar(props: ToolbarProps) {
  const { listId, label, state, onState, filters, columns, visible, onExport, exporting, extra } = props;
  const text = useUiText();
  const active = filters.filter((filter) => state[filter.key]);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchInput
        value={state["q"] ?? ""}
        onChange={(q) => onState(changeState(state, { q }))}
        label={`${text.search}: ${label}`}
        placeholder={props.searchPlaceholder ?? text.search}
        className="min-w-44 basis-full sm:max-w-72 sm:flex-1 sm:basis-auto"
      />
      {filters.length > 0 && (
        <Popover
          trigger={
            <Button icon={<FilterIcon aria-hidden />}>
              {text.filters}
              {active.length > 0 && (
                <span className="tabular rounded-full bg-accent px-1.5 text-2xs text-on-accent">{active.length}</span>
              )}
            </Button>
          }
        >
          <div className="space-y-3">
            {filters.map((filter) => (
              <div key={filter.key} className="text-xs font-medium text-ink-2">
                <span className="mb-1 block" aria-hidden>
                  {filter.label}
                </span>
                <Select
                  aria-label={filter.label}
                  value={state[filter.key] ?? ""}
                  options={filter.options}
                  placeholder={text.allRows}
                  onChange={(event) => onState(changeState(state, { [filter.key]: event.target.value }))}
                />
              </div>
            ))}
          </div>
        </Popover>
      )}
      {active.map((filter) => (
        <button
          key={filter.key}
          type="button"
          onClick={() => onState(changeState(state, { [filter.key]: undefined }))}
          className="inline-flex h-touch items-center gap-1 rounded-md bg-accent-soft px-2 text-sm text-accent"
          aria-label={`${text.clear}: ${filter.label}`}
        >
          {filter.options.find((option) => option.value === state[filter.key])?.label ?? state[filter.key]}
          <X className="size-3.5" aria-hidden />
        </button>
      ))}
      <div className="ms-auto flex items-center gap-1">
        {extra}
        <ViewsMenu listId={listId} state={state} onState={onState} />
        <ColumnsMenu columns={columns} visible={visible} state={state} onState={onState} />
        {onExport && (
          <Button
            tone="quiet"
            size="icon"
            aria-label={text.exportCsv}
            title={text.exportCsv}
            busy={exporting}
            onClick={onExport}
          >
            {!exporting && <Download aria-hidden />}
          </Button>
        )}
      </div>
    </div>
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

function ViewsMenu({ listId, state, onState }: Pick<ToolbarProps, "listId" | "state" | "onState">) {
  const text = useUiText();
  const [views, setViews] = useState<SavedView[]>(() => loadViews(listId));
  const [name, setName] = useState("");
  const keep = (next: SavedView[]) => {
    setViews(next);
    storeViews(listId, next);
  };
  return (
    <Popover
      align="end"
      trigger={
        <Button tone="quiet" size="icon" aria-label={text.views} title={text.views}>
          <Bookmark aria-hidden className={cx(views.some((view) => sameState(view.state, state)) && "fill-current")} />
        </Button>
      }
    >
      <ul>
        {views.map((view) => (
          <li key={view.name} className="flex items-center">
            <button
              type="button"
              className={cx(
                "h-touch min-w-0 flex-1 truncate rounded-md px-2 text-start text-sm hover:bg-surface-3",
                sameState(view.state, state) && "font-medium text-accent",
              )}
              onClick={() => onState(view.state)}
            >
              {view.name}
            </button>
            <Button
              tone="quiet"
              size="iconSm"
              aria-label={`${text.deleteView}: ${view.name}`}
              onClick={() => keep(views.filter((other) => other !== view))}
            >
              <Trash2 aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      <form
        className={cx("flex gap-2", views.length > 0 && "mt-2 border-t border-line pt-3")}
        onSubmit={(event) => {
          event.preventDefault();
          const trimmed = name.trim();
          if (!trimmed) return;
          keep([...views.filter((view) => view.name !== trimmed), { name: trimmed, state }]);
          setName("");
        }}
      >
        <Input
          aria-label={text.viewName}
          placeholder={text.viewName}
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" disabled={!name.trim()}>
          {text.save}
        </Button>
      </form>
    </Popover>
  );
}
