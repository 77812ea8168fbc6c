import type { inventoryApi, ledgerApi, salesApi } from "@selvedge/contract";

/**
 * The endpoints of the landing screen without their schemas, so that its first script does not carry the checker of every form
 * (reading needs only name and address). A test holds them equal to the contract.
 */
const query = (name: string, path: string) => ({ name, kind: "query", method: "GET", path });

export const getDashboard = query("reports.get_dashboard", "/v1/dashboard") as unknown as typeof ledgerApi.getDashboard;
export const listWaiting = query("reports.list_waiting", "/v1/waiting") as unknown as typeof ledgerApi.listWaiting;
export const listOrders = query("sales.list_orders", "/v1/orders") as unknown as typeof salesApi.listOrders;
export const listAlerts = query(
  "inventory.list_alerts",
  "/v1/stock-alerts",
) as unknown as typeof inventoryApi.listAlerts;
