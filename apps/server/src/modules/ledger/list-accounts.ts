import { ledgerApi } from "@selvedge/contract";
import { query } from "../../platform/runner.ts";
import { getChart } from "./accounts.ts";

export const listAccounts = query(ledgerApi.listAccounts, async (ctx) => ({ items: [...(await getChart(ctx)).list] }));
