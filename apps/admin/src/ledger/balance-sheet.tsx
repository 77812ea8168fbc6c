import { ledgerApi } from "@selvedge/contract";
import { DateTime, majorUnits, Notice } from "@selvedge/ui";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { AsOfInput, useAsOf } from "./as-of.tsx";
import { StatementPage } from "./report-tabs.tsx";
import { ExportButton, SectionTable } from "./statement-table.tsx";

export function BalanceSheet() {
  const t = useT();
  const [asOf, setAsOf] = useAsOf();
  const sheet = useApi(ledgerApi.getBalanceSheet, { asOf });
  return (
    <StatementPage
      current="balance-sheet"
      actions={
        <>
          <AsOfInput value={asOf} onChange={setAsOf} />
          {sheet.data && (
            <ExportButton
              name={`balance-sheet-${asOf}`}
              header={[t("Account"), t("Name"), t("Amount"), t("Before")]}
              rows={() =>
                [...sheet.data.assets.rows, ...sheet.data.liabilities.rows, ...sheet.data.equity.rows].map((row) => [
                  row.code,
                  row.name,
                  majorUnits(row.amountMinor, sheet.data.currency),
                  majorUnits(row.comparativeMinor, sheet.data.currency),
                ])
              }
            />
          )}
        </>
      }
    >
      <Loaded query={sheet}>
        {(b) => {
          const heads = [
            <DateTime key="now" value={b.asOf} />,
            <DateTime key="before" value={b.comparativeAsOf} />,
          ] as const;
          const shared = { currency: b.currency, heads, drill: { to: b.asOf } };
          return (
            <div className="space-y-4">
              {b.balanced ? (
                <Notice tone="good" title={t("Balanced.")}>
                  {t("Assets equal liabilities and equity.")}
                </Notice>
              ) : (
                <Notice tone="bad" title={t("Not balanced.")}>
                  {t("Assets differ from liabilities and equity; tell whoever runs this installation.")}
                </Notice>
              )}
              <SectionTable {...shared} title={t("Assets")} section={b.assets} totalName={t("Total assets")} />
              <SectionTable
                {...shared}
                title={t("Liabilities")}
                section={b.liabilities}
                totalName={t("Total liabilities")}
              />
              <SectionTable
                {...shared}
                title={t("Equity")}
                section={b.equity}
                totalName={t("Total equity")}
                extra={{
                  name: t("Profit not yet closed"),
                  amountMinor: b.retainedMinor,
                  comparativeMinor: b.comparativeRetainedMinor,
                }}
              />
            </div>
          );
        }}
      </Loaded>
    </StatementPage>
  );
}
