import { ListFilter as FilterIcon, X } from "lucide-react";
import { Button } from "../button.tsx";
import { Select } from "../choice.tsx";
import { useFormatSettings } from "../format/format-context.tsx";
import { formatDate } from "../format/format-figures.ts";
import { Input } from "../input.tsx";
import { Popover } from "../menu.tsx";
import { useUiText } from "../ui-text.tsx";
import type { ListFilter } from "./data-column.ts";
import { changeState, type ListState } from "./list-state.ts";

type FiltersProps = { filters: readonly ListFilter[]; state: ListState; onState: (state: ListState) => void };

/** The pairs of a list's state that a filter keeps. */
export const keysOf = (filter: ListFilter): readonly string[] => filter.dates ?? [filter.key];

/** The filters behind one button, and each that is set as a chip that takes it away. */
export function Filters({ filters, state, onState }: FiltersProps) {
  const text = useUiText();
  const words = useFilterWords(state);
  if (filters.length === 0) return null;
  const active = filters.filter((filter) => keysOf(filter).some((key) => state[key]));
  return (
    <>
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
              {filter.dates ? (
                <DateSpan keys={filter.dates} label={filter.label} state={state} onState={onState} />
              ) : (
                <Select
                  aria-label={filter.label}
                  value={state[filter.key] ?? ""}
                  options={filter.options}
                  placeholder={text.allRows}
                  onChange={(event) => onState(changeState(state, { [filter.key]: event.target.value }))}
                />
              )}
            </div>
          ))}
        </div>
      </Popover>
      {active.map((filter) => (
        <button
          key={filter.key}
          type="button"
          onClick={() => onState(changeState(state, Object.fromEntries(keysOf(filter).map((key) => [key, undefined]))))}
          className="inline-flex h-touch max-w-full items-center gap-1 rounded-md bg-accent-soft px-2 text-sm text-accent"
          aria-label={`${text.clear}: ${filter.label}, ${words(filter)}`}
        >
          <span className="min-w-0 truncate">{words(filter)}</span>
          <X className="size-3.5 shrink-0" aria-hidden />
        </button>
      ))}
    </>
  );
}

type DateSpanProps = Pick<FiltersProps, "state" | "onState"> & { keys: readonly [string, string]; label: string };

function DateSpan({ keys: [from, to], label, state, onState }: DateSpanProps) {
  const text = useUiText();
  const field = (key: string, name: string, limits: { min?: string | undefined; max?: string | undefined }) => (
    <Input
      type="date"
      aria-label={`${label}: ${name}`}
      value={state[key] ?? ""}
      {...limits}
      onChange={(event) => onState(changeState(state, { [key]: event.target.value }))}
    />
  );
  return (
    <span className="grid grid-cols-2 gap-2">
      {field(from, text.from, { max: state[to] })}
      {field(to, text.to, { min: state[from] })}
    </span>
  );
}

/** What a filter is set to, as its chip says it. */
function useFilterWords(state: ListState): (filter: ListFilter) => string {
  const { locale, timeZone } = useFormatSettings();
  const day = (key: string) => (state[key] ? formatDate(state[key], locale, timeZone) : "…");
  return (filter) => {
    if (filter.dates) return `${day(filter.dates[0])} – ${day(filter.dates[1])}`;
    const value = state[filter.key];
    return filter.options.find((option) => option.value === value)?.label ?? filter.label;
  };
}
