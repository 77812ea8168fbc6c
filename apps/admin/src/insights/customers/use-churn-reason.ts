import { formatMoney, formatNumber, formatShare, useFormatSettings } from "@selvedge/ui";
import { useCallback } from "react";
import { useT } from "../../i18n/i18n.ts";
import { churnReasonWords } from "./segment-words.ts";

/** Words a reason in the reader's language, with figures and money as the business writes them. */
export function useChurnReason(): (reason: { feature: string; value: number | null }) => string {
  const t = useT();
  const { locale, currency } = useFormatSettings();
  return useCallback(
    (reason) =>
      churnReasonWords(t, reason, {
        number: (value) => formatNumber(value, locale, { maximumFractionDigits: 1 }),
        share: (value) => formatShare(value, locale, 0),
        money: (minor) => formatMoney(minor, currency, locale, "compact"),
      }),
    [t, locale, currency],
  );
}
