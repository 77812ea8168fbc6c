import { type OutputOf, pricingApi, salesApi } from "@selvedge/contract";
import {
  buttonLook,
  type DataColumn,
  DataTable,
  DateTime,
  EmptyState,
  Money,
  majorUnits,
  Page,
  Quantity,
} from "@selvedge/ui";
import { Link, useNavigate } from "@tanstack/react-router";
import { Plus, ShoppingBag } from "lucide-react";
import { useMemo } from "react";
import { usePages } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { oneCustomer, useListState } from "../shell/list-search.ts";
import { StatusBadge } from "../shell/status-badge.tsx";
import { statusWords } from "../shell/status-words.ts";
import { useOrderBulk } from "./bulk-orders.tsx";
import { PaidMark } from "./paid-mark.tsx";

type Row = OutputOf<typeof salesApi.listOrders>["items"][number];

export function OrderList() {
  const t = useT();
  const can = useCan();
  const navigate = useNavigate();
  const [state, setState] = useListState();
  const input = useMemo(() => {
    const { q, status, stage, channelKind, customerId, from, to, sort } = state;
    return Object.fromEntries(
      Object.entries({ q, status, stage, channelKind, customerId, from, to, sort }).filter(([, value]) => value),
    );
  }, [state]);
  const { table } = usePages(salesApi.listOrders, input);
  const columns = useMemo<DataColumn<Row>[]>(
    () => [
      {
        key: "number",
        header: t("Order"),
        sort: ["oldest", "newest"],
        csv: (row) => row.number,
        cell: (row) => (
          <Link to="/orders/$orderId" params={{ orderId: row.id }} className="group/link block min-w-0">
            <span className="block font-medium whitespace-nowrap group-hover/link:underline">{row.number}</span>
            <span className="hidden truncate text-xs text-ink-3 @2xl:block">
              <DateTime value={row.placedAt} show="dateTime" />
            </span>
            <span className="line-clamp-1 text-xs break-all text-ink-2 @2xl:hidden">
              {row.customerName ?? t("Walk-in")}
            </span>
            <span className="block text-xs text-ink-3 @2xl:hidden">
              <DateTime value={row.placedAt} show="relative" />
            </span>
          </Link>
        ),
      },
      {
        key: "placedAt",
        header: t("Placed"),
        sort: ["oldest", "newest"],
        hidden: true,
        csv: (row) => row.placedAt,
        cell: (row) => <DateTime value={row.placedAt} show="dateTime" />,
      },
      {
        key: "customer",
        header: t("Customer"),
        room: "wide",
        csv: (row) => row.customerName,
        cell: (row) => (
          <span className="line-clamp-2 break-words">
            {row.customerName ?? <span className="text-ink-3">{t("Walk-in")}</span>}
          </span>
        ),
      },
      {
        key: "channel",
        header: t("Channel"),
        room: "wide",
        csv: (row) => row.channelName,
        cell: (row) => row.channelName,
      },
      {
        key: "status",
        header: t("State"),
        room: "wide",
        csv: (row) => row.status,
        cell: (row) => <StatusBadge status={row.status} />,
      },
      {
        key: "pieces",
        header: t("Pieces"),
        align: "end",
        room: "widest",
        csv: (row) => row.pieces,
        cell: (row) => <Quantity value={row.pieces} />,
      },
      {
        key: "paid",
        header: t("Paid"),
        definition: t("Money captured for the order, whether it is invoiced yet or not."),
        room: "widest",
        csv: (row) => majorUnits(row.paidMinor, row.currency),
        cell: (row) => <PaidMark paidMinor={row.paidMinor} totalMinor={row.totalMinor} />,
      },
      {
        key: "total",
        header: t("Total"),
        definition: t("What the buyer pays: after discount, with tax."),
        align: "end",
        sort: ["total_low", "total_high"],
        csv: (row) => majorUnits(row.totalMinor, row.currency),
        cell: (row) => (
          <span className="block">
            <Money amountMinor={row.totalMinor} currency={row.currency} className="font-medium" />
            <span className="mt-0.5 block @2xl:hidden">
              <StatusBadge status={row.status} />
            </span>
          </span>
        ),
      },
    ],
    [t],
  );
  const newOrder = can("sales.order.place") && (
    <Link to="/orders/new" className={buttonLook({ tone: "primary" })}>
      <Plus aria-hidden />
      {t("New order")}
    </Link>
  );
  const bulk = useOrderBulk();
  return (
    <Page fill title={t("Orders")} actions={newOrder}>
      <DataTable
        id="orders"
        label={t("Orders")}
        columns={columns}
        {...table}
        rowKey={(row) => row.id}
        rowName={(row) => `${row.number} ${row.customerName ?? ""}`}
        state={state}
        onState={setState}
        searchPlaceholder={t("Number, customer, phone or reference")}
        filters={[
          {
            key: "status",
            label: t("State"),
            options: salesApi.orderStatuses.map((value) => ({ value, label: statusWords(t, value) })),
          },
          {
            key: "stage",
            label: t("Stage"),
            options: [
              { value: "to_ship", label: t("Still to ship") },
              { value: "open", label: t("Not over yet") },
            ],
          },
          {
            key: "channelKind",
            label: t("Channel"),
            options: pricingApi.channelKinds.map((value) => ({ value, label: statusWords(t, value) })),
          },
          { key: "placed", label: t("Placed"), dates: ["from", "to"] },
          ...oneCustomer(t, state, table.rows[0]?.customerName),
        ]}
        onOpen={(row) => void navigate({ to: "/orders/$orderId", params: { orderId: row.id } })}
        empty={
          <EmptyState icon={<ShoppingBag aria-hidden />} title={t("No orders yet")} action={newOrder}>
            {t("Orders of the till, the shop, wholesale and marketplaces stand in this one list.")}
          </EmptyState>
        }
        bulkActions={bulk}
      />
    </Page>
  );
}
