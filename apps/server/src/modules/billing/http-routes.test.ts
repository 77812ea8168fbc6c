import { salesApi, tenantSiteApi } from "@selvedge/contract";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "../../platform/config.ts";
import { type Actor, systemActor } from "../../platform/context.ts";
import { openFiles } from "../../platform/files.ts";
import { openRateCounts } from "../../platform/http/rate-counts.ts";
import { openRateLimits } from "../../platform/http/rate-limits.ts";
import { openHttp } from "../../platform/http/server.ts";
import { newId } from "../../platform/ids.ts";
import { aStockedShop } from "../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";
import { mountBillingRoutes } from "./index.ts";

let world: TestWorld;
let app: Awaited<ReturnType<typeof openHttp>>;
let caller: { tenantId: string; actor: Actor } | null = null;
let invoiceId: string;
let tenantId: string;
let otherTenantId: string;
let tenant: TestTenant;

beforeAll(async () => {
  world = await openTestWorld();
  openFiles("/tmp/selvedge-document-test");
  tenant = await world.openTenant();
  tenantId = tenant.tenantId;
  otherTenantId = (await world.openTenant()).tenantId;
  const shop = await aStockedShop(tenant);
  const sold = await tenant.run(salesApi.sellOverCounter, {
    channelId: shop.channels.retail,
    lines: [{ skuId: shop.skuIds[0]!, qty: 1 }],
  });
  invoiceId = sold.invoiceId;
  const config = readConfig({});
  const counts = await openRateCounts(null, world.runtime.log);
  app = await openHttp(config, world.runtime, openRateLimits(config, counts));
  mountBillingRoutes(app, world.runtime, async () => caller);
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const get = (id: string) => app.inject({ method: "GET", url: `/v1/invoices/${id}/pdf` });

test("an invoice comes as a PDF named after its number", async () => {
  caller = { tenantId, actor: systemActor };
  const answer = await get(invoiceId);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers["content-type"]).toBe("application/pdf");
  expect(answer.headers["content-disposition"]).toBe('inline; filename="INV-00001.pdf"');
  expect(answer.rawPayload.subarray(0, 5).toString()).toBe("%PDF-");
});

test("a document carries the business's logo and colour, and goes out without a logo that cannot be read", async () => {
  caller = { tenantId, actor: systemActor };
  const images = async () =>
    (await get(invoiceId)).rawPayload.toString("latin1").match(/\/Subtype \/Image/g)?.length ?? 0;
  expect(await images()).toBe(0);
  const webp = await sharp({ create: { width: 300, height: 90, channels: 4, background: "#0f766e" } })
    .webp()
    .toBuffer();
  await tenant.run(tenantSiteApi.setLogo, { picture: `data:image/webp;base64,${webp.toString("base64")}` });
  expect(await images()).toBeGreaterThan(0);
  const broken = Buffer.concat([webp.subarray(0, 12), Buffer.alloc(40)]);
  await tenant.run(tenantSiteApi.setLogo, { picture: `data:image/webp;base64,${broken.toString("base64")}` });
  const answer = await get(invoiceId);
  expect(answer.statusCode).toBe(200);
  expect(await images()).toBe(0);
});

test("nobody else gets it", async () => {
  caller = null;
  expect((await get(invoiceId)).statusCode).toBe(401);
  caller = { tenantId, actor: { type: "user", id: newId(), permissions: new Set(["sales.order.read"]) } };
  expect((await get(invoiceId)).statusCode).toBe(403);
  caller = { tenantId: otherTenantId, actor: systemActor };
  expect((await get(invoiceId)).statusCode).toBe(404);
  caller = { tenantId, actor: systemActor };
  expect((await get(newId())).statusCode).toBe(404);
  expect((await get("nonsense")).statusCode).toBe(404);
});
