import { decideApi, type OutputOf } from "@selvedge/contract";
import {
  Bars,
  Card,
  ChartFrame,
  formatShare,
  type GridStyle,
  Money,
  Page,
  Quantity,
  Segmented,
  SizeGrid,
  useFormatSettings,
} from "@selvedge/ui";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useApi } from "../../api/hooks.ts";
import { Loaded } from "../../api/query-states.tsx";
import { useT } from "../../i18n/i18n.ts";
import { SubjectSuggestions } from "../suggestions/suggestion-inbox.tsx";

type Plan = OutputOf<typeof decideApi.getBuyPlan>;

export function BuyStylePage() {
  const { styleId } = useParams({ strict: false }) as { styleId: string };
  const plan = useApi(decideApi.getBuyPlan, { styleId }, { keepPrevious: false });
  return <Loaded query={plan}>{(loaded) => <BuyStyle plan={loaded} />}</Loaded>;
}

function BuyStyle({ plan }: { plan: Plan }) {
  const t = useT();
  const { style, rule, currency } = plan;
  return (
    <Page
      title={style.styleName}
      detail={style.styleCode}
      back={
        <Link to="/insights/buying" className="text-ink-2 hover:underline">
          {t("Buying")}
        </Link>
      }
    >
      <SubjectSuggestions kind="reorder" subjectId={style.styleId} />
      <PlanGrid plan={plan} />
      <div className="grid gap-4 lg:grid-cols-2">
        <CurveChart plan={plan} />
        <Card title={t("How it is bought")}>
          <dl className="grid grid-cols-2 gap-x-4 gap-y-3 text-sm">
            <Fact name={t("Days from order to shelf")} value={<Quantity value={rule.leadTimeDays} />} />
            <Fact name={t("Days between looks")} value={<Quantity value={rule.reviewDays} />} />
            <Fact name={t("In stock")} value={formatShareOf(rule.serviceLevel)} />
            <Fact name={t("Least quantity")} value={<Quantity value={rule.minOrderQty} />} />
            <Fact name={t("Pieces in a pack")} value={<Quantity value={rule.packSize} />} />
            <Fact
              name={t("Cost of an order")}
              value={<Money amountMinor={rule.orderCostMinor} currency={currency} />}
            />
          </dl>
          <p className="mt-3 text-sm">
            <Link to="/insights/buying" search={{ tab: "rules" }} className="text-accent hover:underline">
              {t("Change the rules")}
            </Link>
          </p>
        </Card>
      </div>
    </Page>
  );
}

const formatShareOf = (value: number) => `${Math.round(value * 1000) / 10} %`;

function Fact({ name, value }: { name: string; value: React.ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="font-medium">{value}</dd>
    </div>
  );
}

type Figure = "proposedQty" | "positionQty" | "reorderPoint" | "safetyStockQty" | "orderQty";

/** The plan's figures in the size grid, one figure at a time. */
function PlanGrid({ plan }: { plan: Plan }) {
  const t = useT();
  const [figure, setFigure] = useState<Figure>("proposedQty");
  const styles = useMemo<GridStyle[]>(
    () => [
      {
        ...{ key: plan.style.styleId, code: plan.style.styleCode, name: plan.style.styleName, sizes: plan.sizes },
        rows: plan.colourways.map((colourway) => ({
          ...{ key: colourway.id, name: colourway.name, hex: colourway.hex },
          cells: plan.sizes.map((size) => {
            const line = plan.lines.find((l) => l.colourwayId === colourway.id && l.size === size);
            return line ? { skuId: line.skuId, availableQty: Math.max(0, line.positionQty) } : null;
          }),
        })),
      },
    ],
    [plan],
  );
  const values = useMemo(
    () => Object.fromEntries(plan.lines.flatMap((l) => (l[figure] > 0 ? [[l.skuId, l[figure]]] : []))),
    [plan, figure],
  );
  return (
    <Card
      title={t("By colour and size")}
      actions={
        <Segmented<Figure>
          label={t("Figure")}
          value={figure}
          onChange={setFigure}
          options={[
            { value: "proposedQty", label: t("Buy") },
            { value: "positionQty", label: t("Available") },
            { value: "reorderPoint", label: t("Reorder point") },
            { value: "safetyStockQty", label: t("Safety stock") },
            { value: "orderQty", label: t("Order quantity") },
          ]}
        />
      }
    >
      <SizeGrid label={t("By colour and size")} bare readOnly styles={styles} initial={values} />
    </Card>
  );
}

function CurveChart({ plan }: { plan: Plan }) {
  const t = useT();
  const { locale } = useFormatSettings();
  if (plan.sizeCurve.length < 2) return null;
  const share = (value: number) => formatShare(value, locale, 0);
  return (
    <ChartFrame
      title={t("Which sizes sell?")}
      header={[t("Size"), t("Size curve"), t("Sold of this style")]}
      rows={plan.sizeCurve.map((point) => [point.size, share(point.share), share(point.soldShare)])}
    >
      <Bars
        name={t("Size curve")}
        compareName={t("Sold of this style")}
        formatValue={share}
        points={plan.sizeCurve.map((point) => ({ label: point.size, value: point.share, compare: point.soldShare }))}
      />
    </ChartFrame>
  );
}
