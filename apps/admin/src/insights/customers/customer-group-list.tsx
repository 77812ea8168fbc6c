import { decideApi, type OutputOf } from "@selvedge/contract";
import { Badge, type DataColumn, DataTable, DateTime, EmptyState, Money, Quantity, Share } from "@selvedge/ui";
import { Link, useNavigate } from "@tanstack/react-router";
import { Users } from "lucide-react";
import { useMemo } from "react";
import { usePages } from "../../api/hooks.ts";
import { useT } from "../../i18n/i18n.ts";
import { useListState } from "../../shell/list-search.ts";
import { segmentKeys, segmentWords } from "./segment-words.ts";

export type Insight = OutputOf<typeof decideApi.listCustomerInsights>["items"][number];

/** Customers by segment, value or risk. */
export function CustomerGroupList() {
  const t = useT();
  const navigate = useNavigate();
  const [state, setState] = useListState();
  const input = useMemo(
    () => ({
      ...(state["q"] ? { q: state["q"] } : {}),
      ...(state["segment"] ? { segment: state["segment"] } : {}),
      ...(state["customerKind"] ? { customerKind: state["customerKind"] as "person" | "company" } : {}),
      sort: (state["sort"] ?? "value") as "value" | "sales" | "churn",
    }),
    [state],
  );
  const { table } = usePages(decideApi.listCustomerInsights, input);
  const columns = useMemo<DataColumn<Insight>[]>(
    () => [
      { key: "name", header: t("Customer"), csv: (row) => row.customerName, cell: (row) => <CustomerName row={row} /> },
      {
        key: "segment",
        header: t("Segment"),
        csv: (row) => row.segment,
        cell: (row) => <Badge tone="accent">{segmentWords(t, row.segment).name}</Badge>,
      },
      {
        key: "last",
        header: t("Last purchase"),
        room: "wide",
        csv: (row) => row.lastOn,
        cell: (row) => <DateTime value={row.lastOn} />,
      },
      {
        key: "purchases",
        header: t("Purchases"),
        align: "end",
        room: "wide",
        csv: (row) => row.purchases,
        cell: (row) => <Quantity value={row.purchases} />,
      },
      {
        key: "sales",
        header: t("Sales"),
        align: "end",
        room: "wide",
        sort: ["sales"],
        csv: (row) => row.salesMinor,
        cell: (row) => <Money amountMinor={row.salesMinor} currency={row.currency} />,
      },
      {
        key: "value",
        header: t("Margin of next year"),
        align: "end",
        sort: ["value"],
        csv: (row) => row.clvMinor,
        cell: (row) => <Money amountMinor={row.clvMinor} currency={row.currency} className="font-medium" />,
      },
      {
        key: "churn",
        header: t("Stays away"),
        align: "end",
        room: "wide",
        sort: ["churn"],
        csv: (row) => row.churnProbability,
        cell: (row) => <Share value={row.churnProbability} digits={0} />,
      },
    ],
    [t],
  );
  return (
    <div className="pt-4">
      <DataTable
        id="customer-groups"
        label={t("Customers")}
        columns={columns}
        {...table}
        rowKey={(row) => row.customerId}
        rowName={(row) => row.customerName}
        state={state}
        onState={setState}
        searchPlaceholder={t("Name or code")}
        filters={[
          {
            key: "segment",
            label: t("Segment"),
            options: segmentKeys.map((value) => ({ value, label: segmentWords(t, value).name })),
          },
          {
            key: "customerKind",
            label: t("Kind"),
            options: [
              { value: "person", label: t("Consumers") },
              { value: "company", label: t("Wholesale") },
            ],
          },
        ]}
        onOpen={(row) => void navigate({ to: "/customers/$customerId", params: { customerId: row.customerId } })}
        empty={
          <EmptyState icon={<Users aria-hidden />} title={t("No customer fits")}>
            {t("Change the filters, or clear the search.")}
          </EmptyState>
        }
      />
    </div>
  );
}

export function CustomerName({ row }: { row: Insight }) {
  return (
    <Link to="/customers/$customerId" params={{ customerId: row.customerId }} className="group/link block min-w-0">
      <span className="line-clamp-1 font-medium group-hover/link:underline">{row.customerName}</span>
      <span className="block truncate text-xs text-ink-3">{row.phone ?? row.email ?? row.customerCode}</span>
    </Link>
  );
}
