import type { Operation } from "../../platform/runner.ts";
import { closePeriod } from "./close-period.ts";
import { getBalanceSheet } from "./get-balance-sheet.ts";
import { getProfitAndLoss } from "./get-profit-and-loss.ts";
import { getTrialBalance } from "./get-trial-balance.ts";
import { listAccounts } from "./list-accounts.ts";
import { listJournal } from "./list-journal.ts";
import { listPeriods } from "./list-periods.ts";
import { postJournal } from "./post-journal.ts";
import { reverseEntry } from "./reverse-entry.ts";

export const operations = [
  listAccounts,
  listJournal,
  postJournal,
  reverseEntry,
  listPeriods,
  closePeriod,
  getTrialBalance,
  getProfitAndLoss,
  getBalanceSheet,
] as unknown as Operation[];
