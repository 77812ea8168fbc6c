import { type OutputOf, salesApi } from "@selvedge/contract";
import {
  Card,
  DateTime,
  GarmentPicture,
  Money,
  Notice,
  Page,
  Segmented,
  SizeGrid,
  Tabs,
  Timeline,
  type TimelineEntry,
} from "@selvedge/ui";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { ActivityLink } from "../audit/activity-link.tsx";
import { type Translate, useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { addressText } from "../shell/address-text.ts";
import { StatusBadge } from "../shell/status-badge.tsx";
import { statusTone, statusWords } from "../shell/status-words.ts";
import { OrderActions } from "./order-actions.tsx";
import { orderGrid } from "./order-grid.ts";
import { OrderInvoices, OrderPayments, OrderShipments } from "./order-papers.tsx";
import { OrderTotals, TotalLine } from "./order-totals.tsx";
import { PaidMark } from "./paid-mark.tsx";
import { WhyPrice } from "./why-price.tsx";

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
              <Fact name={t("Ship to")} value={addressText(order.shipTo)} />
              <Fact name={t("E-mail")} value={order.buyerEmail} />
              <Fact name={t("Place of supply")} value={order.buyerPlace} />
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

/** The ordered pieces as a matrix, or line by line with price, tax and what shipped. */
function OrderLines({ order }: { order: Order }) {
  const t = useT();
  const [view, setView] = useState<"grid" | "lines">(order.lines.length > 5 ? "grid" : "lines");
  const grid = useMemo(() => orderGrid(order.lines), [order.lines]);
  return (
    <div className="space-y-3">
      <Segmented
        label={t("Show as")}
        value={view}
        onChange={setView}
        options={[
          { value: "grid", label: t("Grid") },
          { value: "lines", label: t("Lines") },
        ]}
      />
      {view === "grid" ? (
        <SizeGrid
          label={t("Pieces ordered")}
          styles={grid.styles}
          initial={grid.quantities}
          currency={order.currency}
          readOnly
        />
      ) : (
        <LineTables order={order} />
      )}
    </div>
  );
}

/** Lines under their style, colour by colour. */
function LineTables({ order }: { order: Order }) {
  const t = useT();
  const styles = [...Map.groupBy(order.lines, (line) => line.styleId).values()];
  return (
    <div className="space-y-4">
      {styles.map((lines) => {
        const first = lines[0]!;
        const pieces = lines.reduce((sum, line) => sum + line.qty, 0);
        const total = lines.reduce((sum, line) => sum + line.totalMinor, 0);
        return (
          <Card key={first.styleId} flush>
            <header className="flex items-center gap-3 px-4 py-2.5">
              <GarmentPicture src={first.pictureUrl} name={first.styleName} hex={first.hex} />
              <div className="min-w-0 flex-1">
                <Link
                  to="/styles/$styleId"
                  params={{ styleId: first.styleId }}
                  className="line-clamp-1 font-medium hover:underline"
                >
                  {first.styleName}
                </Link>
                <p className="text-xs text-ink-3">
                  {first.styleCode} · {t("{{count}} pieces", { count: pieces })}
                </p>
              </div>
              <Money amountMinor={total} currency={order.currency} className="font-semibold" />
            </header>
            <div className="scroll-thin overflow-x-auto border-t border-line">
              <table className="w-full text-sm">
                <thead className="text-xs text-ink-2">
                  <tr>
                    <th scope="col" className="px-4 py-1.5 text-start font-medium">
                      {t("Colour and size")}
                    </th>
                    <th scope="col" className="px-2 py-1.5 text-end font-medium">
                      {t("Pieces")}
                    </th>
                    <th scope="col" className="px-2 py-1.5 text-end font-medium">
                      {t("Shipped")}
                    </th>
                    <th scope="col" className="hidden px-2 py-1.5 text-end font-medium sm:table-cell">
                      {t("Price")}
                    </th>
                    <th scope="col" className="hidden px-2 py-1.5 text-end font-medium sm:table-cell">
                      {t("Tax")}
                    </th>
                    <th scope="col" className="px-4 py-1.5 text-end font-medium">
                      {t("Total")}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {lines.map((line) => (
                    <LineRow key={line.id} line={line} currency={order.currency} />
                  ))}
                </tbody>
              </table>
            </div>
          </Card>
        );
      })}
    </div>
  );
}

function LineRow({ line, currency }: { line: Order["lines"][number]; currency: string }) {
  const t = useT();
  const rest = [
    line.cancelledQty > 0 && t("{{count}} cancelled", { count: line.cancelledQty }),
    line.returnedQty > 0 && t("{{count}} returned", { count: line.returnedQty }),
  ].filter(Boolean);
  return (
    <tr className="tabular border-t border-line text-end">
      <td className="px-4 py-1.5 text-start">
        <span className="inline-flex items-center gap-2">
          <span
            aria-hidden
            className="inline-block size-3 shrink-0 rounded-full shadow-[inset_0_0_0_1px_rgb(0_0_0/0.2)]"
            style={{ backgroundColor: line.hex }}
          />
          {line.colourName} <span className="font-medium">{line.size}</span>
        </span>
        {rest.length > 0 && <span className="block text-xs text-warn">{rest.join(" · ")}</span>}
      </td>
      <td className="px-2 py-1.5 font-medium">{line.qty}</td>
      <td
        className={line.shippedQty < line.qty - line.cancelledQty ? "px-2 py-1.5 text-ink-3" : "px-2 py-1.5 text-good"}
      >
        {line.shippedQty}
      </td>
      <td className="hidden px-2 py-1.5 sm:table-cell">
        <WhyPrice line={line} currency={currency} />
      </td>
      <td className="hidden px-2 py-1.5 text-ink-2 sm:table-cell">
        <Money amountMinor={line.taxMinor} currency={currency} />
      </td>
      <td className="px-4 py-1.5">
        <Money amountMinor={line.totalMinor} currency={currency} />
      </td>
    </tr>
  );
}
