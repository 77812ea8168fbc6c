import { billingApi, type OutputOf, type salesApi } from "@selvedge/contract";
import { Button, Card, DateTime, EmptyState, Money } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { FileText, Undo2 } from "lucide-react";
import { useState } from "react";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { PdfButton } from "../billing/pdf-button.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { StatusBadge } from "../shell/status-badge.tsx";
import { statusWords } from "../shell/status-words.ts";
import { afterOrder } from "./after-order.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

type Order = OutputOf<typeof salesApi.getOrder>;

export function OrderShipments({ order }: { order: Order }) {
  const t = useT();
  const can = useCan();
  const shipments = useApi(billingApi.listShipments, { id: order.id });
  const issue = useCommand(billingApi.issueInvoice, {
    refresh: afterOrder,
    done: (made) => t("Invoice {{number}} is issued", { number: made.number }),
  });
  return (
    <Loaded query={shipments}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t("Nothing has shipped yet")}>
            {t("Shipping takes the pieces out of stock and issues the invoice.")}
          </EmptyState>
        ) : (
          <div className="space-y-4">
            {items.map((shipment) => (
              <Card
                key={shipment.id}
                flush
                title={
                  <>
                    {shipment.kind === "return" ? t("Return {{number}}", { number: shipment.number }) : shipment.number}
                    <span className="ms-2 text-xs font-normal text-ink-3">
                      <DateTime value={shipment.shippedAt} show="dateTime" /> · {shipment.locationName}
                    </span>
                  </>
                }
                actions={
                  shipment.invoiceId ? (
                    <Link
                      to="/invoices/$invoiceId"
                      params={{ invoiceId: shipment.invoiceId }}
                      className="text-sm text-accent hover:underline"
                    >
                      {shipment.invoiceNumber}
                    </Link>
                  ) : (
                    shipment.kind === "out" &&
                    can("billing.invoice.issue") && (
                      <Button size="sm" busy={issue.isPending} onClick={() => issue.mutate({ id: shipment.id })}>
                        {t("Issue invoice")}
                      </Button>
                    )
                  )
                }
              >
                {(shipment.carrier || shipment.trackingNumber) && (
                  <p className="border-b border-line px-4 py-2 text-sm text-ink-2">
                    {[shipment.carrier, shipment.trackingNumber].filter(Boolean).join(" · ")}
                  </p>
                )}
                <ul className="divide-y divide-line">
                  {shipment.lines.map((line) => (
                    <li
                      key={`${line.orderLineId}${line.condition}`}
                      className="flex justify-between gap-3 px-4 py-2 text-sm"
                    >
                      <span className="min-w-0 truncate">
                        {line.styleName} · {line.colourName} · {line.size}
                        {shipment.kind === "return" && (
                          <span className="text-ink-3"> · {statusWords(t, line.condition)}</span>
                        )}
                      </span>
                      <span className="tabular font-medium">{line.qty}</span>
                    </li>
                  ))}
                </ul>
              </Card>
            ))}
          </div>
        )
      }
    </Loaded>
  );
}

export function OrderInvoices({ order }: { order: Order }) {
  const t = useT();
  const invoices = useApi(billingApi.listInvoices, { orderId: order.id, limit: 50 });
  return (
    <Loaded query={invoices}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState icon={<FileText aria-hidden />} title={t("No invoice yet")}>
            {t("The invoice is issued when goods ship.")}
          </EmptyState>
        ) : (
          <Card flush>
            <ul className="divide-y divide-line">
              {items.map((invoice) => (
                <li key={invoice.id} className="flex items-center gap-3 px-4 py-2">
                  <span className="min-w-0 flex-1 text-sm">
                    <Link
                      to="/invoices/$invoiceId"
                      params={{ invoiceId: invoice.id }}
                      className="font-medium hover:underline"
                    >
                      {invoice.number}
                    </Link>
                    <span className="block text-xs text-ink-3">
                      {invoice.kind === "credit_note" ? t("Credit note") : t("Invoice")} ·{" "}
                      <DateTime value={invoice.issuedOn} />
                    </span>
                  </span>
                  <span className="text-end text-sm">
                    <Money amountMinor={invoice.totalMinor} currency={invoice.currency} className="font-medium" />
                    {invoice.openMinor > 0 && (
                      <span className="block text-xs text-ink-3">
                        {t("open")} <Money amountMinor={invoice.openMinor} currency={invoice.currency} />
                      </span>
                    )}
                  </span>
                  <PdfButton invoiceId={invoice.id} number={invoice.number} compact />
                </li>
              ))}
            </ul>
          </Card>
        )
      }
    </Loaded>
  );
}

export function OrderPayments({ order }: { order: Order }) {
  const t = useT();
  const can = useCan();
  const payments = useApi(billingApi.listPayments, { orderId: order.id, limit: 50 });
  const [refunding, setRefunding] = useState<string | null>(null);
  const asked = t("The bank is asked; the payment says when it is done");
  const capture = useCommand(billingApi.capturePayment, { refresh: afterOrder, done: asked });
  const letGo = useCommand(billingApi.voidPayment, { refresh: afterOrder, done: asked });
  const refund = useCommand(billingApi.refundPayment, {
    refresh: afterOrder,
    done: t("The refund is paid"),
    onDone: () => setRefunding(null),
  });
  return (
    <Loaded query={payments}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t("Nothing paid yet")}>{t("Take a payment from the button above.")}</EmptyState>
        ) : (
          <Card flush>
            <ul className="divide-y divide-line">
              {items.map((payment) => (
                <li key={payment.id} className="flex flex-wrap items-center gap-3 px-4 py-2">
                  <span className="min-w-0 flex-1 text-sm">
                    <span className="font-medium">{statusWords(t, payment.method)}</span>
                    <span className="block text-xs text-ink-3">
                      <DateTime value={payment.createdAt} show="dateTime" />
                      {payment.failureReason && ` · ${payment.failureReason}`}
                    </span>
                  </span>
                  <StatusBadge status={payment.status} />
                  <Money
                    amountMinor={payment.direction === "out" ? -payment.amountMinor : payment.amountMinor}
                    currency={payment.currency}
                    className="text-sm font-medium"
                  />
                  {payment.status === "authorised" && can("payments.payment.take") && (
                    <Button size="sm" busy={capture.isPending} onClick={() => capture.mutate({ id: payment.id })}>
                      {t("Take the money")}
                    </Button>
                  )}
                  {payment.status === "authorised" && can("payments.payment.refund") && (
                    <Button
                      size="sm"
                      tone="quiet"
                      busy={letGo.isPending}
                      onClick={() => letGo.mutate({ id: payment.id })}
                    >
                      {t("Let it go")}
                    </Button>
                  )}
                  {can("payments.payment.refund") && payment.direction === "in" && payment.status === "captured" && (
                    <Button
                      size="sm"
                      tone="quiet"
                      icon={<Undo2 aria-hidden />}
                      onClick={() => setRefunding(payment.id)}
                    >
                      {t("Refund")}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {refunding && (
              <ReasonDialog
                title={t("Refund what is left of this payment")}
                explain={t("Only what no invoice has used can be given back; a return frees it by its credit note.")}
                button={t("Refund")}
                busy={refund.isPending}
                onClose={() => setRefunding(null)}
                onGive={(reason) => refund.mutate({ id: refunding, reason })}
              />
            )}
          </Card>
        )
      }
    </Loaded>
  );
}
