import type { ShiftReport } from "@selvedge/domain";
import { Button, EmptyState } from "@selvedge/ui";
import { Wallet } from "lucide-react";
import { useEffect, useState } from "react";
import { db } from "../app/till.ts";
import { setState, useTill } from "../app/till-state.ts";
import { readShift } from "../device/shift.ts";
import { useT } from "../i18n/i18n.ts";
import { CashMoveDialog } from "./cash-move-dialog.tsx";
import { CloseShift } from "./close-shift.tsx";
import { ReportPaper } from "./report-paper.tsx";

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
        {z && <ReportPaper title={t("Z report {{number}}", { number: z.zNumber })} report={z.report} />}
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
  return report && <ReportPaper title={t("X report")} report={report} />;
}
