import { billingApi, type OutputOf, type partyApi, salesApi } from "@selvedge/contract";
import { Badge, Card, DateTime, EmptyState, Money } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { InvoiceState } from "../billing/invoice-list.tsx";
import { currentLanguage, useT } from "../i18n/i18n.ts";
import { addressText } from "../shell/address-text.ts";
import { StatusBadge } from "../shell/status-badge.tsx";

type Customer = OutputOf<typeof partyApi.getCustomer>;

export function CustomerOrders({ id }: { id: string }) {
  const t = useT();
  const orders = useApi(salesApi.listOrders, { customerId: id, limit: 50 });
  return (
    <Loaded query={orders}>
      {(page) =>
        page.items.length === 0 ? (
          <EmptyState title={t("No orders yet")} />
        ) : (
          <Card flush>
            <ul className="divide-y divide-line">
              {page.items.map((order) => (
                <li key={order.id}>
                  <Link
                    to="/orders/$orderId"
                    params={{ orderId: order.id }}
                    className="flex min-h-12 items-center gap-3 px-4 py-1.5 text-sm hover:bg-surface-2"
                  >
                    <span className="min-w-0 flex-1">
                      <span className="font-medium">{order.number}</span>
                      <span className="block text-xs text-ink-3">
                        <DateTime value={order.placedAt} /> · {t("{{count}} pieces", { count: order.pieces })}
                      </span>
                    </span>
                    <StatusBadge status={order.status} />
                    <Money
                      amountMinor={order.totalMinor}
                      currency={order.currency}
                      className="w-24 text-end font-medium"
                    />
                  </Link>
                </li>
              ))}
            </ul>
            {page.nextCursor && (
              <Link
                to="/orders"
                search={{ customerId: id }}
                className="block border-t border-line px-4 py-2.5 text-sm text-accent hover:underline"
              >
                {t("All orders")}
              </Link>
            )}
          </Card>
        )
      }
    </Loaded>
  );
}

export function CustomerInvoices({ id }: { id: string }) {
  const t = useT();
  const invoices = useApi(billingApi.listInvoices, { customerId: id, limit: 50 });
  return (
    <Loaded query={invoices}>
      {(page) =>
        page.items.length === 0 ? (
          <EmptyState title={t("No invoices")} />
        ) : (
          <Card flush>
            <ul className="divide-y divide-line">
              {page.items.map((invoice) => (
                <li key={invoice.id}>
                  <Link
                    to="/invoices/$invoiceId"
                    params={{ invoiceId: invoice.id }}
                    className="flex min-h-12 items-center gap-3 px-4 py-1.5 text-sm hover:bg-surface-2"
                  >
                    <span className="min-w-0 flex-1">
                      <span className="font-medium">{invoice.number}</span>
                      <span className="block text-xs text-ink-3">
                        <DateTime value={invoice.issuedOn} />
                      </span>
                    </span>
                    <InvoiceState invoice={invoice} />
                    <Money
                      amountMinor={invoice.totalMinor}
                      currency={invoice.currency}
                      className="w-24 text-end font-medium"
                    />
                  </Link>
                </li>
              ))}
            </ul>
          </Card>
        )
      }
    </Loaded>
  );
}

export function Addresses({ customer }: { customer: Customer }) {
  const t = useT();
  if (customer.addresses.length === 0) return <EmptyState title={t("No addresses")} />;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {customer.addresses.map((address) => (
        <Card key={address.id} title={address.kind === "billing" ? t("Billing") : t("Shipping")}>
          <p className="text-sm whitespace-pre-line">{addressText(address, currentLanguage())}</p>
          {address.isDefault && (
            <Badge tone="accent" className="mt-2">
              {t("Default")}
            </Badge>
          )}
        </Card>
      ))}
    </div>
  );
}
