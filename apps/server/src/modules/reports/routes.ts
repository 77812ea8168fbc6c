import type { Operation } from "../../platform/runner.ts";
import { getDashboard } from "./get-dashboard.ts";
import { getSalesReport } from "./get-sales-report.ts";
import { getStockValuation } from "./get-stock-valuation.ts";
import { listWaiting } from "./list-waiting.ts";

export const operations = [getSalesReport, getStockValuation, getDashboard, listWaiting] as unknown as Operation[];
