import { inventoryApi, ledgerApi, salesApi } from "@selvedge/contract";
import { expect, it } from "vitest";
import { getDashboard, listAlerts, listOrders } from "./landing-endpoints.ts";

it("agrees with the contract on name, method and path", () => {
  for (const [short, whole] of [
    [getDashboard, ledgerApi.getDashboard],
    [listOrders, salesApi.listOrders],
    [listAlerts, inventoryApi.listAlerts],
  ] as const) {
    const { name, kind, method, path } = whole;
    expect(short).toEqual({ name, kind, method, path });
  }
});
