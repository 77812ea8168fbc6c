import { ledgerApi } from "@selvedge/contract";
import { addDays, daysBetween, fiscalYear } from "@selvedge/domain";
import { fieldError } from "../../platform/errors.ts";
import { query } from "../../platform/runner.ts";
import { getChart } from "./accounts.ts";
import { movementsIn } from "./balances.ts";
import { sectionOf } from "./statements.ts";

/** Income and expense of a period (the fiscal year so far when none is given) beside the equally long one before. */
export const getProfitAndLoss = query(ledgerApi.getProfitAndLoss, async (ctx, input) => {
  const to = input.to ?? ctx.today;
  const from = input.from ?? fiscalYear(ctx.tenant.country, to, ctx.tenant.fiscalYearStartMonth).startsOn;
  if (from > to) throw fieldError("from", "Not after the last day");
  const comparativeTo = addDays(from, -1);
  const comparativeFrom = addDays(comparativeTo, -daysBetween(from, to));
  const [chart, [now, then]] = await Promise.all([
    getChart(ctx),
    movementsIn(
      ctx,
      [
        { from, to },
        { from: comparativeFrom, to: comparativeTo },
      ],
      ["income", "expense"],
    ),
  ]);
  const income = sectionOf(chart.list, "income", now!, then!);
  const expense = sectionOf(chart.list, "expense", now!, then!);
  return {
    from,
    to,
    comparativeFrom,
    comparativeTo,
    currency: ctx.tenant.currency,
    income,
    expense,
    netProfitMinor: income.totalMinor - expense.totalMinor,
    comparativeNetProfitMinor: income.comparativeMinor - expense.comparativeMinor,
  };
});
