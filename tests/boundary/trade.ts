import type { Sql } from "../../apps/server/src/platform/db.ts";
import { newId } from "../../apps/server/src/platform/ids.ts";
import { catalogApi, inventoryApi, partyApi, salesApi, tenancyApi } from "../../packages/contract/src/index.ts";
import type { Business } from "./open-server.ts";

/** A shirt in navy with its first sizes, received into the web shop's location; and the channels that sell. */
export async function stockShirt(business: Business, { code, name = "Shirt", colour = "Navy", sizes, qty }: Shirt) {
  const { call } = business;
  const { items: scales } = await call(catalogApi.listSizeScales, {});
  const style = await call(catalogApi.createStyle, {
    ...{ code, name, taxClass: "apparel", sizeScaleId: scales[0]!.id, sizes: scales[0]!.sizes.slice(0, sizes) },
    colourways: [{ code: "NVY", name: colour, hex: "#1f2a44" }],
    basePriceMinor: 100_000,
  });
  const skuIds = style.colourways[0]!.skus.map((sku) => sku.id);
  const { items: channels } = await call(salesApi.listChannels, {});
  const [web, retail] = ["web", "retail"].map((kind) => channels.find((c) => c.kind === kind)!);
  const lines = skuIds
    .map((skuId, i) => ({ skuId, qty: qty(i), unitCostMinor: 40_000 }))
    .filter((line) => line.qty > 0);
  await call(inventoryApi.receiveStock, { locationId: web!.locationId, lines });
  return { styleId: style.id, skuIds, web: web!, retail: retail! };
}

interface Shirt {
  code: string;
  name?: string;
  colour?: string;
  /** How many of its scale's sizes it is made in. */
  sizes: number;
  /** Pieces received of each size. */
  qty: (size: number) => number;
}

/** Pieces of the first size alone. */
export const firstSize = (pieces: number) => (size: number) => (size === 0 ? pieces : 0);

/** A little trade, so that every table that trade fills has rows. `mark` stands in every name that is given. */
export async function makeTrade(business: Business, mark: string): Promise<void> {
  const { call } = business;
  const shirt = { code: `${mark}-1`, name: `Shirt ${mark}`, colour: `Navy ${mark}`, sizes: 2, qty: firstSize(20) };
  const { skuIds, web, retail } = await stockShirt(business, shirt);
  const skuId = skuIds[0]!;
  const person = { kind: "person" as const, name: `Asha ${mark}`, email: `asha@${mark.toLowerCase()}.example` };
  const customer = await call(partyApi.createCustomer, person);
  const order = { channelId: web.id, customerId: customer.id, lines: [{ skuId, qty: 1 }] };
  await call(salesApi.placeOrder, { ...order, payment: { method: "card" } });
  await call(salesApi.sellOverCounter, { channelId: retail.id, lines: [{ skuId, qty: 1 }] });
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
