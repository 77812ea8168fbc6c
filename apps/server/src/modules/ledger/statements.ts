import type { AccountRow } from "./accounts.ts";
import type { Movement } from "./balances.ts";

interface Row {
  accountId: string;
  code: string;
  name: string;
  amountMinor: number;
  comparativeMinor: number;
}

export interface Section {
  rows: Row[];
  totalMinor: number;
  comparativeMinor: number;
}

/** Which side raises an account: debits raise assets and expenses, credits the rest. */
const sign = { asset: 1, expense: 1, liability: -1, equity: -1, income: -1 } as const;

/** The accounts of one type with their amount now and then, on the side that raises them; untouched ones left out. */
export function sectionOf(
  accounts: readonly AccountRow[],
  type: AccountRow["type"],
  now: ReadonlyMap<string, Movement>,
  then: ReadonlyMap<string, Movement>,
): Section {
  const rows = accounts
    .filter((account) => account.type === type)
    .map(({ id, code, name }) => ({
      accountId: id,
      code,
      name,
      amountMinor: sign[type] * netOf(now.get(id)) + 0,
      comparativeMinor: sign[type] * netOf(then.get(id)) + 0,
    }))
    .filter((row) => row.amountMinor !== 0 || row.comparativeMinor !== 0);
  return {
    rows,
    totalMinor: rows.reduce((sum, row) => sum + row.amountMinor, 0),
    comparativeMinor: rows.reduce((sum, row) => sum + row.comparativeMinor, 0),
  };
}

/** Debits less credits. */
export function netOf(movement: Movement | undefined): number {
  return movement ? movement.debitMinor - movement.creditMinor : 0;
}
