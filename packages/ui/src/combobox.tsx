import "./style-nonce.ts";
import { Check, ChevronsUpDown, Loader2, X } from "lucide-react";
import { Popover } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { cx } from "./classes.ts";
import { fieldLook } from "./input.tsx";
import { useUiText } from "./ui-text.tsx";

export type ComboboxItem = { value: string; label: string; detail?: ReactNode; lead?: ReactNode };

type ComboboxProps = {
  id?: string;
  /** The chosen item as it should read when closed. */
  value: ComboboxItem | null;
  onChange: (item: ComboboxItem | null) => void;
  items: readonly ComboboxItem[];
  /** Called with what was typed, after a pause; without it `items` is filtered here. */
  onSearch?: (query: string) => void;
  busy?: boolean;
  placeholder?: string;
  label?: string;
  disabled?: boolean;
  invalid?: boolean | undefined;
  describedBy?: string | undefined;
  clearable?: boolean;
  /** A row at the end for what is not in the list ("Add customer …"). */
  onCreate?: { label: (query: string) => string; run: (query: string) => void };
};

/** Pick one of many by typing: the list may come from the server. */
export function Combobox(props: ComboboxProps) {
  const { value, onChange, items, onSearch, busy, placeholder, label, disabled, invalid, clearable } = props;
  const text = useUiText();
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);

  const search = useRef(onSearch);
  search.current = onSearch;
  useEffect(() => {
    if (!open) return;
    const timer = setTimeout(() => search.current?.(query), 180);
    return () => clearTimeout(timer);
  }, [query, open]);

  const shown = onSearch
    ? items
    : items.filter((item) => item.label.toLocaleLowerCase().includes(query.toLocaleLowerCase()));
  const creates = props.onCreate && query.trim() !== "" ? 1 : 0;
  const count = shown.length + creates;

  const pick = (index: number) => {
    const item = shown[index];
    if (item) onChange(item);
    else if (creates && index === shown.length) props.onCreate?.run(query.trim());
    else return;
    setOpen(false);
    setQuery("");
  };
  const move = (to: number) => {
    const next = (to + count) % Math.max(count, 1);
    setActive(next);
    list.current?.querySelector(`[data-index="${next}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) setOpen(true);
      else move(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      pick(active);
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      setOpen(false);
      setQuery("");
    }
  };

  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Anchor asChild>
        <span className="relative flex w-full items-center">
          {value?.lead && !open && <span className="pointer-events-none absolute start-2.5 flex">{value.lead}</span>}
          <input
            ref={input}
            id={props.id}
            role="combobox"
            aria-label={label}
            aria-expanded={open}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-invalid={invalid || undefined}
            aria-describedby={props.describedBy}
            aria-activedescendant={open && count > 0 ? `${listId}-${active}` : undefined}
            autoComplete="off"
            disabled={disabled}
            placeholder={value && open ? value.label : placeholder}
            value={open ? query : (value?.label ?? "")}
            className={cx(fieldLook, "truncate pe-14", value?.lead && !open && "ps-8")}
            onClick={() => setOpen(true)}
            onChange={(event) => {
              setQuery(event.target.value);
              setActive(0);
              setOpen(true);
            }}
            onKeyDown={onKeyDown}
            onBlur={(event) => {
              if (list.current?.contains(event.relatedTarget)) return;
              setOpen(false);
              setQuery("");
            }}
          />
          <span className="pointer-events-none absolute end-2 flex items-center gap-1 text-ink-3">
            {clearable && value && !disabled && (
              <button
                type="button"
                tabIndex={-1}
                className="pointer-events-auto rounded p-1 hover:bg-surface-3"
                aria-label={text.clear}
                onClick={() => onChange(null)}
              >
                <X className="size-3.5" aria-hidden />
              </button>
            )}
            {busy ? (
              <Loader2 className="size-4 animate-spin" aria-hidden />
            ) : (
              <ChevronsUpDown className="size-4" aria-hidden />
            )}
          </span>
        </span>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onInteractOutside={(event) => {
            if (event.target === input.current) event.preventDefault();
          }}
          className="z-60 max-h-72 w-[max(var(--radix-popover-trigger-width),14rem)] max-w-[94vw] overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-pop"
        >
          <div ref={list} role="listbox" id={listId} aria-label={label ?? placeholder}>
            {shown.map((item, index) => (
              <div
                key={item.value}
                id={`${listId}-${index}`}
                data-index={index}
                role="option"
                tabIndex={-1}
                aria-selected={item.value === value?.value}
                onPointerMove={() => setActive(index)}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => pick(index)}
                onKeyDown={undefined}
                className={cx(
                  "flex min-h-touch cursor-pointer items-center gap-2 rounded-md px-2 py-1 text-sm",
                  index === active && "bg-surface-3",
                )}
              >
                {item.lead}
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{item.label}</span>
                  {item.detail && <span className="block truncate text-xs text-ink-3">{item.detail}</span>}
                </span>
                {item.value === value?.value && <Check className="size-4 text-accent" aria-hidden />}
              </div>
            ))}
            {creates > 0 && (
              <div
                id={`${listId}-${shown.length}`}
                data-index={shown.length}
                role="option"
                tabIndex={-1}
                aria-selected={false}
                onPointerMove={() => setActive(shown.length)}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => pick(shown.length)}
                onKeyDown={undefined}
                className={cx(
                  "flex min-h-touch cursor-pointer items-center rounded-md px-2 text-sm text-accent",
                  active === shown.length && "bg-surface-3",
                )}
              >
                {props.onCreate?.label(query.trim())}
              </div>
            )}
          </div>
          {count === 0 && <p className="px-2 py-2 text-sm text-ink-3">{busy ? text.loading : text.noMatches}</p>}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
