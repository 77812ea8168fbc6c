import type { OutputOf, tillApi } from "@selvedge/contract";
import { Card, Money } from "@selvedge/ui";
import type { ReactNode } from "react";
import { useT } from "../i18n/i18n.ts";
import { statusWords } from "../shell/status-words.ts";

type Report = OutputOf<typeof tillApi.getShift>["report"];

/** A shift's or a day's money: sold, taken by each way of paying, and what the drawer should and does hold. */
export function ReportCard({
  title,
  report,
  currency,
  detail,
}: {
  title: ReactNode;
  report: Report;
  currency: string;
  detail?: ReactNode;
}) {
  const t = useT();
  const line = (name: string, amountMinor: number, strong = false) => (
    <div key={name} className={`flex justify-between gap-3 py-1 text-sm ${strong ? "font-semibold" : ""}`}>
      <dt className={strong ? "" : "text-ink-2"}>{name}</dt>
      <dd>
        <Money amountMinor={amountMinor} currency={currency} />
      </dd>
    </div>
  );
  const difference = report.differenceMinor;
  return (
    <Card title={title}>
      {detail && <p className="mb-2 text-sm text-ink-2">{detail}</p>}
      <div className="divide-y divide-line">
        <dl className="pb-1.5">
          {line(t("Sales"), report.salesMinor)}
          {report.returnsMinor !== 0 && line(t("Brought back"), -report.returnsMinor)}
          {report.discountMinor !== 0 && line(t("Discounts given"), report.discountMinor)}
          {line(t("Tax in sales"), report.taxMinor)}
          {report.roundingMinor !== 0 && line(t("Rounding"), report.roundingMinor)}
        </dl>
        {report.tenders.length === 0 ? (
          <p className="py-2.5 text-sm text-ink-2">{t("Nothing taken yet")}</p>
        ) : (
          <dl className="py-1.5">
            {report.tenders.map((x) => line(`${statusWords(t, x.method)} (${x.count})`, x.amountMinor))}
          </dl>
        )}
        <dl className="py-1.5">
          {line(t("Float"), report.floatMinor)}
          {report.cashInMinor !== 0 && line(t("Put in"), report.cashInMinor)}
          {report.cashOutMinor !== 0 && line(t("Taken out"), -report.cashOutMinor)}
          {line(t("Should be in the drawer"), report.expectedMinor, true)}
        </dl>
        {report.countedMinor !== null && difference !== null && (
          <dl className="pt-1.5">
            {line(t("Counted"), report.countedMinor)}
            {line(
              difference < 0 ? t("Short") : difference > 0 ? t("Over") : t("Exactly right"),
              Math.abs(difference),
              true,
            )}
          </dl>
        )}
      </div>
    </Card>
  );
}
