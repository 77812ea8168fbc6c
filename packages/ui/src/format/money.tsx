import { cx } from "../classes.ts";
import { useFormatSettings } from "./format-context.tsx";
import { formatMoney, type MoneyStyle } from "./format-figures.ts";

type MoneyProps = {
  /** Integer minor units. */
  amountMinor: number | string | bigint | null | undefined;
  currency?: string | undefined;
  show?: MoneyStyle;
  className?: string;
};

/** Money in the tenant's format; negative amounts keep their sign and are never shown by colour alone. */
export function Money({ amountMinor, currency, show = "full", className }: MoneyProps) {
  const settings = useFormatSettings();
  if (amountMinor === null || amountMinor === undefined) return <span className={cx("text-ink-3", className)}>–</span>;
  const code = currency ?? settings.currency;
  const full = formatMoney(amountMinor, code, settings.locale);
  const text = show === "full" ? full : formatMoney(amountMinor, code, settings.locale, show);
  return (
    <span className={cx("tabular whitespace-nowrap", className)} title={text === full ? undefined : full}>
      {text}
    </span>
  );
}
