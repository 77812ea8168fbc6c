import type { Operation } from "../../platform/runner.ts";
import { listPayments } from "./list-payments.ts";
import { captureReserved, voidReserved } from "./reserved-money.ts";

export const operations = [listPayments, captureReserved, voidReserved] as unknown as Operation[];
