import { billingApi, type OutputOf, salesApi } from "@selvedge/contract";
import type { BulkAction } from "@selvedge/ui";
import { Ban, CheckCircle2, Pause, Play, Truck } from "lucide-react";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { afterOrder } from "./after-order.ts";

type Row = OutputOf<typeof salesApi.listOrders>["items"][number];

/** What may be done to many orders at once; each goes the way of its own state, and says why where it cannot. */
export function useOrderBulk(): BulkAction<Row>[] {
  const t = useT();
  const can = useCan();
  const done = () => refreshQueries(queryClient, [...afterOrder, "reports."]);
  const reason = { label: t("Reason") };
  const actions: (BulkAction<Row> | false)[] = [
    can("sales.order.confirm") && {
      ...{ key: "confirm", label: t("Confirm"), icon: <CheckCircle2 aria-hidden />, done },
      run: ({ id }) => call(salesApi.confirmOrder, { id }),
    },
    can("fulfilment.shipment.ship") && {
      ...{ key: "ship", label: t("Ship and invoice"), icon: <Truck aria-hidden />, done },
      ask: { explain: t("Everything that is still to ship leaves today, and an invoice is issued for each order.") },
      run: ({ id }) => call(billingApi.shipOrder, { id }),
    },
    can("sales.order.confirm") && {
      ...{ key: "hold", label: t("Put on hold"), icon: <Pause aria-hidden />, done },
      ask: { explain: t("Stock stays reserved; nothing ships until the orders are taken off hold."), answer: reason },
      run: ({ id }, answer) => call(salesApi.holdOrder, { id, reason: answer }),
    },
    can("sales.order.confirm") && {
      ...{ key: "resume", label: t("Take off hold"), icon: <Play aria-hidden />, done },
      run: ({ id }) => call(salesApi.resumeOrder, { id }),
    },
    can("sales.order.cancel") && {
      ...{ key: "cancel", label: t("Cancel orders"), icon: <Ban aria-hidden />, danger: true, done },
      ask: {
        explain: t("What is not yet shipped is given back to stock. What is paid stays as the customer's advance."),
        answer: reason,
      },
      run: ({ id }, answer) => call(salesApi.cancelOrder, { id, reason: answer }),
    },
  ];
  return actions.filter((action) => action !== false);
}
