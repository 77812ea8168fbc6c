import { type OutputOf, tillApi } from "@selvedge/contract";
import { Badge, type DataColumn, DataTable, DateTime, EmptyState, Money, majorUnits } from "@selvedge/ui";
import { useNavigate } from "@tanstack/react-router";
import { Clock } from "lucide-react";
import { useMemo } from "react";
import { usePages } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useListState } from "../shell/list-search.ts";
import { TillPage } from "./till-tabs.tsx";

type Row = OutputOf<typeof tillApi.listShifts>["items"][number];

/** Every shift with what it took and how its count came out. */
export function ShiftList() {
  const t = useT();
  const navigate = useNavigate();
  const [state, setState] = useListState();
  const input = useMemo(() => (state.q ? { q: state.q } : {}), [state.q]);
  const { table } = usePages(tillApi.listShifts, input);
  const columns = useMemo<DataColumn<Row>[]>(
    () => [
      {
        key: "till",
        header: t("Till"),
        csv: (r) => r.till.code,
        cell: (r) => <span className="font-medium">{r.till.code}</span>,
      },
      {
        key: "opened",
        header: t("Opened"),
        csv: (r) => r.openedAt,
        cell: (r) => <DateTime value={r.openedAt} show="dateTime" />,
      },
      { key: "by", header: t("By"), room: "wide", csv: (r) => r.openedBy, cell: (r) => r.openedBy ?? "–" },
      {
        key: "closed",
        header: t("Closed"),
        room: "wide",
        csv: (r) => r.closedAt,
        cell: (r) =>
          r.closedAt ? <DateTime value={r.closedAt} show="dateTime" /> : <Badge tone="good">{t("Open")}</Badge>,
      },
      {
        key: "receipts",
        header: t("Receipts"),
        align: "end",
        room: "wide",
        csv: (r) => r.receipts,
        cell: (r) => r.receipts,
      },
      {
        key: "sales",
        header: t("Sales"),
        align: "end",
        csv: (r) => majorUnits(r.salesMinor, r.currency),
        cell: (r) => <Money amountMinor={r.salesMinor} currency={r.currency} className="font-medium" />,
      },
      {
        key: "difference",
        header: t("Over or short"),
        align: "end",
        csv: (r) => majorUnits(r.differenceMinor, r.currency),
        cell: (r) =>
          r.differenceMinor === null ? (
            "–"
          ) : (
            <Money
              amountMinor={r.differenceMinor}
              currency={r.currency}
              className={r.differenceMinor === 0 ? "text-good" : "text-warn"}
            />
          ),
      },
    ],
    [t],
  );
  return (
    <TillPage current="shifts" fill>
      <DataTable
        id="shifts"
        label={t("Shifts")}
        columns={columns}
        {...table}
        rowKey={(row) => row.id}
        rowName={(row) => `${row.till.code} ${row.openedAt}`}
        onOpen={(row) => void navigate({ to: "/tills/shifts/$shiftId", params: { shiftId: row.id } })}
        state={state}
        onState={setState}
        searchPlaceholder={t("Till or cashier")}
        empty={
          <EmptyState icon={<Clock aria-hidden />} title={t("No shifts yet")}>
            {t("A shift begins when a cashier counts the float at a till.")}
          </EmptyState>
        }
      />
    </TillPage>
  );
}
