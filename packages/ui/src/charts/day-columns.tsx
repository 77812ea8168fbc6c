import { cx } from "../classes.ts";

export type DayColumn = { key: string; label: string; value: number; text: string };

/** Light columns for the landing page, drawn without a chart library; each says its day and figure on hover and focus. */
export function DayColumns({ columns, className }: { columns: readonly DayColumn[]; className?: string }) {
  const high = Math.max(1, ...columns.map((column) => column.value));
  const every = Math.max(1, Math.ceil(columns.length / 7));
  return (
    <div className={cx("flex h-52 items-stretch gap-[3px]", className)} role="img" aria-hidden>
      {columns.map((column, index) => (
        <div key={column.key} className="group relative flex min-w-0 flex-1 flex-col justify-end">
          <div
            className={cx(
              "rounded-t-[3px] transition-[height] duration-300 group-hover:bg-accent",
              column.value > 0 ? "min-h-0.5 bg-accent/85" : "h-px! bg-line",
            )}
            style={{ height: `calc((100% - 1.25rem) * ${Math.max(0, column.value) / high})` }}
          />
          <span className="mt-1 h-4 text-center text-2xs whitespace-nowrap text-ink-3">
            {index % every === 0 ? column.label : ""}
          </span>
          <span className="pointer-events-none absolute bottom-full left-1/2 z-10 mb-1 hidden -translate-x-1/2 rounded-md bg-ink px-2 py-1 text-xs whitespace-nowrap text-bg group-hover:block">
            {column.label}: {column.text}
          </span>
        </div>
      ))}
    </div>
  );
}

export type ShareBar = { key: string; label: React.ReactNode; value: number; text: React.ReactNode };

/** Parts of a whole as bars in a list: readable without the picture. */
export function ShareBars({ bars }: { bars: readonly ShareBar[] }) {
  const high = Math.max(1, ...bars.map((bar) => bar.value));
  return (
    <ul className="space-y-3">
      {bars.map((bar) => (
        <li key={bar.key}>
          <div className="flex items-baseline justify-between gap-3 text-sm">
            <span className="min-w-0 truncate">{bar.label}</span>
            <span className="tabular font-medium">{bar.text}</span>
          </div>
          <div aria-hidden className="mt-1 h-1.5 overflow-hidden rounded-full bg-surface-3">
            <div
              className="h-full rounded-full bg-accent transition-[width] duration-500"
              style={{ width: `${(Math.max(0, bar.value) / high) * 100}%` }}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}
