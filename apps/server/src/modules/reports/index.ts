export { getDashboard } from "./get-dashboard.ts";
export { getSalesReport } from "./get-sales-report.ts";
export { getStockValuation } from "./get-stock-valuation.ts";
export { operations } from "./routes.ts";
