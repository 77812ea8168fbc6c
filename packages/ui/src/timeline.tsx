import type { ReactNode } from "react";
import type { Tone } from "./badge.tsx";
import { cx } from "./classes.ts";
import { DateTime } from "./format/date-time.tsx";

export type TimelineEntry = {
  id: string;
  at: string;
  title: ReactNode;
  /** Who did it. */
  by?: ReactNode;
  detail?: ReactNode;
  tone?: Tone;
};

const dots: Record<Tone, string> = {
  neutral: "bg-line-strong",
  accent: "bg-accent",
  good: "bg-good",
  warn: "bg-warn",
  bad: "bg-bad",
  note: "bg-note",
};

/** What happened, newest first. */
export function Timeline({ entries, label }: { entries: readonly TimelineEntry[]; label: string }) {
  return (
    <ol aria-label={label} className="relative">
      {entries.map((entry, index) => (
        <li key={entry.id} className="relative flex gap-3 pb-5 last:pb-0">
          {index < entries.length - 1 && (
            <span aria-hidden className="absolute start-[4.5px] top-4 bottom-[-4px] w-px bg-line" />
          )}
          <span aria-hidden className={cx("mt-1.5 size-2.5 shrink-0 rounded-full", dots[entry.tone ?? "neutral"])} />
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="text-sm font-medium">{entry.title}</span>
              <DateTime value={entry.at} show="dateTime" className="text-xs text-ink-3" />
            </div>
            {entry.detail && <div className="text-sm text-ink-2">{entry.detail}</div>}
            {entry.by && <div className="text-xs text-ink-3">{entry.by}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
