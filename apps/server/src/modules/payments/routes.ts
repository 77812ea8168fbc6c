import type { Operation } from "../../platform/runner.ts";
import { listPayments } from "./list-payments.ts";

export const operations = [listPayments] as unknown as Operation[];
