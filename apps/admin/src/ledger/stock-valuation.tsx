import { ledgerApi } from "@selvedge/contract";
import { CardTable, EmptyState, Money, majorUnits, Notice, Quantity } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { AsOfInput, useAsOf } from "./as-of.tsx";
import { FirstRowsOnly, ReportPage } from "./report-tabs.tsx";
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
              <CardTable
                title={t("Stock at cost")}
                bare
                dense
                rows={v.rows}
                keyOf={({ styleId }) => styleId}
                columns={[
                  {
                    title: t("Style"),
                    cell: (row) => (
                      <>
                        <Link to="/styles/$styleId" params={{ styleId: row.styleId }} className="hover:underline">
                          {row.styleName}
                        </Link>
                        <span className="ms-2 text-xs text-ink-3">{row.styleCode}</span>
                      </>
                    ),
                    foot: t("Total"),
                  },
                  {
                    title: t("Pieces"),
                    end: true,
                    cell: ({ qty }) => <Quantity value={qty} />,
                    foot: <Quantity value={v.totalQty} />,
                  },
                  {
                    title: t("Value"),
                    end: true,
                    cell: ({ valueMinor }) => <Money amountMinor={valueMinor} currency={v.currency} />,
                    foot: <Money amountMinor={v.totalValueMinor} currency={v.currency} />,
                  },
                ]}
              >
                {v.truncated && <FirstRowsOnly />}
              </CardTable>
            )}
          </>
        )}
      </Loaded>
    </ReportPage>
  );
}
