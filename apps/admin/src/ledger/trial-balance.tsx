import { ledgerApi } from "@selvedge/contract";
import { Badge, CardTable, Money, majorUnits } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { statusWords } from "../shell/status-words.ts";
import { AsOfInput, useAsOf } from "./as-of.tsx";
import { StatementPage } from "./report-tabs.tsx";
import { ExportButton } from "./statement-table.tsx";

export function TrialBalance() {
  const t = useT();
  const [asOf, setAsOf] = useAsOf();
  const balance = useApi(ledgerApi.getTrialBalance, { asOf });
  return (
    <StatementPage
      current="trial-balance"
      actions={
        <>
          <AsOfInput value={asOf} onChange={setAsOf} />
          {balance.data && (
            <ExportButton
              name={`trial-balance-${asOf}`}
              header={[t("Account"), t("Name"), t("Type"), t("Debit"), t("Credit")]}
              rows={() =>
                balance.data.rows.map((row) => [
                  row.code,
                  row.name,
                  row.type,
                  majorUnits(row.debitMinor, balance.data.currency),
                  majorUnits(row.creditMinor, balance.data.currency),
                ])
              }
            />
          )}
        </>
      }
    >
      <Loaded query={balance}>
        {(b) => (
          <CardTable
            title={t("Trial balance")}
            bare
            dense
            rows={b.rows}
            keyOf={({ accountId }) => accountId}
            columns={[
              {
                title: t("Account"),
                cell: (row) => (
                  <Link
                    to="/journal"
                    search={{ accountId: row.accountId, account: `${row.code} ${row.name}`, to: b.asOf }}
                    className="group-hover:underline"
                  >
                    <span className="tabular me-2 block text-xs text-ink-3 sm:inline">{row.code}</span>
                    {row.name}
                  </Link>
                ),
                foot: (
                  <>
                    {t("Total")}{" "}
                    {b.totalDebitMinor === b.totalCreditMinor ? (
                      <Badge tone="good">{t("Balanced")}</Badge>
                    ) : (
                      <Badge tone="bad">{t("Not balanced")}</Badge>
                    )}
                  </>
                ),
              },
              {
                title: t("Type"),
                wide: true,
                cell: ({ type }) => <span className="text-xs text-ink-3">{statusWords(t, type)}</span>,
              },
              {
                title: t("Debit"),
                end: true,
                cell: ({ debitMinor }) => debitMinor !== 0 && <Money amountMinor={debitMinor} currency={b.currency} />,
                foot: <Money amountMinor={b.totalDebitMinor} currency={b.currency} />,
              },
              {
                title: t("Credit"),
                end: true,
                cell: ({ creditMinor }) =>
                  creditMinor !== 0 && <Money amountMinor={creditMinor} currency={b.currency} />,
                foot: <Money amountMinor={b.totalCreditMinor} currency={b.currency} />,
              },
            ]}
          />
        )}
      </Loaded>
    </StatementPage>
  );
}
