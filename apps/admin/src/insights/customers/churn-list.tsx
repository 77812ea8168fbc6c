import { decideApi } from "@selvedge/contract";
import { Badge, type DataColumn, DataTable, DateTime, Money, Quantity, Share } from "@selvedge/ui";
import { useNavigate } from "@tanstack/react-router";
import { HeartHandshake } from "lucide-react";
import { useMemo } from "react";
import { useApi, usePages } from "../../api/hooks.ts";
import { useT } from "../../i18n/i18n.ts";
import { useListState } from "../../shell/list-search.ts";
import { NeedsHistory } from "../needs-history.tsx";
import { SuggestionCards } from "../suggestions/suggestion-inbox.tsx";
import { CustomerName, type Insight } from "./customer-group-list.tsx";
import { useChurnReason } from "./use-churn-reason.ts";

/** Consumers likeliest to stay away, with the reasons; or wholesale customers by when their next order is due. */
export function ChurnList({ kind }: { kind: "person" | "company" }) {
  const t = useT();
  const navigate = useNavigate();
  const [state, setState] = useListState();
  const isPerson = kind === "person";
  const input = useMemo(
    () => ({
      ...(state["q"] ? { q: state["q"] } : {}),
      customerKind: kind,
      sort: isPerson ? ("risk" as const) : ("next_order" as const),
      ...(isPerson ? { leastChurn: 0.05 } : {}),
    }),
    [state, kind, isPerson],
  );
  const { table } = usePages(decideApi.listCustomerInsights, input);
  const columns = useColumns(isPerson);
  return (
    <div className="space-y-4 pt-4">
      {isPerson ? <Calibration /> : <SuggestionCards kind="call_customer" />}
      <DataTable
        id={`churn-${kind}`}
        label={isPerson ? t("At risk of leaving") : t("Next orders")}
        columns={columns}
        {...table}
        rowKey={(row) => row.customerId}
        rowName={(row) => row.customerName}
        state={state}
        onState={setState}
        searchPlaceholder={t("Name or code")}
        onOpen={(row) => void navigate({ to: "/customers/$customerId", params: { customerId: row.customerId } })}
        empty={
          <NeedsHistory icon={<HeartHandshake aria-hidden />} title={t("Nobody here")}>
            {t("It needs sales with the customer's name: forty customers or more, over half a year.")}
          </NeedsHistory>
        }
      />
    </div>
  );
}

/** How the probabilities did on the newest 90 days, which they had not seen. */
function Calibration() {
  const t = useT();
  const quality = useApi(decideApi.getChurnQuality, {});
  const m = quality.data;
  if (!m || m.brier === null) return null;
  return (
    <p className="text-sm text-ink-2">
      {t("Whose leaving would cost most comes first.")}{" "}
      {t(
        "The chance that nothing is bought for 90 days. Tested on the newest 90 days: error {{ours}}, guessing {{naive}}; tells who stays from who leaves in {{auc}} of 100 pairs.",
        {
          ours: m.brier.toFixed(3),
          naive: (m.naiveBrier ?? 0).toFixed(3),
          auc: Math.round((m.auc ?? 0) * 100),
        },
      )}
    </p>
  );
}

function useColumns(isPerson: boolean): DataColumn<Insight>[] {
  const t = useT();
  const reasonOf = useChurnReason();
  return useMemo<DataColumn<Insight>[]>(() => {
    const name: DataColumn<Insight> = {
      ...{ key: "name", header: t("Customer"), csv: (row) => row.customerName },
      cell: (row) => <CustomerName row={row} />,
    };
    const churn: DataColumn<Insight> = {
      ...{ key: "churn", header: t("Stays away"), align: "end", csv: (row) => row.churnProbability },
      cell: (row) => <Share value={row.churnProbability} digits={0} className="font-semibold" />,
    };
    const value: DataColumn<Insight> = {
      ...{ key: "value", header: t("Margin of next year"), align: "end", room: "wide", csv: (row) => row.clvMinor },
      cell: (row) => <Money amountMinor={row.clvMinor} currency={row.currency} />,
    };
    const last: DataColumn<Insight> = {
      ...{ key: "last", header: t("Last purchase"), room: "wide", csv: (row) => row.lastOn },
      cell: (row) => <DateTime value={row.lastOn} />,
    };
    const reasons: DataColumn<Insight> = {
      ...{ key: "why", header: t("Why"), room: "wide" },
      cell: (row) => (
        <span className="flex flex-wrap gap-1">
          {row.churnReasons.slice(0, 3).map((reason) => (
            <Badge key={reason.feature} tone={reason.contribution > 0 ? "warn" : "good"}>
              {reasonOf(reason)}
            </Badge>
          ))}
        </span>
      ),
    };
    if (isPerson) return [name, churn, reasons, value, last];
    return [
      name,
      {
        ...{ key: "next", header: t("Next order"), csv: (row) => row.nextOrderOn },
        cell: (row) => (
          <span>
            <DateTime
              value={row.nextOrderOn}
              className={row.nextOrderOverdue ? "font-semibold text-warn" : "font-semibold"}
            />
            <span className="block text-xs text-ink-3">
              <DateTime value={row.nextOrderLowOn} show="day" /> – <DateTime value={row.nextOrderHighOn} show="day" />
            </span>
          </span>
        ),
      },
      {
        ...{ key: "overdue", header: t("State"), csv: (row) => (row.nextOrderOverdue ? "overdue" : "") },
        cell: (row) =>
          row.nextOrderOverdue ? <Badge tone="warn">{t("Overdue")}</Badge> : <Badge>{t("As usual")}</Badge>,
      },
      {
        ...{ key: "orders", header: t("Orders"), align: "end", room: "wide", csv: (row) => row.purchases },
        cell: (row) => <Quantity value={row.purchases} />,
      },
      value,
      last,
    ];
  }, [t, isPerson, reasonOf]);
}
