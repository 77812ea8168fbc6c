import { type OutputOf, partyApi } from "@selvedge/contract";
import type { BulkAction } from "@selvedge/ui";
import { Archive, ArchiveRestore, CircleCheck, CircleSlash } from "lucide-react";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";

type Row = OutputOf<typeof partyApi.listCustomers>["items"][number];

const done = () => refreshQueries(queryClient, ["party.", "receivables."]);

/** What may be done to many customers at once: stop and allow their credit, put them away and bring them back. */
export function useCustomerBulk(archived: boolean): BulkAction<Row>[] {
  const t = useT();
  const can = useCan();
  const bringBack: BulkAction<Row> = {
    ...{ key: "active", label: t("Bring back"), icon: <ArchiveRestore aria-hidden />, done },
    run: ({ id }) => call(partyApi.changeCustomer, { id, status: "active" }),
  };
  const hold = (creditHold: boolean) => (row: Row) =>
    call(partyApi.changeCustomer, { id: row.id, account: { creditHold } });
  const mayChange = can("party.customer.change");
  if (archived) return mayChange ? [bringBack] : [];
  const actions: (BulkAction<Row> | false)[] = [
    mayChange &&
      can("party.credit.change") && {
        ...{ key: "hold", label: t("Stop credit"), icon: <CircleSlash aria-hidden />, run: hold(true), done },
        ask: { explain: t("Orders of these customers are refused until the hold is lifted.") },
      },
    mayChange &&
      can("party.credit.change") && {
        ...{ key: "lift", label: t("Lift credit hold"), icon: <CircleCheck aria-hidden />, run: hold(false), done },
      },
    mayChange && {
      ...{ key: "archive", label: t("Archive"), icon: <Archive aria-hidden />, danger: true, done },
      ask: { explain: t("Archived customers leave the lists and cannot be ordered for. What they bought stays.") },
      run: ({ id }) => call(partyApi.changeCustomer, { id, status: "archived" }),
    },
  ];
  return actions.filter((action) => action !== false);
}
