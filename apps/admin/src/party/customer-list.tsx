import { type OutputOf, partyApi } from "@selvedge/contract";
import {
  Button,
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
import { Building2, Plus, User, Users } from "lucide-react";
import { useMemo } from "react";
import { usePages } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { useListState, useMaking } from "../shell/list-search.ts";
import { useCustomerBulk } from "./bulk-customers.tsx";
import { NewCustomer } from "./new-customer.tsx";

type Row = OutputOf<typeof partyApi.listCustomers>["items"][number];

export function CustomerList() {
  const t = useT();
  const can = useCan();
  const navigate = useNavigate();
  const [state, setState] = useListState();
  const [creating, setCreating] = useMaking();
  const input = useMemo(() => {
    const { q, kind, sort, status } = state;
    return Object.fromEntries(Object.entries({ q, kind, sort, status }).filter(([, value]) => value));
  }, [state]);
  const { table } = usePages(partyApi.listCustomers, input);
  const columns = useMemo<DataColumn<Row>[]>(
    () => [
      {
        key: "name",
        header: t("Customer"),
        sort: ["name"],
        csv: (row) => row.name,
        cell: (row) => (
          <Link
            to="/customers/$customerId"
            params={{ customerId: row.id }}
            className="group/link flex min-w-0 items-center gap-3"
          >
            <span className="grid size-8 shrink-0 place-items-center rounded-full bg-surface-3 text-ink-3">
              {row.kind === "company" ? (
                <Building2 className="size-4" aria-label={t("Company")} />
              ) : (
                <User className="size-4" aria-label={t("Person")} />
              )}
            </span>
            <span className="min-w-0">
              <span className="line-clamp-1 font-medium break-all group-hover/link:underline">{row.name}</span>
              <span className="block truncate text-xs text-ink-3">
                {[row.code, row.place].filter(Boolean).join(" · ")}
              </span>
            </span>
          </Link>
        ),
      },
      {
        key: "phone",
        header: t("Phone"),
        room: "widest",
        csv: (row) => row.phone,
        cell: (row) => row.phone ?? "–",
      },
      { key: "email", header: t("E-mail"), hidden: true, csv: (row) => row.email, cell: (row) => row.email ?? "–" },
      {
        key: "orders",
        header: t("Orders"),
        align: "end",
        room: "wide",
        csv: (row) => row.orderCount,
        cell: (row) => <Quantity value={row.orderCount} />,
      },
      {
        key: "last",
        header: t("Last order"),
        align: "end",
        room: "widest",
        csv: (row) => row.lastOrderOn,
        cell: (row) => <DateTime value={row.lastOrderOn} />,
      },
      {
        key: "sales",
        header: t("Bought"),
        definition: t("Orders ever placed, with tax; drafts and cancelled orders are left out."),
        sort: ["bought_low", "bought_high"],
        align: "end",
        csv: (row) => majorUnits(row.salesMinor, row.currency),
        cell: (row) => (
          <Money amountMinor={row.salesMinor} currency={row.currency} show="whole" className="font-medium" />
        ),
      },
      {
        key: "open",
        header: t("Owes"),
        definition: t("Open invoices less credit notes and payments applied to them."),
        sort: ["owes_low", "owes_high"],
        align: "end",
        room: "wide",
        csv: (row) => majorUnits(row.openMinor, row.currency),
        cell: (row) =>
          row.openMinor === 0 ? (
            <span className="text-ink-3">–</span>
          ) : (
            <Money amountMinor={row.openMinor} currency={row.currency} show="whole" />
          ),
      },
    ],
    [t],
  );
  const bulk = useCustomerBulk(state["status"] === "archived");
  const add = can("party.customer.change") && (
    <Button tone="primary" icon={<Plus aria-hidden />} onClick={() => setCreating(true)}>
      {t("New customer")}
    </Button>
  );
  return (
    <Page fill title={t("Customers")} actions={add}>
      <DataTable
        id="customers"
        label={t("Customers")}
        columns={columns}
        {...table}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        state={state}
        onState={setState}
        searchPlaceholder={t("Name, code, phone or e-mail")}
        filters={[
          {
            key: "kind",
            label: t("Kind"),
            options: [
              { value: "company", label: t("Company") },
              { value: "person", label: t("Person") },
            ],
          },
          { key: "status", label: t("State"), options: [{ value: "archived", label: t("Archived") }] },
          {
            key: "sort",
            label: t("Order"),
            options: [
              { value: "name", label: t("By name") },
              { value: "newest", label: t("Newest first") },
            ],
          },
        ]}
        onOpen={(row) => void navigate({ to: "/customers/$customerId", params: { customerId: row.id } })}
        bulkActions={bulk}
        empty={
          <EmptyState
            icon={<Users aria-hidden />}
            title={Object.keys(input).length > 0 ? t("No customer matches") : t("No customers yet")}
            action={add}
          >
            {t("Shops that buy wholesale and shoppers who buy one piece stand in the same list.")}
          </EmptyState>
        }
      />
      {creating && (
        <NewCustomer
          onClose={() => setCreating(false)}
          onMade={(made) => void navigate({ to: "/customers/$customerId", params: { customerId: made.id } })}
        />
      )}
    </Page>
  );
}
