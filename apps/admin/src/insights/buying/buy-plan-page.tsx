import { decideApi, type OutputOf } from "@selvedge/contract";
import {
  type DataColumn,
  DataTable,
  EmptyState,
  GarmentPicture,
  KpiCard,
  Money,
  MoneyInput,
  Page,
  Quantity,
  Tabs,
} from "@selvedge/ui";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ShoppingCart } from "lucide-react";
import { useMemo, useState } from "react";
import { usePages } from "../../api/hooks.ts";
import { useT } from "../../i18n/i18n.ts";
import { useListState } from "../../shell/list-search.ts";
import { NeedsHistory } from "../needs-history.tsx";
import { SuggestionCards } from "../suggestions/suggestion-inbox.tsx";
import { TrainButton } from "../train-button.tsx";
import { BuyList } from "./buy-list.tsx";
import { BuyingRules } from "./buying-rules.tsx";

type Row = OutputOf<typeof decideApi.listBuyPlan>["items"][number];

/** What to buy, what was accepted, by which rules, and what to send to the shops. */
export function BuyPlanPage() {
  const t = useT();
  const navigate = useNavigate();
  const tab = (useSearch({ strict: false }) as { tab?: string }).tab ?? "plan";
  return (
    <Page title={t("Buying")} actions={<TrainButton kind="buy_plan" label={t("Plan anew")} />}>
      <Tabs
        label={t("Buying")}
        value={tab}
        onChange={(next) => void navigate({ to: ".", search: { tab: next } as never, replace: true })}
        tabs={[
          { value: "plan", label: t("Plan"), content: <BuyPlan /> },
          { value: "shops", label: t("To the shops"), content: <SuggestionCards kind="transfer" /> },
          { value: "list", label: t("Buy list"), content: <BuyList /> },
          { value: "rules", label: t("Rules"), content: <BuyingRules /> },
        ]}
      />
    </Page>
  );
}

function BuyPlan() {
  const t = useT();
  const navigate = useNavigate();
  const [state, setState] = useListState();
  const [budgetMinor, setBudget] = useState<number | null>(null);
  const input = useMemo(
    () => ({ ...(state["q"] ? { q: state["q"] } : {}), ...(budgetMinor === null ? {} : { budgetMinor }) }),
    [state, budgetMinor],
  );
  const { table, first } = usePages(decideApi.listBuyPlan, input);
  const columns = useColumns(first?.currency);
  return (
    <div className="space-y-4 pt-4">
      {first?.run && (
        <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
          <KpiCard label={t("Styles to buy")} definition={t("Styles with a proposal")} value={first.totals.styles} />
          <KpiCard
            label={t("Pieces")}
            definition={t("Pieces of all proposals")}
            value={<Quantity value={first.totals.qty} />}
          />
          <KpiCard
            label={t("Cost")}
            definition={t("At what the pieces cost last")}
            value={<Money amountMinor={first.totals.costMinor} currency={first.currency} show="compact" />}
          />
          <KpiCard
            label={t("Worth")}
            definition={t("Margin that would be lost without these buys, less the cost of keeping the goods")}
            value={<Money amountMinor={first.totals.worthMinor} currency={first.currency} show="compact" />}
          />
        </div>
      )}
      <DataTable
        id="buy-plan"
        label={t("Plan")}
        columns={columns}
        {...table}
        rowKey={(row) => row.styleId}
        rowName={(row) => row.styleName}
        state={state}
        onState={setState}
        searchPlaceholder={t("Style")}
        onOpen={(row) => void navigate({ to: "/insights/buying/$styleId", params: { styleId: row.styleId } })}
        toolbarExtra={
          <span className="flex items-center gap-2 text-sm">
            {t("Budget")}
            <MoneyInput
              aria-label={t("Budget")}
              value={budgetMinor}
              currency={first?.currency}
              onChange={setBudget}
              className="w-36"
              placeholder={t("no limit")}
            />
          </span>
        }
        empty={
          first?.run ? (
            <EmptyState icon={<ShoppingCart aria-hidden />} title={t("Nothing to buy")}>
              {t("Every style has enough for its lead time, or the budget is too small for any.")}
            </EmptyState>
          ) : (
            <NeedsHistory icon={<ShoppingCart aria-hidden />} title={t("No buy plan yet")}>
              {t("It needs styles on sale with their stock and cost, and sales of a few weeks.")}
            </NeedsHistory>
          )
        }
      />
    </div>
  );
}

function useColumns(currency: string | undefined): DataColumn<Row>[] {
  const t = useT();
  return useMemo<DataColumn<Row>[]>(
    () => [
      {
        key: "style",
        header: t("Style"),
        csv: (row) => row.styleCode,
        cell: (row) => (
          <Link
            to="/insights/buying/$styleId"
            params={{ styleId: row.styleId }}
            className="group/link flex items-center gap-3"
          >
            <GarmentPicture src={row.pictureUrl} name={row.styleName} hex={row.hex} size="xs" />
            <span className="min-w-0">
              <span className="line-clamp-1 font-medium group-hover/link:underline">{row.styleName}</span>
              <span className="block truncate text-xs text-ink-3">{row.styleCode}</span>
            </span>
          </Link>
        ),
      },
      {
        key: "qty",
        header: t("Buy"),
        align: "end",
        csv: (row) => row.proposedQty,
        cell: (row) => <Quantity value={row.proposedQty} className="font-semibold" />,
      },
      {
        key: "week",
        header: t("Sells a week"),
        align: "end",
        room: "wide",
        csv: (row) => row.perWeek,
        cell: (row) => <Quantity value={Math.round(row.perWeek * 10) / 10} />,
      },
      {
        key: "position",
        header: t("Available and coming"),
        align: "end",
        room: "widest",
        csv: (row) => row.positionQty,
        cell: (row) => <Quantity value={row.positionQty} />,
      },
      {
        key: "cover",
        header: t("Weeks of cover"),
        align: "end",
        room: "wide",
        csv: (row) => row.coverWeeks,
        cell: (row) => <Quantity value={row.coverWeeks === null ? null : Math.round(row.coverWeeks * 10) / 10} />,
      },
      {
        key: "cost",
        header: t("Cost"),
        align: "end",
        room: "wide",
        csv: (row) => row.costMinor,
        cell: (row) => <Money amountMinor={row.costMinor} currency={currency} />,
      },
      {
        key: "worth",
        header: t("Worth"),
        align: "end",
        csv: (row) => row.worthMinor,
        cell: (row) => <Money amountMinor={row.worthMinor} currency={currency} className="font-medium" />,
      },
    ],
    [t, currency],
  );
}
