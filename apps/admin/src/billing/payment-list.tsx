import { billingApi, type OutputOf } from "@selvedge/contract";
import { buttonLook, type DataColumn, DataTable, DateTime, EmptyState, Money, majorUnits, Page } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { Wallet } from "lucide-react";
import { useMemo } from "react";
import { usePages } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { oneCustomer, useListState } from "../shell/list-search.ts";
import { StatusBadge } from "../shell/status-badge.tsx";
import { statusWords } from "../shell/status-words.ts";

type Row = OutputOf<typeof billingApi.listPayments>["items"][number];

export function PaymentList() {
  const t = useT();
  const can = useCan();
  const [state, setState] = useListState();
  const input = useMemo(() => {
    const { q, customerId, sort } = state;
    return Object.fromEntries(Object.entries({ q, customerId, sort }).filter(([, value]) => value));
  }, [state]);
  const { table } = usePages(billingApi.listPayments, input);
  const columns = useMemo<DataColumn<Row>[]>(
    () => [
      {
        key: "when",
        header: t("When"),
        sort: ["oldest", "newest"],
        csv: (row) => row.createdAt,
        cell: (row) => <DateTime value={row.createdAt} show="dateTime" />,
      },
      {
        key: "customer",
        header: t("Customer"),
        csv: (row) => row.customerName,
        cell: (row) => <span className="line-clamp-2 break-words">{row.customerName ?? t("Walk-in")}</span>,
      },
      {
        key: "order",
        header: t("Order"),
        room: "wide",
        csv: (row) => row.orderNumber,
        cell: (row) =>
          row.orderId ? (
            <Link to="/orders/$orderId" params={{ orderId: row.orderId }} className="hover:underline">
              {row.orderNumber}
            </Link>
          ) : (
            "–"
          ),
      },
      {
        key: "method",
        header: t("Method"),
        room: "wide",
        csv: (row) => row.method,
        cell: (row) => statusWords(t, row.method),
      },
      {
        key: "status",
        header: t("State"),
        room: "wide",
        csv: (row) => row.status,
        cell: (row) => <StatusBadge status={row.status} />,
      },
      {
        key: "amount",
        header: t("Amount"),
        definition: t("Money given back stands with a minus."),
        sort: ["amount_low", "amount_high"],
        align: "end",
        csv: (row) => majorUnits(row.direction === "out" ? -row.amountMinor : row.amountMinor, row.currency),
        cell: (row) => (
          <Money
            amountMinor={row.direction === "out" ? -row.amountMinor : row.amountMinor}
            currency={row.currency}
            className="font-medium"
          />
        ),
      },
    ],
    [t],
  );
  return (
    <Page
      fill
      title={t("Payments")}
      actions={
        can("receivables.balance.read") && (
          <Link to="/receivables" className={buttonLook()}>
            {t("Owed to us")}
          </Link>
        )
      }
    >
      <DataTable
        id="payments"
        label={t("Payments")}
        columns={columns}
        {...table}
        rowKey={(row) => row.id}
        rowName={(row) => row.orderNumber ?? row.id}
        state={state}
        onState={setState}
        searchPlaceholder={t("Customer or order")}
        filters={oneCustomer(t, state, table.rows[0]?.customerName)}
        empty={
          <EmptyState icon={<Wallet aria-hidden />} title={t("No payments yet")}>
            {t("Money taken for orders and given back shows here.")}
          </EmptyState>
        }
      />
    </Page>
  );
}
