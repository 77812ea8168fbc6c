import type { Operation } from "../../platform/runner.ts";
import { listAccounts } from "./list-accounts.ts";

export const operations = [listAccounts] as unknown as Operation[];
