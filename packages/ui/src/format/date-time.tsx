import { cx } from "../classes.ts";
import { useFormatSettings } from "./format-context.tsx";
import { type DateStyle, formatDate, formatRelative } from "./format-figures.ts";

type DateTimeProps = {
  /** An instant (ISO with zone) or a business date (YYYY-MM-DD). */
  value: string | Date | null | undefined;
  show?: DateStyle | "relative";
  className?: string;
};

/** A moment in the tenant's zone, the full form on hover. */
export function DateTime({ value, show = "date", className }: DateTimeProps) {
  const { locale, timeZone } = useFormatSettings();
  if (!value) return <span className={cx("text-ink-3", className)}>–</span>;
  const businessDate = typeof value === "string" && value.length <= 10;
  const full = formatDate(value, locale, timeZone, businessDate ? "date" : "dateTime");
  const text =
    show === "relative" ? formatRelative(value, new Date(), locale) : formatDate(value, locale, timeZone, show);
  return (
    <time
      className={cx("tabular whitespace-nowrap", className)}
      dateTime={typeof value === "string" ? value : value.toISOString()}
      title={text === full ? undefined : `${full} (${businessDate ? "" : timeZone})`.replace(" ()", "")}
    >
      {text}
    </time>
  );
}
