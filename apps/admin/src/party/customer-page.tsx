import { billingApi, type OutputOf, partyApi } from "@selvedge/contract";
import { Badge, Button, buttonLook, Card, Money, Page, Progress, Tabs } from "@selvedge/ui";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ArchiveRestore, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { ActivityLink } from "../audit/activity-link.tsx";
import { currentLanguage, useT } from "../i18n/i18n.ts";
import { CustomerInsightCard } from "../insights/customers/customer-insight-card.tsx";
import { useCan } from "../session/session-store.ts";
import { countryName } from "../shell/places.ts";
import { StatusBadge } from "../shell/status-badge.tsx";
import { Addresses, CustomerInvoices, CustomerOrders } from "./customer-papers.tsx";
import { EditCustomer } from "./edit-customer.tsx";

type Customer = OutputOf<typeof partyApi.getCustomer>;

export function CustomerPage() {
  const { customerId } = useParams({ strict: false }) as { customerId: string };
  const customer = useApi(partyApi.getCustomer, { id: customerId }, { keepPrevious: false });
  return <Loaded query={customer}>{(loaded) => <CustomerBody customer={loaded} />}</Loaded>;
}

function CustomerBody({ customer }: { customer: Customer }) {
  const t = useT();
  const can = useCan();
  const navigate = useNavigate();
  const tab = (useSearch({ strict: false }) as { tab?: string }).tab ?? "orders";
  const [editing, setEditing] = useState(false);
  const bringBack = useCommand(partyApi.changeCustomer, { refresh: ["party."], done: t("Saved") });
  return (
    <Page
      title={customer.name}
      badge={
        <>
          {customer.status === "archived" && <StatusBadge status="archived" />}
          {customer.account.creditHold && <Badge tone="warn">{t("Credit hold")}</Badge>}
        </>
      }
      back={
        <Link to="/customers" className="text-ink-2 hover:underline">
          {t("Customers")}
        </Link>
      }
      detail={[customer.code, customer.phone, customer.email].filter(Boolean).join(" · ")}
      actions={
        <>
          <ActivityLink id={customer.id} name={customer.name} />
          {can("party.customer.change") && customer.status === "archived" && (
            <Button
              icon={<ArchiveRestore aria-hidden />}
              busy={bringBack.isPending}
              onClick={() => bringBack.mutate({ id: customer.id, status: "active", version: customer.version })}
            >
              {t("Bring back")}
            </Button>
          )}
          {can("party.customer.change") && (
            <Button icon={<Pencil aria-hidden />} onClick={() => setEditing(true)}>
              {t("Edit")}
            </Button>
          )}
          {can("sales.order.place") && customer.status === "active" && (
            <Link to="/orders/new" search={{ customerId: customer.id }} className={buttonLook({ tone: "primary" })}>
              <Plus aria-hidden />
              {t("New order")}
            </Link>
          )}
        </>
      }
    >
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Tabs
          label={t("Parts of the customer")}
          value={tab}
          onChange={(next) => void navigate({ to: ".", search: { tab: next } as never, replace: true })}
          tabs={[
            ...(can("sales.order.read")
              ? [{ value: "orders", label: t("Orders"), content: <CustomerOrders id={customer.id} /> }]
              : []),
            ...(can("billing.invoice.read")
              ? [{ value: "invoices", label: t("Invoices"), content: <CustomerInvoices id={customer.id} /> }]
              : []),
            { value: "addresses", label: t("Addresses"), content: <Addresses customer={customer} /> },
          ]}
        />
        <div className="space-y-4">
          {can("insights.customer.read") && <CustomerInsightCard customerId={customer.id} />}
          {can("receivables.balance.read") && <Credit id={customer.id} />}
          <Card title={t("Terms")}>
            <dl className="grid grid-cols-2 gap-x-4 gap-y-2 text-sm">
              <Fact
                name={t("Payment terms")}
                value={
                  customer.account.paymentTermsDays === 0
                    ? t("At once")
                    : t("Net {{days}} days", { days: customer.account.paymentTermsDays })
                }
              />
              <Fact name={t("Price tier")} value={customer.account.priceTier} />
              <Fact name={t("Looked after by")} value={customer.account.salesRep?.name} />
              <Fact name={t("Tax number")} value={customer.taxNumber} />
              <Fact
                name={t("State")}
                value={[customer.state, customer.country && countryName(customer.country, currentLanguage())]
                  .filter(Boolean)
                  .join(", ")}
              />
              <Fact
                name={t("When stock is short")}
                value={
                  {
                    refuse: t("Refuse the order"),
                    partial: t("Ship what there is"),
                    backorder: t("Owe the rest"),
                  }[customer.account.partialShip]
                }
              />
            </dl>
            {customer.note && <p className="mt-3 border-t border-line pt-3 text-sm text-ink-2">{customer.note}</p>}
          </Card>
        </div>
      </div>
      {editing && <EditCustomer customer={customer} onClose={() => setEditing(false)} />}
    </Page>
  );
}

function Fact({ name, value }: { name: string; value: string | null | undefined }) {
  if (!value) return null;
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="break-words">{value}</dd>
    </div>
  );
}

function Credit({ id }: { id: string }) {
  const t = useT();
  const credit = useApi(billingApi.getCredit, { id });
  return (
    <Card title={t("Credit")}>
      <Loaded query={credit}>
        {(c) => {
          const used = c.openInvoicesMinor + c.openOrdersMinor - c.unappliedMinor;
          return (
            <div className="space-y-3 text-sm">
              {c.limitMinor === null ? (
                <p className="text-ink-2">{t("No limit is set.")}</p>
              ) : (
                <>
                  <p className="flex justify-between font-medium">
                    <span>{t("Left to order")}</span>
                    <Money amountMinor={c.availableMinor} currency={c.currency} />
                  </p>
                  <Progress
                    label={t("Credit used")}
                    value={Math.max(0, used)}
                    max={Math.max(1, c.limitMinor)}
                    tone={used > c.limitMinor ? "bad" : used > c.limitMinor * 0.8 ? "warn" : "accent"}
                  />
                </>
              )}
              <dl className="space-y-1 text-ink-2">
                {(
                  [
                    ...(c.limitMinor === null ? [] : [[t("Limit"), c.limitMinor] as const]),
                    [t("Open invoices"), c.openInvoicesMinor],
                    [t("Open orders"), c.openOrdersMinor],
                    [t("Advances"), -c.unappliedMinor],
                  ] as const
                ).map(([name, amount]) => (
                  <div key={name} className="flex justify-between">
                    <dt>{name}</dt>
                    <dd>
                      <Money amountMinor={amount} currency={c.currency} />
                    </dd>
                  </div>
                ))}
              </dl>
            </div>
          );
        }}
      </Loaded>
    </Card>
  );
}
