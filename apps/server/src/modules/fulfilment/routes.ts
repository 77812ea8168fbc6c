import type { Operation } from "../../platform/runner.ts";
import { listShipments } from "./list-shipments.ts";

/** The doors that ship and take back live in billing, which sees the invoice too. */
export const operations = [listShipments] as unknown as Operation[];
