import type { Operation } from "../../platform/runner.ts";
import { getDashboard } from "./get-dashboard.ts";
import { getSalesReport } from "./get-sales-report.ts";
import { getStockValuation } from "./get-stock-valuation.ts";

export const operations = [getSalesReport, getStockValuation, getDashboard] as unknown as Operation[];
