import { decideApi } from "@selvedge/contract";
import { Badge, Card, DateTime, Money, Quantity, Share } from "@selvedge/ui";
import { useApi } from "../../api/hooks.ts";
import { Loaded } from "../../api/query-states.tsx";
import { useT } from "../../i18n/i18n.ts";
import { segmentWords } from "./segment-words.ts";
import { useChurnReason } from "./use-churn-reason.ts";

/** What is known of one customer, and what to do: on the customer's page. */
export function CustomerInsightCard({ customerId }: { customerId: string }) {
  const t = useT();
  const reasonOf = useChurnReason();
  const insight = useApi(decideApi.getCustomerInsight, { customerId });
  return (
    <Loaded query={insight}>
      {(c) => {
        const words = segmentWords(t, c.segment);
        return (
          <Card title={t("Insight")} actions={<Badge tone="accent">{words.name}</Badge>}>
            <p className="text-sm text-ink-2">{words.action}</p>
            {c.purchases > 0 && (
              <dl className="mt-3 grid grid-cols-2 gap-x-4 gap-y-2 border-t border-line pt-3 text-sm">
                <Fact name={t("Purchases")}>
                  <Quantity value={c.purchases} />
                </Fact>
                <Fact name={t("Margin of next year")}>
                  <Money amountMinor={c.clvMinor} currency={c.currency} />
                </Fact>
                <Fact name={t("Stays away for 90 days")}>
                  <Share value={c.churnProbability} digits={0} />
                </Fact>
                <Fact name={t("Next order")}>
                  <DateTime value={c.nextOrderOn} className={c.nextOrderOverdue ? "text-warn" : undefined} />
                </Fact>
              </dl>
            )}
            {c.churnReasons.length > 0 && (
              <ul className="mt-3 space-y-1 text-xs text-ink-2">
                {c.churnReasons.slice(0, 3).map((reason) => (
                  <li key={reason.feature} className="flex justify-between gap-2">
                    <span>{reasonOf(reason)}</span>
                    <span className={reason.contribution > 0 ? "text-warn" : "text-good"}>
                      {reason.contribution > 0 ? t("speaks for leaving") : t("speaks for staying")}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        );
      }}
    </Loaded>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
