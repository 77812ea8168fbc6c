import { deskApi, inventoryApi, ledgerApi, salesApi } from "@selvedge/contract";
import { expect, it } from "vitest";
import { viewEndpoints } from "../shell/use-list-views.ts";
import { getDashboard, listAlerts, listOrders, listWaiting } from "./landing-endpoints.ts";

it("agrees with the contract on name, method and path", () => {
  for (const [short, whole] of [
    [getDashboard, ledgerApi.getDashboard],
    [listWaiting, ledgerApi.listWaiting],
    [listOrders, salesApi.listOrders],
    [listAlerts, inventoryApi.listAlerts],
    [viewEndpoints[0], deskApi.listViews],
    [viewEndpoints[1], deskApi.saveView],
    [viewEndpoints[2], deskApi.removeView],
  ] as const) {
    const { name, kind, method, path } = whole;
    expect(short).toEqual({ name, kind, method, path });
  }
});
