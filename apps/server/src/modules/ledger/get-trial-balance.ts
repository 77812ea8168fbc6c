import { ledgerApi } from "@selvedge/contract";
import { query } from "../../platform/runner.ts";
import { getChart } from "./accounts.ts";
import { balancesAt } from "./balances.ts";
import { netOf } from "./statements.ts";

/** Every account that ever moved, with its balance on the side where it stands. */
export const getTrialBalance = query(ledgerApi.getTrialBalance, async (ctx, input) => {
  const asOf = input.asOf ?? ctx.today;
  const [chart, [balances]] = await Promise.all([getChart(ctx), balancesAt(ctx, [asOf])]);
  const rows = chart.list.flatMap(({ id, code, name, type }) => {
    const moved = balances?.get(id);
    if (!moved || (moved.debitMinor === 0 && moved.creditMinor === 0)) return [];
    const net = netOf(moved);
    return [{ accountId: id, code, name, type, debitMinor: Math.max(net, 0), creditMinor: Math.max(-net, 0) }];
  });
  return {
    asOf,
    currency: ctx.tenant.currency,
    rows,
    totalDebitMinor: rows.reduce((sum, row) => sum + row.debitMinor, 0),
    totalCreditMinor: rows.reduce((sum, row) => sum + row.creditMinor, 0),
  };
});
