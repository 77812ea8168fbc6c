import { decideApi, type OutputOf } from "@selvedge/contract";
import {
  Badge,
  Card,
  CardTable,
  ChartFrame,
  type FanPoint,
  FieldFrame,
  formatMoney,
  formatNumber,
  Input,
  LineWithIntervals,
  Money,
  Notice,
  Page,
  Quantity,
  useFormatSettings,
} from "@selvedge/ui";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useApi } from "../../api/hooks.ts";
import { Loaded } from "../../api/query-states.tsx";
import { useT } from "../../i18n/i18n.ts";
import { SubjectSuggestions } from "../suggestions/suggestion-inbox.tsx";
import { StartPriceTest } from "./start-price-test.tsx";

type Studio = OutputOf<typeof decideApi.getPriceStudio>;

/** What every price of the ladder would sell and earn, and which the guard rails allow. */
export function PriceWhatIf() {
  const { styleId } = useParams({ strict: false }) as { styleId: string };
  const [rails, setRails] = useState({ step: 15, margin: 10 });
  const studio = useApi(decideApi.getPriceStudio, {
    ...{ styleId, maxStepShare: rails.step / 100, leastMarginShare: rails.margin / 100 },
  });
  return <Loaded query={studio}>{(loaded) => <WhatIf studio={loaded} rails={rails} onRails={setRails} />}</Loaded>;
}

type Rails = { step: number; margin: number };

function WhatIf({ studio, rails, onRails }: { studio: Studio; rails: Rails; onRails: (rails: Rails) => void }) {
  const t = useT();
  const { style, currency, recommendation } = studio;
  const steps = useMemo(() => studio.ladder.filter(isTold), [studio.ladder]);
  const [testing, setTesting] = useState(false);
  return (
    <Page
      title={style.styleName}
      detail={[style.styleCode, style.categoryName].filter(Boolean).join(" · ")}
      back={
        <Link to="/insights/prices" className="text-ink-2 hover:underline">
          {t("Prices")}
        </Link>
      }
      actions={<StartPriceTest studio={studio} open={testing} onOpen={setTesting} />}
    >
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Figure name={t("Present price")} value={<Money amountMinor={style.presentPriceMinor} currency={currency} />} />
        <Figure
          name={t("Price elasticity")}
          value={style.elasticity.toFixed(2)}
          detail={t("95% sure: {{low}} to {{high}}", { low: style.lower.toFixed(2), high: style.upper.toFixed(2) })}
        />
        <Figure
          name={t("Sells in {{days}} days", { days: studio.horizonDays })}
          value={<Quantity value={Math.round(studio.baseQty)} />}
          detail={t("at the present price")}
        />
        <Figure
          name={t("Best allowed price")}
          value={<Money amountMinor={recommendation?.priceMinor ?? null} currency={currency} />}
          detail={
            recommendation ? (
              <>
                {t("gains")}{" "}
                <Money amountMinor={Math.round(recommendation.gainMinor)} currency={currency} show="compact" />
              </>
            ) : undefined
          }
        />
      </div>
      {studio.refusal && <Notice tone="warn">{studio.refusal}</Notice>}
      <SubjectSuggestions kind="price" subjectId={style.styleId} />
      {studio.ladder.length > 0 && (
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_18rem]">
          {steps.length > 0 && <ProfitChart studio={studio} steps={steps} />}
          <Card title={t("Guard rails")}>
            <div className="space-y-4">
              <RailField
                label={t("Largest step, percent")}
                value={rails.step}
                onChange={(step) => onRails({ ...rails, step })}
              />
              <RailField
                label={t("Least margin over cost, percent")}
                value={rails.margin}
                onChange={(margin) => onRails({ ...rails, margin })}
              />
              {studio.deadBands.length > 0 && (
                <p className="text-sm text-ink-2">
                  {t("Never between")}{" "}
                  {studio.deadBands.map((band) => (
                    <span key={band.aboveMinor}>
                      <Money amountMinor={band.aboveMinor} currency={currency} /> {t("and")}{" "}
                      <Money amountMinor={band.uptoMinor} currency={currency} />
                    </span>
                  ))}
                  : {t("no tax rate fits there, and you would earn no more.")}
                </p>
              )}
            </div>
          </Card>
        </div>
      )}
      {studio.ladder.length > 0 && <LadderTable studio={studio} />}
    </Page>
  );
}

function RailField({ label, value, onChange }: { label: string; value: number; onChange: (value: number) => void }) {
  return (
    <FieldFrame label={label}>
      {(control) => (
        <Input
          {...control}
          type="number"
          min={1}
          max={90}
          value={value}
          onChange={(e) => onChange(Math.min(90, Math.max(1, Number(e.target.value) || 1)))}
        />
      )}
    </FieldFrame>
  );
}

function Figure({ name, value, detail }: { name: string; value: React.ReactNode; detail?: React.ReactNode }) {
  return (
    <Card>
      <p className="text-sm text-ink-2">{name}</p>
      <p className="tabular mt-1 truncate text-2xl font-semibold tracking-tight">{value}</p>
      <p className="mt-1 text-xs text-ink-3">{detail}</p>
    </Card>
  );
}

type Step = Studio["ladder"][number];
/** A step with what it would earn: without the right to costs it is not told. */
type ToldStep = Step & { profitMinor: number; profitLowMinor: number; profitHighMinor: number };
const isTold = (step: Step): step is ToldStep =>
  step.profitMinor !== null && step.profitLowMinor !== null && step.profitHighMinor !== null;

function ProfitChart({ studio, steps }: { studio: Studio; steps: readonly ToldStep[] }) {
  const t = useT();
  const { locale } = useFormatSettings();
  const { currency } = studio;
  const money = (minor: number) => formatMoney(Math.round(minor), currency, locale, "compact");
  const points = useMemo<FanPoint[]>(
    () =>
      steps.map((step) => ({
        label: formatMoney(step.priceMinor, currency, locale, "compact"),
        mean: step.profitMinor,
        outer: [Math.min(step.profitLowMinor, step.profitHighMinor), step.profitHighMinor] as const,
        actual: step.allowed ? step.profitMinor : null,
      })),
    [steps, currency, locale],
  );
  return (
    <ChartFrame
      title={t("What would each price earn in {{days}} days?", { days: studio.horizonDays })}
      header={[t("Price"), t("Expected profit"), t("90% interval"), t("Pieces")]}
      rows={steps.map((step) => [
        formatMoney(step.priceMinor, currency, locale),
        money(step.profitMinor),
        `${money(step.profitLowMinor)} – ${money(step.profitHighMinor)}`,
        formatNumber(step.quantity, locale, { maximumFractionDigits: 0 }),
      ])}
    >
      <LineWithIntervals
        points={points}
        formatValue={money}
        names={{
          actual: t("Allowed by the guard rails"),
          mean: t("Expected profit"),
          inner: "",
          outer: t("90% interval"),
          compare: "",
        }}
      />
    </ChartFrame>
  );
}

function LadderTable({ studio }: { studio: Studio }) {
  const t = useT();
  const { currency, ladder, recommendation, style } = studio;
  const why = {
    allowed: t("Allowed"),
    below_floor: t("Below the least margin"),
    step_too_large: t("Too far in one step"),
    no_tax_rate: t("No tax rate fits"),
  };
  const isBest = (step: Step) => step.priceMinor === recommendation?.priceMinor;
  const money = (minor: number | null) => (
    <Money amountMinor={minor === null ? null : Math.round(minor)} currency={currency} />
  );
  return (
    <CardTable
      title={t("The ladder")}
      rows={ladder}
      keyOf={(step) => String(step.priceMinor)}
      isMarked={isBest}
      columns={[
        {
          title: t("Price"),
          cell: (step) => (
            <>
              <Money amountMinor={step.priceMinor} currency={currency} className="font-medium" />{" "}
              {step.priceMinor === style.presentPriceMinor && <Badge>{t("present")}</Badge>}{" "}
              {isBest(step) && <Badge tone="accent">{t("best")}</Badge>}
            </>
          ),
        },
        { title: t("Without tax"), end: true, cell: (step) => money(step.netMinor) },
        { title: t("Pieces"), end: true, cell: (step) => <Quantity value={Math.round(step.quantity * 10) / 10} /> },
        { title: t("Expected profit"), end: true, cell: (step) => money(step.profitMinor) },
        {
          title: t("Guard rails"),
          cell: (step) => <Badge tone={step.allowed ? "good" : "neutral"}>{why[step.why]}</Badge>,
        },
      ]}
    />
  );
}
