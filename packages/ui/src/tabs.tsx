import { Tabs as Radix } from "radix-ui";
import { type ReactNode, useEffect, useRef } from "react";
import { cx } from "./classes.ts";

export type Tab = { value: string; label: ReactNode; count?: number | undefined; content?: ReactNode };

/** Tabs; without `content` only the strip is drawn and the page shows what fits the value. */
export function Tabs({
  tabs,
  value,
  onChange,
  label,
  className,
}: {
  tabs: Tab[];
  value: string;
  onChange: (value: string) => void;
  label: string;
  className?: string;
}) {
  const strip = useRef<HTMLDivElement>(null);
  // On a narrow screen the strip is wider than the page: the chosen tab is brought into it.
  useEffect(() => {
    const list = strip.current;
    const chosen = list?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(value)}"]`);
    if (list && chosen) list.scrollLeft = chosen.offsetLeft - (list.clientWidth - chosen.clientWidth) / 2;
  }, [value]);
  return (
    <Radix.Root value={value} onValueChange={onChange} className={cx("min-w-0", className)}>
      <Radix.List
        ref={strip}
        aria-label={label}
        className="relative flex gap-1 overflow-x-auto border-b border-line [scrollbar-width:none]"
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            data-tab={tab.value}
            {...(tab.content === undefined ? { "aria-controls": undefined } : {})}
            className="-mb-px flex h-[calc(var(--touch)+4px)] shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-sm text-ink-2 outline-offset-[-2px] hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {tab.label}
            {tab.count !== undefined && (
              <span className="tabular rounded bg-surface-3 px-1 text-2xs text-ink-2">{tab.count}</span>
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) =>
        tab.content === undefined ? null : (
          <Radix.Content key={tab.value} value={tab.value} className="pt-4 outline-none">
            {tab.content}
          </Radix.Content>
        ),
      )}
    </Radix.Root>
  );
}
