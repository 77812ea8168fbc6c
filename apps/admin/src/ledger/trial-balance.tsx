import { ledgerApi } from "@selvedge/contract";
import { Badge, Card, Money, majorUnits } from "@selvedge/ui";
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
          <Card flush>
            <div className="scroll-thin overflow-x-auto">
              <table className="w-full text-xs sm:text-sm">
                <thead className="bg-surface-2 text-xs text-ink-2">
                  <tr>
                    <th scope="col" className="px-4 py-2 text-start font-medium">
                      {t("Account")}
                    </th>
                    <th scope="col" className="hidden px-4 py-2 text-start font-medium sm:table-cell">
                      {t("Type")}
                    </th>
                    <th scope="col" className="py-2 ps-2 pe-4 text-end font-medium sm:ps-4">
                      {t("Debit")}
                    </th>
                    <th scope="col" className="py-2 ps-2 pe-4 text-end font-medium sm:ps-4">
                      {t("Credit")}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {b.rows.map((row) => (
                    <tr key={row.accountId} className="group border-t border-line hover:bg-surface-2">
                      <td className="py-1.5 ps-4 sm:pe-4">
                        <Link
                          to="/journal"
                          search={{ accountId: row.accountId, account: `${row.code} ${row.name}`, to: b.asOf }}
                          className="group-hover:underline"
                        >
                          <span className="tabular me-2 block text-xs text-ink-3 sm:inline">{row.code}</span>
                          {row.name}
                        </Link>
                      </td>
                      <td className="hidden px-4 py-1.5 sm:table-cell">
                        <span className="text-xs text-ink-3">{statusWords(t, row.type)}</span>
                      </td>
                      <td className="py-1.5 ps-2 pe-4 text-end sm:ps-4">
                        {row.debitMinor !== 0 && <Money amountMinor={row.debitMinor} currency={b.currency} />}
                      </td>
                      <td className="py-1.5 ps-2 pe-4 text-end sm:ps-4">
                        {row.creditMinor !== 0 && <Money amountMinor={row.creditMinor} currency={b.currency} />}
                      </td>
                    </tr>
                  ))}
                </tbody>
                <tfoot>
                  <tr className="border-t-2 border-line font-semibold">
                    <th scope="row" className="px-4 py-2.5 text-start">
                      {t("Total")}{" "}
                      {b.totalDebitMinor === b.totalCreditMinor ? (
                        <Badge tone="good">{t("Balanced")}</Badge>
                      ) : (
                        <Badge tone="bad">{t("Not balanced")}</Badge>
                      )}
                    </th>
                    <td className="hidden sm:table-cell" />
                    <td className="py-2.5 ps-2 pe-4 text-end sm:ps-4">
                      <Money amountMinor={b.totalDebitMinor} currency={b.currency} />
                    </td>
                    <td className="py-2.5 ps-2 pe-4 text-end sm:ps-4">
                      <Money amountMinor={b.totalCreditMinor} currency={b.currency} />
                    </td>
                  </tr>
                </tfoot>
              </table>
            </div>
          </Card>
        )}
      </Loaded>
    </StatementPage>
  );
}
