import { billingApi, type OutputOf } from "@selvedge/contract";
import { Badge, type DataColumn, DataTable, DateTime, EmptyState, Money, majorUnits, Page } from "@selvedge/ui";
import { Link, useNavigate } from "@tanstack/react-router";
import { FileText } from "lucide-react";
import { useMemo } from "react";
import { usePages } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { oneCustomer, useListState } from "../shell/list-search.ts";
import { PdfButton } from "./pdf-button.tsx";

type Row = OutputOf<typeof billingApi.listInvoices>["items"][number];

/** Open, overdue or settled in a word. */
export function InvoiceState({ invoice }: { invoice: Pick<Row, "kind" | "openMinor" | "overdue"> }) {
  const t = useT();
  if (invoice.kind === "credit_note") return <Badge tone="note">{t("Credit note")}</Badge>;
  if (invoice.openMinor === 0) return <Badge tone="good">{t("Settled")}</Badge>;
  return invoice.overdue ? <Badge tone="bad">{t("Overdue")}</Badge> : <Badge tone="warn">{t("Open")}</Badge>;
}

export function InvoiceList() {
  const t = useT();
  const navigate = useNavigate();
  const [state, setState] = useListState();
  const input = useMemo(() => {
    const { q, kind, state: open, customerId, sort } = state;
    return Object.fromEntries(Object.entries({ q, kind, state: open, customerId, sort }).filter(([, value]) => value));
  }, [state]);
  const { table } = usePages(billingApi.listInvoices, input);
  const columns = useMemo<DataColumn<Row>[]>(
    () => [
      {
        key: "number",
        header: t("Invoice"),
        sort: ["oldest", "newest"],
        csv: (row) => row.number,
        cell: (row) => (
          <Link to="/invoices/$invoiceId" params={{ invoiceId: row.id }} className="group/link block">
            <span className="block font-medium whitespace-nowrap group-hover/link:underline">{row.number}</span>
            <span className="line-clamp-1 text-xs break-all text-ink-2 @2xl:hidden">
              {row.customerName ?? t("Walk-in")}
            </span>
            <span className="block text-xs text-ink-3">
              <DateTime value={row.issuedOn} />
            </span>
          </Link>
        ),
      },
      {
        key: "customer",
        header: t("Customer"),
        room: "wide",
        csv: (row) => row.customerName,
        cell: (row) => <span className="line-clamp-2 break-words">{row.customerName ?? t("Walk-in")}</span>,
      },
      {
        key: "order",
        header: t("Order"),
        room: "widest",
        csv: (row) => row.orderNumber,
        cell: (row) => (
          <Link to="/orders/$orderId" params={{ orderId: row.orderId }} className="hover:underline">
            {row.orderNumber}
          </Link>
        ),
      },
      {
        key: "due",
        header: t("Due"),
        sort: ["due_first", "due_last"],
        room: "wide",
        csv: (row) => row.dueOn,
        cell: (row) => <DateTime value={row.dueOn} className={row.overdue ? "text-bad" : ""} />,
      },
      { key: "state", header: t("State"), room: "wide", cell: (row) => <InvoiceState invoice={row} /> },
      {
        key: "total",
        header: t("Total"),
        sort: ["total_low", "total_high"],
        align: "end",
        csv: (row) => majorUnits(row.totalMinor, row.currency),
        cell: (row) => (
          <span className="block">
            <Money amountMinor={row.totalMinor} currency={row.currency} className="font-medium" />
            <span className="mt-0.5 block @2xl:hidden">
              <InvoiceState invoice={row} />
            </span>
          </span>
        ),
      },
      {
        key: "open",
        header: t("Open"),
        definition: t("What is still owed: the total less payments and credit notes applied to it."),
        sort: ["open_low", "open_high"],
        align: "end",
        room: "wide",
        csv: (row) => majorUnits(row.openMinor, row.currency),
        cell: (row) =>
          row.openMinor === 0 ? (
            <span className="text-ink-3">–</span>
          ) : (
            <Money amountMinor={row.openMinor} currency={row.currency} />
          ),
      },
      {
        key: "pdf",
        header: "",
        align: "end",
        room: "wide",
        cell: (row) => <PdfButton invoiceId={row.id} number={row.number} compact />,
      },
    ],
    [t],
  );
  return (
    <Page fill title={t("Invoices")}>
      <DataTable
        id="invoices"
        label={t("Invoices")}
        columns={columns}
        {...table}
        rowKey={(row) => row.id}
        rowName={(row) => row.number}
        state={state}
        onState={setState}
        searchPlaceholder={t("Number, order or customer")}
        filters={[
          {
            key: "kind",
            label: t("Kind"),
            options: [
              { value: "invoice", label: t("Invoice") },
              { value: "credit_note", label: t("Credit note") },
            ],
          },
          {
            key: "state",
            label: t("State"),
            options: [
              { value: "open", label: t("Open") },
              { value: "overdue", label: t("Overdue") },
            ],
          },
          ...oneCustomer(t, state, table.rows[0]?.customerName),
        ]}
        onOpen={(row) => void navigate({ to: "/invoices/$invoiceId", params: { invoiceId: row.id } })}
        empty={
          <EmptyState icon={<FileText aria-hidden />} title={t("No invoices")}>
            {t("An invoice is issued when an order ships, with the tax of its day and place.")}
          </EmptyState>
        }
      />
    </Page>
  );
}
