import { Badge } from "@selvedge/ui";
import { useT } from "../i18n/i18n.ts";

/** Paid, partly paid or not. */
export function PaidMark({ paidMinor, totalMinor }: { paidMinor: number; totalMinor: number }) {
  const t = useT();
  if (totalMinor <= 0 || paidMinor >= totalMinor) return <Badge tone="good">{t("Paid")}</Badge>;
  if (paidMinor > 0) return <Badge tone="warn">{t("Partly paid")}</Badge>;
  return <Badge>{t("Not paid")}</Badge>;
}
