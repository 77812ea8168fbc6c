import { ledgerApi } from "@selvedge/contract";
import { Card, EmptyState, Money, majorUnits, Notice, Quantity } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { AsOfInput, useAsOf } from "./as-of.tsx";
import { ReportPage } from "./report-tabs.tsx";
import { ExportButton } from "./statement-table.tsx";

/** What the stock is worth at cost on any day, beside the inventory account of that day. */
export function StockValuation() {
  const t = useT();
  const [asOf, setAsOf] = useAsOf();
  const valuation = useApi(ledgerApi.getStockValuation, { asOf });
  return (
    <ReportPage
      current="stock-valuation"
      actions={
        <>
          <AsOfInput value={asOf} onChange={setAsOf} />
          {valuation.data && (
            <ExportButton
              name={`stock-${asOf}`}
              header={[t("Style"), t("Name"), t("Pieces"), t("Value")]}
              rows={() =>
                valuation.data.rows.map((row) => [
                  row.styleCode,
                  row.styleName,
                  row.qty,
                  majorUnits(row.valueMinor, valuation.data.currency),
                ])
              }
            />
          )}
        </>
      }
    >
      <Loaded query={valuation}>
        {(v) => (
          <>
            {v.totalValueMinor === v.ledgerMinor ? (
              <Notice tone="good" title={t("Stock and books agree.")}>
                {t("The inventory account stands at")} <Money amountMinor={v.ledgerMinor} currency={v.currency} />
              </Notice>
            ) : (
              <Notice tone="bad" title={t("Stock and books differ.")}>
                {t("The inventory account stands at")} <Money amountMinor={v.ledgerMinor} currency={v.currency} />
              </Notice>
            )}
            {v.rows.length === 0 ? (
              <EmptyState title={t("No stock on that day")} />
            ) : (
              <Card flush>
                <table className="w-full text-sm">
                  <thead className="bg-surface-2 text-xs text-ink-2">
                    <tr>
                      <th scope="col" className="px-4 py-2 text-start font-medium">
                        {t("Style")}
                      </th>
                      <th scope="col" className="px-4 py-2 text-end font-medium">
                        {t("Pieces")}
                      </th>
                      <th scope="col" className="px-4 py-2 text-end font-medium">
                        {t("Value")}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {v.rows.map((row) => (
                      <tr key={row.styleId} className="border-t border-line">
                        <td className="px-4 py-1.5">
                          <Link to="/styles/$styleId" params={{ styleId: row.styleId }} className="hover:underline">
                            {row.styleName}
                          </Link>
                          <span className="ms-2 text-xs text-ink-3">{row.styleCode}</span>
                        </td>
                        <td className="px-4 py-1.5 text-end">
                          <Quantity value={row.qty} />
                        </td>
                        <td className="px-4 py-1.5 text-end">
                          <Money amountMinor={row.valueMinor} currency={v.currency} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                  <tfoot>
                    <tr className="border-t-2 border-line font-semibold">
                      <th scope="row" className="px-4 py-2 text-start">
                        {t("Total")}
                      </th>
                      <td className="px-4 py-2 text-end">
                        <Quantity value={v.totalQty} />
                      </td>
                      <td className="px-4 py-2 text-end">
                        <Money amountMinor={v.totalValueMinor} currency={v.currency} />
                      </td>
                    </tr>
                  </tfoot>
                </table>
                {v.truncated && (
                  <p className="border-t border-line px-4 py-2 text-xs text-ink-3">
                    {t("Only the first rows are shown; the total counts all.")}
                  </p>
                )}
              </Card>
            )}
          </>
        )}
      </Loaded>
    </ReportPage>
  );
}
