import { decideApi } from "@selvedge/contract";
import {
  Badge,
  Card,
  formatMoney,
  GarmentPicture,
  Money,
  Quantity,
  ScrollRegion,
  Share,
  Sparkline,
  useFormatSettings,
} from "@selvedge/ui";
import { useApi } from "../../api/hooks.ts";
import { Loaded } from "../../api/query-states.tsx";
import { useT } from "../../i18n/i18n.ts";

export function PlanTable({ runId }: { runId: string }) {
  const t = useT();
  const { locale } = useFormatSettings();
  const plan = useApi(decideApi.getMarkdownPlan, { runId });
  return (
    <Loaded query={plan}>
      {({ items, currency }) => (
        <Card title={t("Week by week")} flush>
          <ScrollRegion label={t("Week by week")}>
            <table className="w-full text-sm">
              <thead className="text-start text-xs text-ink-3">
                <tr>
                  <th className="px-4 py-2 font-medium">{t("Style")}</th>
                  <th className="px-4 py-2 text-end font-medium">{t("On hand")}</th>
                  <th className="px-4 py-2 font-medium">{t("Prices by week")}</th>
                  <th className="px-4 py-2 text-end font-medium">{t("Sold by the end")}</th>
                  <th className="px-4 py-2 text-end font-medium">{t("Gain")}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={item.styleId} className="border-t border-line">
                    <td className="px-4 py-2">
                      <span className="flex items-center gap-3">
                        <GarmentPicture src={item.pictureUrl} name={item.styleName} hex={item.hex} size="xs" />
                        <span className="font-medium">{item.styleName}</span>
                      </span>
                    </td>
                    <td className="px-4 py-2 text-end">
                      <Quantity value={item.stockQty} />
                    </td>
                    <td className="px-4 py-2">
                      {item.refusal ? (
                        <Badge tone="warn">{item.refusal}</Badge>
                      ) : (
                        <span className="flex items-center gap-3">
                          <Sparkline values={item.pricesMinor} className="h-6 w-24 text-accent" />
                          <span className="tabular text-xs text-ink-2">
                            {stepsOf(item.pricesMinor)
                              .map(
                                ([week, price]) =>
                                  `${t("week {{week}}", { week })} ${formatMoney(price, currency, locale, "compact")}`,
                              )
                              .join(" · ")}
                          </span>
                        </span>
                      )}
                    </td>
                    <td className="px-4 py-2 text-end">
                      <Share value={item.sellThrough} digits={0} />
                      <span className="block text-xs text-ink-3">
                        {t("without")} <Share value={item.holdSellThrough} digits={0} />
                      </span>
                    </td>
                    <td className="px-4 py-2 text-end">
                      <Money amountMinor={gainOf(item)} currency={currency} className="font-medium" />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        </Card>
      )}
    </Loaded>
  );
}

/** The weeks at which the price changes, first of all the first. */
function stepsOf(prices: readonly number[]): [number, number][] {
  return prices.flatMap((price, i): [number, number][] => (i === 0 || price !== prices[i - 1] ? [[i + 1, price]] : []));
}

/** What the plan earns beside holding the price; null to who may not see costs. */
export function gainOf(plan: { planProfitMinor: number | null; holdProfitMinor: number | null }): number | null {
  return plan.planProfitMinor === null || plan.holdProfitMinor === null
    ? null
    : plan.planProfitMinor - plan.holdProfitMinor;
}
