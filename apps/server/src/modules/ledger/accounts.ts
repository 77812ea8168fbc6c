import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";

export interface AccountRow {
  id: string;
  code: string;
  name: string;
  type: "asset" | "liability" | "equity" | "income" | "expense";
  accountRole: string | null;
}

export interface Chart {
  list: readonly AccountRow[];
  byId: ReadonlyMap<string, AccountRow>;
  idOfRole: ReadonlyMap<string, string>;
}

/** The chart of accounts by code, kept until configuration changes. */
export function getChart(ctx: Ctx): Promise<Chart> {
  return ctx.cached("ledger.chart", async () => {
    const list = await ctx.sql<AccountRow[]>`
      select id, code, name, type, account_role as "accountRole" from account
      where tenant_id = ${ctx.tenantId} order by code`;
    return {
      list: [...list],
      byId: new Map(list.map((a) => [a.id, a])),
      idOfRole: new Map(list.flatMap((a) => (a.accountRole === null ? [] : [[a.accountRole, a.id] as const]))),
    };
  });
}

/** @throws conflict when no account of the chart has that use. */
export function accountIdOf(chart: Chart, role: string): string {
  const id = chart.idOfRole.get(role);
  if (id === undefined) {
    throw new AppError("conflict", `The chart of accounts has no account for ${role.replaceAll("_", " ")}.`, {
      details: { accountRole: role },
    });
  }
  return id;
}
