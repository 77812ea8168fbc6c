import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { type RunningServer, startServer } from "../../apps/server/src/main.ts";
import { readConfig } from "../../apps/server/src/platform/config.ts";
import { openPool, type Sql } from "../../apps/server/src/platform/db.ts";
import { createClient } from "../../packages/client/src/index.ts";
import { catalogApi, tenancyApi, tillApi } from "../../packages/contract/src/index.ts";
import type { Business } from "../boundary/open-server.ts";
import { testDatabase } from "../harness/database.ts";
import { freePort } from "../harness/free-port.ts";
import { unlimited } from "../harness/unlimited.ts";
import { openShop, type Shop } from "../sync/shop-floor.ts";
import { openWindow, type Theme, type Window } from "./browser.ts";
import { openShift, pairTill, signInAtTill, untilDelivered } from "./till-hands.ts";

export const owner = { name: "Asha Owner", email: "owner@corner.example", password: "correct horse battery" };
export const PIN = "2468";

/** A shop with tills, whose server goes away and comes back on the same port and data, as on a bad day. */
export interface CornerShop {
  origin: string;
  admin: Sql;
  business: Business;
  shop: Shop;
  /** Codes of the SKUs that are in stock, twenty pieces each. */
  codes: string[];
  start(): Promise<void>;
  stop(): Promise<void>;
  /** A till of the shop with the code that pairs a device with it. */
  addTill(code: string): Promise<string>;
  /** A browser of its own, closed by `closeWindows`. */
  openWindow(theme?: Theme): Promise<Window>;
  /** A paired till, the owner signed in, its shift open. */
  openTill(code: string): Promise<Page>;
  closeWindows(): Promise<void>;
  close(): Promise<void>;
}

export async function openCornerShop(): Promise<CornerShop> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "selvedge-till-"));
  const database = await testDatabase();
  const admin = openPool(database.adminUrl, { max: 2 });
  const port = await freePort();
  const config = readConfig({
    ...{ PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: "silent", ROLE: "all" },
    ...unlimited,
  });
  const origin = `http://127.0.0.1:${port}`;
  const windows: Window[] = [];
  let server: RunningServer | null = await startServer(config, database);
  const filled = await openBusiness(origin);
  const { business, shop } = filled;
  const corner: CornerShop = {
    ...{ origin, admin, ...filled },
    async start() {
      server = await startServer(config, database);
    },
    async stop() {
      await server?.stop();
      server = null;
    },
    async addTill(code) {
      const placed = { locationId: shop.locationId, channelId: shop.channelId };
      const till = { code, name: `Counter ${code}`, upiId: "corner@bank", ...placed };
      const { id } = await business.call(tillApi.createTill, till);
      return (await business.call(tillApi.openPairing, { id })).code;
    },
    async openWindow(theme) {
      const opened = await openWindow(origin, theme);
      windows.push(opened);
      return opened;
    },
    async openTill(code) {
      const pairing = await corner.addTill(code);
      const page = await (await corner.openWindow()).openTab();
      await pairTill(page, pairing);
      await signInAtTill(page, owner.name, PIN);
      await openShift(page);
      await untilDelivered(page);
      return page;
    },
    async closeWindows() {
      for (const one of windows.splice(0)) await one.close();
    },
    async close() {
      await corner.stop();
      await admin.end();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return corner;
}

async function openBusiness(origin: string) {
  let token = "";
  const call = createClient({ baseUrl: origin, getToken: () => token || null });
  const place = { country: "IN", state: "MH", currency: "INR", locale: "en-IN", timeZone: "Asia/Kolkata" };
  const { tenantId } = await call(tenancyApi.signUp, { slug: "corner", name: "Corner Garments", ...place, owner });
  token = (await call(tenancyApi.signIn, owner)).accessToken;
  const send = () => Promise.reject(new Error("not used"));
  const business: Business = { slug: "corner", tenantId, token, call, send };
  const shop = await openShop(business, 20);
  const { items } = await call(catalogApi.listSkus, { limit: 50 });
  return { business, shop, codes: shop.skuIds.map((id) => items.find((sku) => sku.id === id)!.code) };
}
