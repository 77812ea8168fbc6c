import { tillApi } from "@selvedge/contract";
import { Badge, Card, DateTime, Money, Page } from "@selvedge/ui";
import { Link, useParams } from "@tanstack/react-router";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { ReportCard } from "./report-card.tsx";

/** A shift: its report and everything that happened in it, receipt by receipt. */
export function ShiftPage() {
  const t = useT();
  const { shiftId } = useParams({ from: "/tills/shifts/$shiftId" });
  const query = useApi(tillApi.getShift, { id: shiftId }, { pollMs: 20_000 });
  const words: Record<string, string> = {
    sale: t("Sale"),
    shift_opened: t("Shift opened"),
    shift_closed: t("Shift closed"),
    cash_moved: t("Cash in or out"),
    customer_added: t("New customer"),
  };
  return (
    <Loaded query={query}>
      {(shift) => (
        <Page
          title={t("Shift of {{till}}", { till: shift.till.code })}
          back={<Link to="/tills/shifts">{t("Shifts")}</Link>}
          badge={shift.closedAt ? <Badge>Z {shift.zNumber}</Badge> : <Badge tone="good">{t("Open")}</Badge>}
          detail={
            <>
              {shift.openedBy ?? "–"}, <DateTime value={shift.openedAt} show="dateTime" />
              {shift.closedAt && (
                <>
                  {" – "}
                  <DateTime value={shift.closedAt} show="dateTime" />
                </>
              )}
            </>
          }
          className="max-w-5xl"
        >
          <div className="grid items-start gap-4 lg:grid-cols-[22rem_1fr]">
            <ReportCard
              title={shift.closedAt ? t("Z report") : t("X report")}
              report={shift.report}
              currency={shift.currency}
              detail={shift.note ?? undefined}
            />
            <Card title={t("What happened")} flush>
              <ul className="divide-y divide-line">
                {shift.events.map((event) => (
                  <li key={event.id} className="flex items-center gap-3 px-4 py-2 text-sm">
                    <span className="w-10 shrink-0 text-ink-3 tabular">{event.counter}</span>
                    <span className="min-w-0 flex-1">
                      {event.orderId ? (
                        <Link
                          to="/orders/$orderId"
                          params={{ orderId: event.orderId }}
                          className="font-medium hover:underline"
                        >
                          {event.receiptNumber}
                        </Link>
                      ) : (
                        <span className="font-medium">{event.receiptNumber ?? words[event.kind]}</span>
                      )}
                      <span className="block truncate text-xs text-ink-2">
                        <DateTime value={event.happenedAt} show="dateTime" />
                        {event.words && ` · ${event.words}`}
                      </span>
                    </span>
                    {event.status === "waiting" && <Badge tone="warn">{t("Waits")}</Badge>}
                    {event.status === "held" && <Badge tone="bad">{t("Held")}</Badge>}
                    <Money amountMinor={event.amountMinor} currency={shift.currency} />
                  </li>
                ))}
              </ul>
            </Card>
          </div>
        </Page>
      )}
    </Loaded>
  );
}
