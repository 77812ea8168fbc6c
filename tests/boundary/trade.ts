import type { Sql } from "../../apps/server/src/platform/db.ts";
import { newId } from "../../apps/server/src/platform/ids.ts";
import { catalogApi, inventoryApi, partyApi, salesApi, tenancyApi } from "../../packages/contract/src/index.ts";
import type { Business } from "./open-server.ts";

/** A little trade, so that every table that trade fills has rows. `mark` stands in every name that is given. */
export async function makeTrade(business: Business, mark: string): Promise<void> {
  const { call } = business;
  const { items: scales } = await call(catalogApi.listSizeScales, {});
  const style = await call(catalogApi.createStyle, {
    code: `${mark}-1`,
    name: `Shirt ${mark}`,
    taxClass: "apparel",
    sizeScaleId: scales[0]!.id,
    sizes: scales[0]!.sizes.slice(0, 2),
    colourways: [{ code: "NVY", name: `Navy ${mark}`, hex: "#1f2a44" }],
    basePriceMinor: 100_000,
  });
  const skuId = style.colourways[0]!.skus[0]!.id;
  const { items: channels } = await call(salesApi.listChannels, {});
  const [web, retail] = ["web", "retail"].map((kind) => channels.find((c) => c.kind === kind)!);
  const lines = [{ skuId, qty: 20, unitCostMinor: 40_000 }];
  await call(inventoryApi.receiveStock, { locationId: web!.locationId, lines });
  const person = { kind: "person" as const, name: `Asha ${mark}`, email: `asha@${mark.toLowerCase()}.example` };
  const customer = await call(partyApi.createCustomer, person);
  const order = { channelId: web!.id, customerId: customer.id, lines: [{ skuId, qty: 1 }] };
  await call(salesApi.placeOrder, { ...order, payment: { method: "card" } });
  await call(salesApi.sellOverCounter, { channelId: retail!.id, lines: [{ skuId, qty: 1 }] });
}

/** A user of a role of its own that holds exactly these permissions; gives their access token. */
export async function signInWith(admin: Sql, business: Business, permissions: readonly string[]): Promise<string> {
  const code = `role-${newId().slice(-8)}`;
  await admin`insert into role (tenant_id, id, code, name, permissions)
              values (${business.tenantId}, ${newId()}, ${code}, ${code}, ${[...permissions]})`;
  const user = { name: "Weak", email: `${code}@${business.slug}.example`, password: "correct horse battery" };
  await business.call(tenancyApi.createUser, { ...user, roles: [code] });
  return (await business.call(tenancyApi.signIn, user)).accessToken;
}
