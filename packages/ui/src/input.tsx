import { Search, X } from "lucide-react";
import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from "react";
import { cx } from "./classes.ts";
import { useFormatSettings } from "./format/format-context.tsx";
import { moneyInputText, parseMoney } from "./format/format-figures.ts";
import { useUiText } from "./ui-text.tsx";

export const fieldLook =
  "h-touch w-full min-w-0 rounded-md border border-line-strong/55 bg-surface px-2.5 text-sm text-ink transition-colors hover:border-line-strong disabled:cursor-not-allowed disabled:bg-surface-2 disabled:text-ink-3 aria-invalid:border-bad aria-invalid:outline-bad focus-visible:outline-offset-0 file:-ms-2.5 file:me-3 file:h-full file:cursor-pointer file:border-0 file:border-e file:border-line file:bg-surface-2 file:px-3 file:font-medium";

export type InputProps = ComponentProps<"input"> & { lead?: ReactNode; trail?: ReactNode };

/** One line of text. `lead` and `trail` sit inside the frame (a symbol, a unit, a button). */
export function Input({ lead, trail, className, ...rest }: InputProps) {
  if (!lead && !trail) return <input {...rest} className={cx(fieldLook, className)} />;
  return (
    <span className={cx("relative flex w-full items-center", className)}>
      {lead && <span className="pointer-events-none absolute start-2.5 flex text-sm text-ink-3">{lead}</span>}
      <input {...rest} className={cx(fieldLook, lead && "ps-8", trail && "pe-9")} />
      {trail && <span className="absolute end-1.5 flex items-center text-xs text-ink-3">{trail}</span>}
    </span>
  );
}

export function TextArea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...rest} rows={rows} className={cx(fieldLook, "h-auto min-h-touch py-1.5", className)} />;
}

type SearchInputProps = {
  value: string;
  onChange: (value: string) => void;
  label: string;
  placeholder?: string;
  className?: string;
  /** Wait this long after the last key before telling, in milliseconds. */
  delay?: number;
};

/** Search box: tells after a pause in typing, at once on Enter, clears with Escape. */
export function SearchInput({ value, onChange, label, placeholder, className, delay = 250 }: SearchInputProps) {
  const text = useUiText();
  const [draft, setDraft] = useState(value);
  const told = useRef(value);
  useEffect(() => {
    if (value !== told.current) setDraft(value);
    told.current = value;
  }, [value]);
  const tell = (next: string) => {
    told.current = next;
    onChange(next);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of the draft starts the clock
  useEffect(() => {
    if (draft === told.current) return;
    const timer = setTimeout(() => tell(draft), delay);
    return () => clearTimeout(timer);
  }, [draft, delay]);
  const clear = () => {
    setDraft("");
    tell("");
  };
  return (
    <Input
      type="search"
      aria-label={label}
      placeholder={placeholder ?? text.search}
      value={draft}
      className={cx("[&_input::-webkit-search-cancel-button]:hidden", className)}
      onChange={(event) => setDraft(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") tell(draft);
        if (event.key === "Escape" && draft) {
          event.preventDefault();
          clear();
        }
      }}
      lead={<Search className="size-4" aria-hidden />}
      trail={
        draft ? (
          <button
            type="button"
            className="-me-1.5 grid size-7 place-items-center rounded hover:bg-surface-3 pointer-coarse:-me-2.5 pointer-coarse:size-11"
            aria-label={text.clear}
            onClick={clear}
          >
            <X className="size-3.5" aria-hidden />
          </button>
        ) : undefined
      }
    />
  );
}

type MoneyInputProps = Omit<ComponentProps<"input">, "value" | "onChange" | "defaultValue"> & {
  /** Integer minor units. */
  value: number | null | undefined;
  onChange: (amountMinor: number | null) => void;
  currency?: string | undefined;
};

/** Types as major units ("1,299.50"), speaks in integer minor units. What was typed stays until the field is left. */
export function MoneyInput({ value, onChange, currency, className, onBlur, ...rest }: MoneyInputProps) {
  const settings = useFormatSettings();
  const code = currency ?? settings.currency;
  const [draft, setDraft] = useState<string | null>(null);
  const symbol = new Intl.NumberFormat(settings.locale, {
    style: "currency",
    currency: code,
    currencyDisplay: "narrowSymbol",
  })
    .formatToParts(0)
    .find((part) => part.type === "currency")?.value;
  return (
    <Input
      {...rest}
      inputMode="decimal"
      className={cx("tabular [&_input]:text-end", className)}
      lead={symbol}
      value={draft ?? moneyInputText(value, code)}
      onChange={(event) => {
        setDraft(event.target.value);
        onChange(event.target.value.trim() === "" ? null : parseMoney(event.target.value, code));
      }}
      onBlur={(event) => {
        setDraft(null);
        onBlur?.(event);
      }}
    />
  );
}
