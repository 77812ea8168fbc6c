import { billingApi, type OutputOf } from "@selvedge/contract";
import { Card, CardTable, DateTime, Money, Page } from "@selvedge/ui";
import { Link, useParams } from "@tanstack/react-router";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { ActivityLink } from "../audit/activity-link.tsx";
import { currentLanguage, useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { addressText } from "../shell/address-text.ts";
import { placeName } from "../shell/places.ts";
import { statusWords } from "../shell/status-words.ts";
import { InvoiceState } from "./invoice-list.tsx";
import { PdfButton } from "./pdf-button.tsx";

type Invoice = OutputOf<typeof billingApi.getInvoice>;

export function InvoicePage() {
  const { invoiceId } = useParams({ strict: false }) as { invoiceId: string };
  const invoice = useApi(billingApi.getInvoice, { id: invoiceId }, { keepPrevious: false });
  return <Loaded query={invoice}>{(loaded) => <InvoiceBody invoice={loaded} />}</Loaded>;
}

function InvoiceBody({ invoice }: { invoice: Invoice }) {
  const t = useT();
  const can = useCan();
  return (
    <Page
      title={invoice.number}
      badge={<InvoiceState invoice={invoice} />}
      back={
        <Link to="/invoices" className="text-ink-2 hover:underline">
          {t("Invoices")}
        </Link>
      }
      detail={
        <>
          {invoice.customerName ?? t("Walk-in")} ·{" "}
          <Link to="/orders/$orderId" params={{ orderId: invoice.orderId }} className="hover:underline">
            {invoice.orderNumber}
          </Link>
        </>
      }
      actions={
        <>
          <ActivityLink id={invoice.id} name={invoice.number} />
          <PdfButton invoiceId={invoice.id} number={invoice.number} />
        </>
      }
    >
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0 space-y-4">
          <Card>
            <div className="grid gap-4 text-sm sm:grid-cols-4">
              <Party title={t("Seller")} facts={invoice.seller} />
              <Party title={t("Buyer")} facts={invoice.buyer} />
              <div>
                <p className="text-xs text-ink-3">{t("Issued")}</p>
                <DateTime value={invoice.issuedOn} />
                <p className="mt-2 text-xs text-ink-3">{t("Due")}</p>
                <DateTime value={invoice.dueOn} className={invoice.overdue ? "font-medium text-bad" : ""} />
              </div>
              <div>
                <p className="text-xs text-ink-3">{t("Place of supply")}</p>
                <p>{invoice.placeOfSupply ? placeName(invoice.placeOfSupply, currentLanguage()) : "–"}</p>
                {invoice.reason && (
                  <>
                    <p className="mt-2 text-xs text-ink-3">{t("Reason")}</p>
                    <p>{invoice.reason}</p>
                  </>
                )}
              </div>
            </div>
          </Card>
          <InvoiceLines invoice={invoice} />
        </div>
        <div className="space-y-4">
          <InvoiceTotals invoice={invoice} />
          {invoice.applications.length > 0 && (
            <Card title={t("Settled by")} flush>
              <ul className="divide-y divide-line">
                {invoice.applications.map((application) => (
                  <li key={application.id} className="flex justify-between gap-3 px-4 py-2 text-sm">
                    <span>
                      {statusWords(t, application.method)}
                      <span className="block text-xs text-ink-3">
                        <DateTime value={application.appliedOn} />
                      </span>
                    </span>
                    <Money amountMinor={application.amountMinor} currency={invoice.currency} />
                  </li>
                ))}
              </ul>
            </Card>
          )}
          {can("ledger.book.read") && (
            <Link
              to="/journal"
              search={{ documentId: invoice.id }}
              className="block text-sm text-accent hover:underline"
            >
              {t("Its entries in the journal")}
            </Link>
          )}
        </div>
      </div>
    </Page>
  );
}

function Party({ title, facts }: { title: string; facts: Record<string, unknown> }) {
  const text = (key: string) => (typeof facts[key] === "string" && facts[key] !== "" ? facts[key] : null);
  const address = [facts["billing"], facts["shipping"], facts["address"], facts]
    .map((one) => addressText(one, currentLanguage()))
    .find((found) => found !== null);
  const lines = [
    text("name") === text("legalName") ? null : text("legalName"),
    address ?? null,
    text("taxNumber"),
    text("email"),
  ];
  return (
    <div className="min-w-0">
      <p className="text-xs text-ink-3">{title}</p>
      <p className="font-medium break-words">{text("name") ?? "–"}</p>
      {lines
        .filter((line) => line !== null)
        .map((line) => (
          <p key={line} className="break-words whitespace-pre-line text-ink-2">
            {line}
          </p>
        ))}
    </div>
  );
}

/** A phone has room for the goods and the total; pieces, price and tax then stand under the goods. */
function InvoiceLines({ invoice }: { invoice: Invoice }) {
  const t = useT();
  const money = (amountMinor: number) => <Money amountMinor={amountMinor} currency={invoice.currency} />;
  return (
    <CardTable
      title={t("Lines")}
      rows={invoice.lines}
      keyOf={({ lineNo }) => String(lineNo)}
      columns={[
        {
          title: t("Goods"),
          cell: (line) => (
            <>
              {line.description}
              <span className="block text-xs text-ink-3">
                {line.skuCode}
                {line.hsnCode && ` · HSN ${line.hsnCode}`}
              </span>
              <span className="block text-xs text-ink-2 sm:hidden">
                {line.qty} × {money(line.unitPriceMinor)} · {t("Tax")} {money(line.taxMinor)}
              </span>
            </>
          ),
        },
        { title: t("Pieces"), end: true, wide: true, cell: ({ qty }) => qty },
        { title: t("Price"), end: true, wide: true, cell: ({ unitPriceMinor }) => money(unitPriceMinor) },
        { title: t("Taxable value"), end: true, wide: true, cell: ({ taxableMinor }) => money(taxableMinor) },
        { title: t("Tax"), end: true, wide: true, cell: ({ taxMinor }) => money(taxMinor) },
        {
          title: t("Total"),
          end: true,
          cell: ({ totalMinor }) => <span className="font-medium">{money(totalMinor)}</span>,
        },
      ]}
    />
  );
}

function InvoiceTotals({ invoice }: { invoice: Invoice }) {
  const t = useT();
  const row = (name: React.ReactNode, amountMinor: number, strong = false) => (
    <div
      className={
        strong ? "flex justify-between border-t border-line pt-2 text-base font-semibold" : "flex justify-between"
      }
    >
      <dt>{name}</dt>
      <dd>
        <Money amountMinor={amountMinor} currency={invoice.currency} />
      </dd>
    </div>
  );
  return (
    <Card title={t("Totals")}>
      <dl className="space-y-1.5 text-sm">
        {row(t("Taxable value"), invoice.taxableMinor)}
        {invoice.components.map((part) => (
          <div key={`${part.component}${part.ratePpm}`} className="flex justify-between text-ink-2">
            <dt>
              {part.component.toUpperCase()} {part.ratePpm / 10_000} %
            </dt>
            <dd>
              <Money amountMinor={part.taxMinor} currency={invoice.currency} />
            </dd>
          </div>
        ))}
        {row(t("Total"), invoice.totalMinor, true)}
        {invoice.kind === "invoice" && row(t("Open"), invoice.openMinor)}
      </dl>
    </Card>
  );
}
