import { decideApi, type OutputOf } from "@selvedge/contract";
import {
  Badge,
  CardTable,
  formatMoney,
  GarmentPicture,
  Money,
  Quantity,
  Share,
  Sparkline,
  useFormatSettings,
} from "@selvedge/ui";
import { useApi } from "../../api/hooks.ts";
import { Loaded } from "../../api/query-states.tsx";
import { useT } from "../../i18n/i18n.ts";

type PlanItem = OutputOf<typeof decideApi.getMarkdownPlan>["items"][number];

/** What each style of a season should cost week by week, and what that is worth. */
export function PlanTable({ runId }: { runId: string }) {
  const t = useT();
  const plan = useApi(decideApi.getMarkdownPlan, { runId });
  return (
    <Loaded query={plan}>
      {({ items, currency }) => (
        <CardTable
          title={t("Week by week")}
          rows={items}
          keyOf={(item) => item.styleId}
          columns={[
            { title: t("Style"), cell: (item) => <StyleName item={item} /> },
            { title: t("On hand"), end: true, cell: (item) => <Quantity value={item.stockQty} /> },
            { title: t("Prices by week"), cell: (item) => <WeekPrices item={item} currency={currency} /> },
            { title: t("Sold by the end"), end: true, cell: (item) => <SoldByTheEnd item={item} /> },
            {
              ...{ title: t("Gain"), end: true },
              cell: (item) => <Money amountMinor={gainOf(item)} currency={currency} className="font-medium" />,
            },
          ]}
        />
      )}
    </Loaded>
  );
}

function StyleName({ item }: { item: PlanItem }) {
  return (
    <span className="flex items-center gap-3">
      <GarmentPicture src={item.pictureUrl} name={item.styleName} hex={item.hex} size="xs" />
      <span className="font-medium">{item.styleName}</span>
    </span>
  );
}

function WeekPrices({ item, currency }: { item: PlanItem; currency: string }) {
  const t = useT();
  const { locale } = useFormatSettings();
  if (item.refusal) return <Badge tone="warn">{item.refusal}</Badge>;
  return (
    <span className="flex items-center gap-3">
      <Sparkline values={item.pricesMinor} className="h-6 w-24 text-accent" />
      <span className="tabular text-xs text-ink-2">
        {stepsOf(item.pricesMinor)
          .map(([week, price]) => `${t("week {{week}}", { week })} ${formatMoney(price, currency, locale, "compact")}`)
          .join(" · ")}
      </span>
    </span>
  );
}

function SoldByTheEnd({ item }: { item: PlanItem }) {
  const t = useT();
  return (
    <>
      <Share value={item.sellThrough} digits={0} />
      <span className="block text-xs text-ink-3">
        {t("without")} <Share value={item.holdSellThrough} digits={0} />
      </span>
    </>
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
