import { type OutputOf, salesApi } from "@selvedge/contract";
import { Card, DateTime, Money, Notice, Page, Tabs, Timeline, type TimelineEntry } from "@selvedge/ui";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { ActivityLink } from "../audit/activity-link.tsx";
import { currentLanguage, type Translate, useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { addressText } from "../shell/address-text.ts";
import { placeName } from "../shell/places.ts";
import { StatusBadge } from "../shell/status-badge.tsx";
import { statusTone, statusWords } from "../shell/status-words.ts";
import { OrderActions } from "./order-actions.tsx";
import { OrderLines } from "./order-lines.tsx";
import { OrderInvoices, OrderPayments, OrderShipments } from "./order-papers.tsx";
import { OrderTotals, TotalLine } from "./order-totals.tsx";
import { PaidMark } from "./paid-mark.tsx";

type Order = OutputOf<typeof salesApi.getOrder>;

export function OrderPage() {
  const { orderId } = useParams({ strict: false }) as { orderId: string };
  const order = useApi(salesApi.getOrder, { id: orderId }, { keepPrevious: false });
  return <Loaded query={order}>{(loaded) => <OrderBody order={loaded} />}</Loaded>;
}

function OrderBody({ order }: { order: Order }) {
  const t = useT();
  const can = useCan();
  const navigate = useNavigate();
  const tab = (useSearch({ strict: false }) as { tab?: string }).tab ?? "lines";
  const language = currentLanguage();
  const pieces = order.lines.reduce((sum, line) => sum + line.qty, 0);
  return (
    <Page
      title={order.number}
      badge={
        <>
          <StatusBadge status={order.status} />
          <PaidMark paidMinor={order.paidMinor} totalMinor={order.totalMinor} />
        </>
      }
      back={
        <Link to="/orders" className="text-ink-2 hover:underline">
          {t("Orders")}
        </Link>
      }
      detail={
        <>
          {order.customer ? (
            <Link to="/customers/$customerId" params={{ customerId: order.customer.id }} className="hover:underline">
              {order.customer.name}
            </Link>
          ) : (
            (order.buyerName ?? t("Walk-in"))
          )}{" "}
          · {order.channel.name} · <DateTime value={order.placedAt} show="dateTime" />
        </>
      }
      actions={
        <>
          <ActivityLink id={order.id} name={order.number} />
          <OrderActions order={order} />
        </>
      }
    >
      {order.status === "on_hold" && (
        <Notice tone="warn" title={t("On hold.")}>
          {order.history.findLast((step) => step.toStatus === "on_hold")?.note}
        </Notice>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Tabs
          label={t("Parts of the order")}
          value={tab}
          onChange={(next) => void navigate({ to: ".", search: { tab: next } as never, replace: true })}
          tabs={[
            {
              value: "lines",
              label: t("{{count}} pieces", { count: pieces }),
              content: <OrderLines order={order} />,
            },
            ...(can("fulfilment.shipment.read")
              ? [{ value: "shipments", label: t("Shipments"), content: <OrderShipments order={order} /> }]
              : []),
            ...(can("billing.invoice.read")
              ? [{ value: "invoices", label: t("Invoices"), content: <OrderInvoices order={order} /> }]
              : []),
            ...(can("payments.payment.read")
              ? [{ value: "payments", label: t("Payments"), content: <OrderPayments order={order} /> }]
              : []),
          ]}
        />
        <div className="space-y-4">
          <Card title={t("Totals")}>
            <OrderTotals {...order}>
              <TotalLine
                name={t("Paid")}
                amountMinor={order.paidMinor - order.refundedMinor}
                currency={order.currency}
                quiet
              />
              <TotalLine name={t("Invoiced")} amountMinor={order.invoicedMinor} currency={order.currency} quiet />
              {order.totalMinor > order.paidMinor - order.refundedMinor && (
                <div className="flex justify-between gap-4 pt-1 font-medium">
                  <dt>{t("Still to pay")}</dt>
                  <dd>
                    <Money
                      amountMinor={order.totalMinor - order.paidMinor + order.refundedMinor}
                      currency={order.currency}
                    />
                  </dd>
                </div>
              )}
            </OrderTotals>
          </Card>
          <Card title={t("Where to")}>
            <dl className="space-y-2 text-sm">
              <Fact name={t("Ships from")} value={order.location.name} />
              <Fact name={t("Ship to")} value={addressText(order.shipTo, language)} />
              <Fact name={t("E-mail")} value={order.buyerEmail} />
              <Fact name={t("Place of supply")} value={order.buyerPlace && placeName(order.buyerPlace, language)} />
              <Fact name={t("Their reference")} value={order.externalRef} />
              <Fact name={t("Note")} value={order.note} />
            </dl>
          </Card>
          <Card title={t("What happened")}>
            <Timeline label={t("What happened")} entries={timelineOf(order, t)} />
          </Card>
        </div>
      </div>
    </Page>
  );
}

function Fact({ name, value }: { name: string; value: string | null | undefined }) {
  if (!value) return null;
  return (
    <div>
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="break-words whitespace-pre-line">{value}</dd>
    </div>
  );
}

function timelineOf(order: Order, t: Translate): TimelineEntry[] {
  return [...order.history]
    .sort((a, b) => b.seq - a.seq)
    .map((step) => ({
      id: String(step.seq),
      at: step.at,
      title: statusWords(t, step.fromStatus === step.toStatus ? step.trigger : step.toStatus),
      detail: step.note,
      by: step.actorName,
      tone: statusTone(step.toStatus),
    }));
}
