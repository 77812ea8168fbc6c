import { cx } from "../classes.ts";
import { useFormatSettings } from "./format-context.tsx";
import { formatNumber, formatShare } from "./format-figures.ts";

/** A count of pieces (or any number) grouped as the tenant groups digits. */
export function Quantity({ value, className }: { value: number | null | undefined; className?: string }) {
  const { locale } = useFormatSettings();
  if (value === null || value === undefined) return <span className={cx("text-ink-3", className)}>–</span>;
  return <span className={cx("tabular", className)}>{formatNumber(value, locale, { maximumFractionDigits: 2 })}</span>;
}

/** A fraction as a percentage: 0.183 is "18.3%". */
export function Share({
  value,
  digits = 1,
  className,
}: {
  value: number | null | undefined;
  digits?: number;
  className?: string;
}) {
  const { locale } = useFormatSettings();
  if (value === null || value === undefined) return <span className={cx("text-ink-3", className)}>–</span>;
  return <span className={cx("tabular", className)}>{formatShare(value, locale, digits)}</span>;
}
