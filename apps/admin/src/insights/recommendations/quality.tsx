import { decideApi } from "@selvedge/contract";
import { Card, DateTime, Quantity, Share, ShareBars } from "@selvedge/ui";
import { Sparkles } from "lucide-react";
import { useApi } from "../../api/hooks.ts";
import { Loaded } from "../../api/query-states.tsx";
import { useT } from "../../i18n/i18n.ts";
import { NeedsHistory } from "../needs-history.tsx";

/** How well the models told purchases they had not seen. */
export function Quality() {
  const t = useT();
  const quality = useApi(decideApi.getRecommendationQuality, {});
  return (
    <Loaded query={quality}>
      {({ run, styles, customers, pairs }) => {
        if (!run) {
          return (
            <NeedsHistory icon={<Sparkles aria-hidden />} title={t("Nothing has been learnt yet")}>
              {t("It needs baskets of two styles or more, and customers who came again.")}
            </NeedsHistory>
          );
        }
        const m = run.metrics;
        const rows = [
          [t("For a customer, fused with what sells"), m["blendNdcg"], m["blendHitRate"]],
          [t("For a customer"), m["ndcg"], m["hitRate"]],
          [t("Popular in 28 days"), m["popularNdcg"], m["popularHitRate"]],
          [t("Own repeats"), m["repeatNdcg"], m["repeatHitRate"]],
        ] as const;
        return (
          <div className="grid gap-4 pt-4 lg:grid-cols-2">
            <Card title={t("Quality of the first ten (NDCG)")}>
              <ShareBars
                bars={rows.map(([label, ndcg, hits]) => ({
                  ...{ key: label, label, value: ndcg ?? 0 },
                  text: (
                    <>
                      {ndcg == null ? "–" : ndcg.toFixed(3)}{" "}
                      <span className="text-xs text-ink-3">
                        {t("hits")} <Share value={hits ?? null} digits={0} />
                      </span>
                    </>
                  ),
                }))}
              />
              <p className="mt-3 text-sm text-ink-3">
                {t(
                  "On the 60 days before the cut-off, which the tested models had not seen, for {{count}} customers who bought then. The better list serves.",
                  {
                    count: m["testedCustomers"] ?? 0,
                  },
                )}
              </p>
            </Card>
            <Card title={t("What was learnt")}>
              <dl className="grid grid-cols-2 gap-3 text-sm">
                <Fact name={t("History up to")}>
                  <DateTime value={run.cutOffOn} />
                </Fact>
                <Fact name={t("Styles")}>
                  <Quantity value={styles} />
                </Fact>
                <Fact name={t("Customers with a list")}>
                  <Quantity value={customers} />
                </Fact>
                <Fact name={t("Pairs")}>
                  <Quantity value={pairs} />
                </Fact>
              </dl>
            </Card>
          </div>
        );
      }}
    </Loaded>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
