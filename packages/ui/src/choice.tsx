import { ChevronDown } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./classes.ts";
import { fieldLook } from "./input.tsx";

export type Option = { value: string; label: string; disabled?: boolean };

export type SelectProps = Omit<ComponentProps<"select">, "children"> & {
  options: readonly Option[];
  /** Shown when nothing is chosen; makes the empty value selectable. */
  placeholder?: string;
};

/** The platform's own list: right on every phone and screen reader. */
export function Select({ options, placeholder, className, ...rest }: SelectProps) {
  return (
    <span className={cx("relative inline-flex w-full", className)}>
      <select {...rest} className={cx(fieldLook, "appearance-none truncate pe-8")}>
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        className="pointer-events-none absolute end-2.5 top-1/2 size-4 -translate-y-1/2 text-ink-3"
        aria-hidden
      />
    </span>
  );
}

export function Checkbox({
  label,
  className,
  indeterminate,
  ref,
  ...rest
}: ComponentProps<"input"> & { label?: ReactNode; indeterminate?: boolean }) {
  const box = (
    <input
      {...rest}
      type="checkbox"
      ref={(element) => {
        if (element) element.indeterminate = Boolean(indeterminate);
        // A form holds the box by its own reference, to set what it begins with.
        if (typeof ref === "function") ref(element);
        else if (ref) ref.current = element;
      }}
      className="size-4 shrink-0 rounded align-middle accent-accent pointer-coarse:size-5"
    />
  );
  if (!label) return box;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the box inside is the control
    <label className={cx("flex min-h-touch items-center gap-2 text-sm", className)}>
      {box}
      <span>{label}</span>
    </label>
  );
}

type SegmentedProps<T extends string> = {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  className?: string;
};

/** A few exclusive choices side by side (today, 7 days, 30 days). */
export function Segmented<T extends string>({ label, value, options, onChange, className }: SegmentedProps<T>) {
  return (
    <fieldset
      className={cx(
        "scroll-thin inline-flex max-w-full min-w-0 overflow-x-auto rounded-md border border-line bg-surface-3/60 p-0.5",
        className,
      )}
      aria-label={label}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={cx(
            "flex h-[calc(var(--touch)-6px)] shrink-0 items-center rounded-[5px] px-2.5 text-sm whitespace-nowrap text-ink-2 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-accent",
            value === option.value && "bg-surface font-medium text-ink shadow-[0_1px_2px_rgb(0_0_0/0.12)]",
          )}
        >
          <input
            type="radio"
            className="sr-only"
            name={label}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
