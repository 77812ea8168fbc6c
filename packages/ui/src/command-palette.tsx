import "./style-nonce.ts";
import { Command } from "cmdk";
import { Search } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useUiText } from "./ui-text.tsx";

export type PaletteItem = {
  key: string;
  label: string;
  detail?: ReactNode;
  icon?: ReactNode;
  /** Other words it is found by. */
  keywords?: string[];
  onSelect: () => void;
};

export type PaletteGroup = { heading: string; items: readonly PaletteItem[] };

type CommandPaletteProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Things to do and places to go, filtered here. */
  groups: readonly PaletteGroup[];
  /** Finds records on the server for what was typed; called after a pause. */
  search: (query: string, signal: AbortSignal) => Promise<readonly PaletteGroup[]>;
};

/** Ctrl/Cmd-K: go to anything by name, code or number; do anything. */
export default function CommandPalette({ open, onOpenChange, groups, search }: CommandPaletteProps) {
  const text = useUiText();
  const [query, setQuery] = useState("");
  const [found, setFound] = useState<readonly PaletteGroup[]>([]);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    const wanted = query.trim();
    if (!open || wanted.length < 2) {
      setFound([]);
      setBusy(false);
      return;
    }
    const stop = new AbortController();
    // From the first letter, not from the first request: "nothing matches" is said only once everything was asked.
    setBusy(true);
    const timer = setTimeout(() => {
      search(wanted, stop.signal)
        .then((next) => {
          if (!stop.signal.aborted) setFound(next);
        })
        .catch(() => {
          if (!stop.signal.aborted) setFound([]);
        })
        .finally(() => {
          if (!stop.signal.aborted) setBusy(false);
        });
    }, 160);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [query, open, search]);

  const wanted = query.trim().toLocaleLowerCase();
  const matches = (item: PaletteItem) =>
    wanted === "" || [item.label, ...(item.keywords ?? [])].some((word) => word.toLocaleLowerCase().includes(wanted));
  const shown = [...found, ...groups.map((group) => ({ ...group, items: group.items.filter(matches) }))].filter(
    (group) => group.items.length > 0,
  );
  const choose = (item: PaletteItem) => {
    onOpenChange(false);
    setQuery("");
    item.onSelect();
  };

  return (
    <Command.Dialog
      open={open}
      onOpenChange={onOpenChange}
      label={text.goToAnything}
      shouldFilter={false}
      loop
      overlayClassName="fixed inset-0 z-50 animate-fade bg-black/40"
      contentClassName="fixed inset-x-3 top-[10dvh] z-60 mx-auto max-w-xl animate-rise overflow-hidden rounded-xl border border-line bg-surface shadow-pop outline-none"
    >
      <div className="flex items-center gap-2 border-b border-line px-4">
        <Search className="size-4 shrink-0 text-ink-3" aria-hidden />
        <Command.Input
          value={query}
          onValueChange={setQuery}
          placeholder={text.palettePlaceholder}
          className="h-12 w-full bg-transparent text-base outline-none"
        />
      </div>
      <Command.List className="max-h-[min(26rem,60dvh)] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-8 text-center text-sm text-ink-3">
          {busy ? text.loading : text.noMatches}
        </Command.Empty>
        {shown.map((group) => (
          <Command.Group
            key={group.heading}
            heading={group.heading}
            className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3"
          >
            {group.items.map((item) => (
              <Command.Item
                key={item.key}
                value={`${group.heading}-${item.key}`}
                onSelect={() => choose(item)}
                className="flex min-h-10 cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1 text-sm data-[selected=true]:bg-surface-3 [&>svg]:size-4 [&>svg]:text-ink-3"
              >
                {item.icon}
                <span className="min-w-0 flex-1 truncate">{item.label}</span>
                {item.detail && <span className="truncate text-xs text-ink-3">{item.detail}</span>}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command.Dialog>
  );
}
