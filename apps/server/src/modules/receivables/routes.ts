import type { Operation } from "../../platform/runner.ts";
import { getAging } from "./get-aging.ts";
import { getCredit } from "./get-credit.ts";

export const operations = [getCredit, getAging] as unknown as Operation[];
