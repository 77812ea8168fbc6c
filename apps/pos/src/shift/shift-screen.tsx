import type { ShiftReport } from "@selvedge/domain";
import { Button, EmptyState, Money } from "@selvedge/ui";
import { Printer, Wallet } from "lucide-react";
import { useEffect, useState } from "react";
import { db } from "../app/till.ts";
import { setState, useTill } from "../app/till-state.ts";
import { readShift } from "../device/shift.ts";
import { useT } from "../i18n/i18n.ts";
import { CashMoveDialog } from "./cash-move-dialog.tsx";
import { CloseShift } from "./close-shift.tsx";

/** The shift so far (X), cash in and out, and its close by a blind count. */
export function ShiftScreen() {
  const t = useT();
  const shift = useTill((s) => s.shift);
  const [shown, setShown] = useState<"none" | "x" | "close">("none");
  const [moving, setMoving] = useState(false);
  const [z, setZ] = useState<{ report: ShiftReport; zNumber: number } | null>(null);
  return (
    <main className="min-h-0 flex-1 overflow-y-auto p-4">
      <div className="mx-auto max-w-2xl space-y-4">
        <h1 className="text-xl font-semibold">{t("Shift")}</h1>
        {z && <Report title={t("Z report {{number}}", { number: z.zNumber })} report={z.report} />}
        {!shift && (
          <EmptyState
            icon={<Wallet />}
            title={z ? t("The shift is closed") : t("No shift is open")}
            action={
              <Button tone="primary" size="lg" onClick={() => setState({ screen: "sell" })}>
                {t("Open the next shift")}
              </Button>
            }
          >
            {t("Sales begin with the float.")}
          </EmptyState>
        )}
        {shift && shown !== "close" && (
          <>
            <div className="grid gap-2 sm:grid-cols-3">
              <Button size="lg" className="h-16" onClick={() => setMoving(true)}>
                {t("Cash in or out")}
              </Button>
              <Button size="lg" className="h-16" onClick={() => setShown(shown === "x" ? "none" : "x")}>
                {t("X report")}
              </Button>
              <Button tone="primary" size="lg" className="h-16" onClick={() => setShown("close")}>
                {t("Close the shift")}
              </Button>
            </div>
            {shown === "x" && <XReport sessionId={shift.sessionId} />}
          </>
        )}
        {shift && shown === "close" && (
          <CloseShift
            onCancel={() => setShown("none")}
            onClosed={(closed) => {
              setZ(closed);
              setShown("none");
              setState({ shift: null });
            }}
          />
        )}
        {moving && <CashMoveDialog onClose={() => setMoving(false)} />}
      </div>
    </main>
  );
}

function XReport({ sessionId }: { sessionId: string }) {
  const t = useT();
  const waiting = useTill((s) => s.sync.waiting);
  const [report, setReport] = useState<ShiftReport | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: waiting changes with every event
  useEffect(() => void readShift(db, sessionId).then((read) => setReport(read.report)), [sessionId, waiting]);
  return report && <Report title={t("X report")} report={report} />;
}

export function Report({ title, report }: { title: string; report: ShiftReport }) {
  const t = useT();
  const names: Record<string, string> = { cash: t("Cash"), card: t("Card"), upi: "UPI" };
  const rows: [string, number][] = [
    [t("Sales"), report.salesMinor],
    [t("Brought back"), -report.returnsMinor],
    [t("Discounts given"), report.discountMinor],
    [t("Tax in sales"), report.taxMinor],
    [t("Rounding"), report.roundingMinor],
  ];
  const cash: [string, number][] = [
    [t("Float"), report.floatMinor],
    [t("Put in"), report.cashInMinor],
    [t("Taken out"), -report.cashOutMinor],
    [t("Should be in the drawer"), report.expectedMinor],
  ];
  const line = ([name, minor]: [string, number]) => (
    <p key={name} className="flex justify-between gap-3 py-1">
      <span>{name}</span>
      <Money amountMinor={minor} />
    </p>
  );
  return (
    <section id="printed-receipt" className="rounded-xl border border-line bg-surface p-5" aria-label={title}>
      <div className="mb-2 flex items-center justify-between gap-3">
        <h2 className="text-lg font-semibold">{title}</h2>
        <Button tone="quiet" onClick={() => window.print()} className="print:hidden">
          <Printer aria-hidden /> {t("Print")}
        </Button>
      </div>
      <p className="text-sm text-ink-2">
        {t("{{count}} receipts", { count: report.receipts })} · {t("{{count}} pieces", { count: report.pieces })}
      </p>
      <div className="mt-3 divide-y divide-line text-sm">
        <div className="pb-2">{rows.filter(([, minor]) => minor !== 0).map(line)}</div>
        <div className="py-2">
          {report.tenders.map((x) => line([`${names[x.method] ?? x.method} (${x.count})`, x.amountMinor]))}
        </div>
        <div className="py-2">{cash.map(line)}</div>
        {report.countedMinor !== null && (
          <div className="pt-2">
            {line([t("Counted"), report.countedMinor])}
            <p className="flex justify-between gap-3 py-1 text-base font-semibold">
              <span>
                {(report.differenceMinor ?? 0) < 0
                  ? t("Short")
                  : (report.differenceMinor ?? 0) > 0
                    ? t("Over")
                    : t("Exactly right")}
              </span>
              <Money
                amountMinor={Math.abs(report.differenceMinor ?? 0)}
                className={report.differenceMinor ? "text-warn" : "text-good"}
              />
            </p>
          </div>
        )}
      </div>
    </section>
  );
}
