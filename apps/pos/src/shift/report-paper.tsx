import type { ShiftReport } from "@selvedge/domain";
import { Button, toast } from "@selvedge/ui";
import { Printer } from "lucide-react";
import { useTill } from "../app/till-state.ts";
import { printPaper } from "../hardware/printer.ts";
import { useT } from "../i18n/i18n.ts";
import { reportBytes } from "../receipt/receipt-bytes.ts";
import { reportText } from "./report-text.ts";

/** A shift's X or Z report on the screen, and onto paper. */
export function ReportPaper({ title, report }: { title: string; report: ShiftReport }) {
  const t = useT();
  const head = useTill((s) => s.catalog!.head);
  const isBlind = useTill((s) => !s.cashier?.approves);
  const { currency } = head.channel;
  const text = reportText(report, title, { currency, locale: head.business.locale, isBlind }, t);
  const print = () =>
    void printPaper(reportBytes(text, head.shop.name)).catch((error: Error) =>
      toast({ tone: "bad", title: t("The printer does not answer"), detail: error.message }),
    );
  const row = "flex justify-between gap-3 py-1";
  return (
    <section id="printed-receipt" className="rounded-xl border border-line bg-surface p-5" aria-label={title}>
      <div className="mb-2 flex items-center justify-between gap-3">
        <h2 className="text-lg font-semibold">{title}</h2>
        <Button tone="quiet" onClick={print} className="print:hidden">
          <Printer aria-hidden /> {t("Print")}
        </Button>
      </div>
      <p className="text-ink-2">{text.counts}</p>
      <div className="mt-3 divide-y divide-line text-base">
        {text.groups.map((group) => (
          <div key={group[0]![0]} className="py-2">
            {group.map(([name, amount]) => (
              <p key={name} className={row}>
                <span>{name}</span>
                <span className="tabular">{amount}</span>
              </p>
            ))}
          </div>
        ))}
        {text.note && <p className="py-3 text-sm text-ink-2">{text.note}</p>}
        {text.outcome && (
          <p className={`${row} pt-3 text-xl font-semibold`}>
            <span>{text.outcome.words}</span>
            <span className={`tabular ${text.outcome.isExact ? "text-good" : "text-warn"}`}>{text.outcome.amount}</span>
          </p>
        )}
      </div>
    </section>
  );
}
