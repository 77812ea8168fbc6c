import { ledgerApi, tenancyApi } from "@selvedge/contract";
import { Card, cx, DateTime, Money, majorUnits, todayIn, useFormatSettings } from "@selvedge/ui";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { DateRange, namedRange } from "./date-range.tsx";
import { StatementPage } from "./report-tabs.tsx";
import { ExportButton, SectionTable } from "./statement-table.tsx";

export function ProfitAndLoss() {
  const t = useT();
  const navigate = useNavigate();
  const { timeZone } = useFormatSettings();
  const asked = useSearch({ strict: false }) as { from?: string; to?: string };
  const tenant = useApi(tenancyApi.getTenant, {});
  const fiscalMonth = tenant.data?.fiscalYearStartMonth;
  const today = todayIn(timeZone);
  const year = namedRange("year", today, fiscalMonth ?? 4) ?? { from: today, to: today };
  const range = { from: asked.from ?? year.from, to: asked.to ?? year.to };
  const statement = useApi(ledgerApi.getProfitAndLoss, range);
  return (
    <StatementPage
      current="profit-and-loss"
      actions={
        <>
          <DateRange
            value={range}
            fiscalMonth={fiscalMonth}
            onChange={(next) => void navigate({ to: ".", search: next as never, replace: true })}
          />
          {statement.data && (
            <ExportButton
              name={`profit-and-loss-${range.from}-${range.to}`}
              header={[t("Account"), t("Name"), t("Amount"), t("Before")]}
              rows={() =>
                [...statement.data.income.rows, ...statement.data.expense.rows].map((row) => [
                  row.code,
                  row.name,
                  majorUnits(row.amountMinor, statement.data.currency),
                  majorUnits(row.comparativeMinor, statement.data.currency),
                ])
              }
            />
          )}
        </>
      }
    >
      <Loaded query={statement}>
        {(pl) => {
          const heads = [
            <Span key="now" from={pl.from} to={pl.to} />,
            <Span key="before" from={pl.comparativeFrom} to={pl.comparativeTo} />,
          ] as const;
          const drill = { from: pl.from, to: pl.to };
          const loss = pl.netProfitMinor < 0;
          return (
            <div className="space-y-4">
              <SectionTable
                title={t("Income")}
                section={pl.income}
                currency={pl.currency}
                heads={heads}
                drill={drill}
                totalName={t("Total income")}
              />
              <SectionTable
                title={t("Expense")}
                section={pl.expense}
                currency={pl.currency}
                heads={heads}
                drill={drill}
                totalName={t("Total expense")}
              />
              <Card>
                <div className="flex flex-wrap items-baseline justify-between gap-2">
                  <h2 className="text-lg font-semibold">{loss ? t("Net loss") : t("Net profit")}</h2>
                  <p className="text-end">
                    <Money
                      amountMinor={pl.netProfitMinor}
                      currency={pl.currency}
                      className={cx("text-xl font-semibold", loss ? "text-bad" : "text-good")}
                    />
                    <span className="block text-xs text-ink-3">
                      {t("before")} <Money amountMinor={pl.comparativeNetProfitMinor} currency={pl.currency} />
                    </span>
                  </p>
                </div>
              </Card>
            </div>
          );
        }}
      </Loaded>
    </StatementPage>
  );
}

function Span({ from, to }: { from: string; to: string }) {
  return (
    <>
      <DateTime value={from} /> – <DateTime value={to} />
    </>
  );
}
