import { ledgerApi, type OutputOf, pricingApi, tenancyApi } from "@selvedge/contract";
import {
  Bars,
  CardTable,
  ChartFrame,
  EmptyState,
  formatDate,
  formatMoney,
  Money,
  majorUnits,
  Quantity,
  Select,
  Share,
  todayIn,
  useFormatSettings,
} from "@selvedge/ui";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { type Translate, useT } from "../i18n/i18n.ts";
import { statusWords } from "../shell/status-words.ts";
import { DateRange, namedRange } from "./date-range.tsx";
import { FirstRowsOnly, ReportPage } from "./report-tabs.tsx";
import { ExportButton } from "./statement-table.tsx";

type Report = OutputOf<typeof ledgerApi.getSalesReport>;
type ReportRow = Report["rows"][number];
type Figures = Report["total"];
type Dimension = (typeof ledgerApi.salesDimensions)[number];
type Asked = { by?: string; thenBy?: string; from?: string; to?: string; channelKind?: string };

/** Units, money and margin of what was invoiced, by one or two dimensions. */
export function SalesReport() {
  const t = useT();
  const navigate = useNavigate();
  const { timeZone, locale, currency } = useFormatSettings();
  const asked = useSearch({ strict: false }) as Asked;
  const tenant = useApi(tenancyApi.getTenant, {});
  const fiscalMonth = tenant.data?.fiscalYearStartMonth;
  const today = todayIn(timeZone);
  const year = namedRange("year", today, fiscalMonth ?? 4) ?? { from: today, to: today };
  const range = { from: asked.from ?? year.from, to: asked.to ?? year.to };
  const known = (value: string | undefined) => ledgerApi.salesDimensions.find((one) => one === value);
  const by = known(asked.by) ?? "month";
  const thenBy = known(asked.thenBy);
  const kind = pricingApi.channelKinds.find((one) => one === asked.channelKind);
  const report = useApi(ledgerApi.getSalesReport, {
    by,
    ...(thenBy && thenBy !== by ? { thenBy } : {}),
    ...(kind ? { channelKind: kind } : {}),
    ...range,
  });
  const money = (amountMinor: number | null) => majorUnits(amountMinor, report.data?.currency ?? currency);
  const change = (next: Asked) => void navigate({ to: ".", search: { ...asked, ...next } as never, replace: true });
  const dimensions = ledgerApi.salesDimensions.map((value) => ({ value, label: statusWords(t, value) }));
  const labelOf = (row: Report["rows"][number]) =>
    by === "month" || by === "day"
      ? formatDate(row.key, locale, timeZone, by === "month" ? "month" : "day")
      : row.label;
  return (
    <ReportPage
      current="sales"
      actions={
        report.data && (
          <ExportButton
            name={`sales-by-${by}`}
            header={[
              statusWords(t, by),
              thenBy ? statusWords(t, thenBy) : "",
              ...figureNames(t),
              t("Orders"),
              t("Customers"),
            ]}
            rows={() =>
              (report.data?.rows ?? []).map((row) => [
                row.label,
                row.thenLabel,
                row.units,
                money(row.grossMinor),
                money(row.discountMinor),
                money(row.netMinor),
                money(row.taxMinor),
                money(row.costMinor),
                money(row.marginMinor),
                row.orders,
                row.customers,
              ])
            }
          />
        )
      }
    >
      <div className="flex flex-wrap gap-2">
        <DateRange value={range} fiscalMonth={fiscalMonth} onChange={change} />
        <Select
          aria-label={t("By")}
          className="w-36"
          value={by}
          options={dimensions}
          onChange={(event) => change({ by: event.target.value })}
        />
        <Select
          aria-label={t("Then by")}
          className="w-36"
          value={thenBy ?? ""}
          placeholder={t("Then by …")}
          options={dimensions.filter(({ value }) => value !== by)}
          onChange={(event) => change({ thenBy: event.target.value })}
        />
        <Select
          aria-label={t("Channel")}
          className="w-40"
          value={kind ?? ""}
          placeholder={t("All channels")}
          options={pricingApi.channelKinds.map((value) => ({ value, label: statusWords(t, value) }))}
          onChange={(event) => change({ channelKind: event.target.value })}
        />
      </div>
      <Loaded query={report}>
        {(data) =>
          data.rows.length === 0 ? (
            <EmptyState title={t("Nothing was invoiced in this period")}>
              {t("The report counts invoices and credit notes, not open orders.")}
            </EmptyState>
          ) : (
            <>
              {!thenBy && <ReportChart data={data} labelOf={labelOf} by={by} />}
              <ReportTable data={data} by={by} thenBy={thenBy} labelOf={labelOf} />
            </>
          )
        }
      </Loaded>
    </ReportPage>
  );
}

const figureNames = (t: Translate) => [
  t("Pieces"),
  t("Gross"),
  t("Discount"),
  t("Net"),
  t("Tax"),
  t("Cost"),
  t("Margin"),
];

type PartProps = { data: Report; by: Dimension; labelOf: (row: Report["rows"][number]) => string };

function ReportChart({ data, labelOf, by }: PartProps) {
  const t = useT();
  const { locale } = useFormatSettings();
  const rows = data.rows.slice(0, by === "month" || by === "day" ? 120 : 20);
  return (
    <ChartFrame
      title={t("Net sales by {{dimension}}", { dimension: statusWords(t, by).toLocaleLowerCase() })}
      header={[statusWords(t, by), t("Net"), t("Margin")]}
      rows={rows.map((row) => [
        labelOf(row),
        <Money key="net" amountMinor={row.netMinor} currency={data.currency} />,
        row.marginMinor === null ? "" : <Money key="margin" amountMinor={row.marginMinor} currency={data.currency} />,
      ])}
    >
      <Bars
        name={t("Net")}
        points={rows.map((row) => ({ label: labelOf(row), value: row.netMinor }))}
        formatValue={(value) => formatMoney(value, data.currency, locale, "compact")}
      />
    </ChartFrame>
  );
}

/** A figure that the person's role does not show. */
function HiddenFigure() {
  const t = useT();
  return (
    <span className="text-ink-3" title={t("Your role does not show this figure")}>
      –
    </span>
  );
}

function ReportTable({ data, by, thenBy, labelOf }: PartProps & { thenBy: Dimension | undefined }) {
  const t = useT();
  const money = (amountMinor: number | null) =>
    amountMinor === null ? <HiddenFigure /> : <Money amountMinor={amountMinor} currency={data.currency} show="whole" />;
  const share = (row: Figures) =>
    row.netMinor === 0 || row.marginMinor === null ? null : row.marginMinor / row.netMinor;
  const names = figureNames(t);
  const figures: ((row: Figures) => ReactNode)[] = [
    (row) => <Quantity value={row.units} />,
    (row) => money(row.grossMinor),
    (row) => <span className="text-ink-2">{money(row.discountMinor)}</span>,
    (row) => <span className="font-medium">{money(row.netMinor)}</span>,
    (row) => <span className="text-ink-2">{money(row.taxMinor)}</span>,
    (row) => <span className="text-ink-2">{money(row.costMinor)}</span>,
    (row) => money(row.marginMinor),
    (row) => <Share value={share(row)} />,
  ];
  return (
    <CardTable
      title={t("Sales")}
      bare
      dense
      rows={data.rows}
      keyOf={(row) => `${row.key}|${row.thenKey}`}
      columns={[
        { title: statusWords(t, by), cell: labelOf, foot: t("Total") },
        ...(thenBy ? [{ title: statusWords(t, thenBy), cell: (row: ReportRow) => row.thenLabel }] : []),
        ...figures.map((figure, index) => ({
          title: names[index] ?? "%",
          end: true,
          cell: figure,
          foot: figure(data.total),
        })),
      ]}
    >
      {data.truncated && <FirstRowsOnly />}
    </CardTable>
  );
}
