import { ledgerApi } from "@selvedge/contract";
import { addMonths } from "@selvedge/domain";
import { query } from "../../platform/runner.ts";
import { getChart } from "./accounts.ts";
import { balancesAt } from "./balances.ts";
import { sectionOf } from "./statements.ts";

/** Assets, liabilities and equity at the end of a day beside the year before. */
export const getBalanceSheet = query(ledgerApi.getBalanceSheet, async (ctx, input) => {
  const asOf = input.asOf ?? ctx.today;
  const comparativeAsOf = addMonths(asOf, -12);
  const [chart, [then, now]] = await Promise.all([getChart(ctx), balancesAt(ctx, [comparativeAsOf, asOf])]);
  const section = (type: Parameters<typeof sectionOf>[1]) => sectionOf(chart.list, type, now!, then!);
  const [assets, liabilities, equity] = [section("asset"), section("liability"), section("equity")];
  const [income, expense] = [section("income"), section("expense")];
  const retainedMinor = income.totalMinor - expense.totalMinor;
  return {
    asOf,
    comparativeAsOf,
    currency: ctx.tenant.currency,
    assets,
    liabilities,
    equity,
    retainedMinor,
    comparativeRetainedMinor: income.comparativeMinor - expense.comparativeMinor,
    balanced: assets.totalMinor === liabilities.totalMinor + equity.totalMinor + retainedMinor,
  };
});
