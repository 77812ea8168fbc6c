import { billingApi, type OutputOf } from "@selvedge/contract";
import { Card, CardTable, cx, EmptyState, Money, majorUnits, Page } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { ExportButton } from "../ledger/statement-table.tsx";

type Item = OutputOf<typeof billingApi.getAging>["items"][number];

const spans = ["notDueMinor", "days1to30Minor", "days31to60Minor", "days61to90Minor", "over90Minor"] as const;
const fills = ["bg-good/70", "bg-warn/50", "bg-warn/75", "bg-bad/70", "bg-bad"];

function Debtor({ item: { customerId, customerName } }: { item: Item }) {
  if (!customerId) return customerName;
  return (
    <Link to="/customers/$customerId" params={{ customerId }} className="font-medium hover:underline">
      {customerName}
    </Link>
  );
}

/** Who owes what, by days past due. */
export function Aging() {
  const t = useT();
  const aging = useApi(billingApi.getAging, {});
  const names = [t("Not due"), t("1–30 days"), t("31–60 days"), t("61–90 days"), t("Over 90 days")];
  return (
    <Page
      title={t("Owed to us")}
      actions={
        aging.data && (
          <ExportButton
            name="owed-to-us"
            header={[t("Customer"), ...names, t("Total")]}
            rows={() =>
              aging.data.items.map((item) => [
                item.customerName,
                ...[...spans, "totalMinor" as const].map((span) => majorUnits(item[span], aging.data.currency)),
              ])
            }
          />
        )
      }
      back={
        <Link to="/payments" className="text-ink-2 hover:underline">
          {t("Payments")}
        </Link>
      }
    >
      <Loaded query={aging}>
        {({ items, currency, totalMinor }) =>
          items.length === 0 ? (
            <EmptyState title={t("Nobody owes anything")}>{t("Open invoices show here by days past due.")}</EmptyState>
          ) : (
            <>
              <AgingBar items={items} names={names} currency={currency} totalMinor={totalMinor} />
              <CardTable
                title={t("Owed to us")}
                bare
                rows={items}
                keyOf={(item) => item.customerId ?? "none"}
                columns={[
                  { title: t("Customer"), cell: (item) => <Debtor item={item} /> },
                  ...spans.map((span, index) => ({
                    title: names[index]!,
                    end: true,
                    cell: (item: Item) =>
                      item[span] === 0 ? (
                        <span className="text-ink-3">–</span>
                      ) : (
                        <Money amountMinor={item[span]} currency={currency} />
                      ),
                  })),
                  {
                    title: t("Total"),
                    end: true,
                    cell: ({ totalMinor }) => (
                      <span className="font-semibold">
                        <Money amountMinor={totalMinor} currency={currency} />
                      </span>
                    ),
                  },
                ]}
              />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

type AgingBarProps = { items: readonly Item[]; names: readonly string[]; currency: string; totalMinor: number };

function AgingBar({ items, names, currency, totalMinor }: AgingBarProps) {
  const sums = spans.map((span) => items.reduce((sum, item) => sum + item[span], 0));
  return (
    <Card title={<Money amountMinor={totalMinor} currency={currency} className="text-xl" />}>
      <div aria-hidden className="flex h-3 gap-0.5 overflow-hidden rounded-full">
        {sums.map((sum, index) =>
          sum > 0 ? (
            <span
              key={spans[index]}
              className={fills[index]}
              style={{ width: `${(sum / Math.max(totalMinor, 1)) * 100}%` }}
            />
          ) : null,
        )}
      </div>
      <ul className="mt-3 grid grid-cols-2 gap-3 text-sm sm:grid-cols-5">
        {sums.map((sum, index) => (
          <li key={spans[index]}>
            <span className="flex items-center gap-1.5 text-xs text-ink-3">
              <span aria-hidden className={cx("size-2 rounded-full", fills[index])} />
              {names[index]}
            </span>
            <Money amountMinor={sum} currency={currency} className="font-medium" />
          </li>
        ))}
      </ul>
    </Card>
  );
}
