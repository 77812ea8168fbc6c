import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool, type Sql } from "../../apps/server/src/platform/db.ts";
import { billingApi, mailApi, salesApi, shopApi } from "../../packages/contract/src/index.ts";
import { type Business, openServer, type ServerUnderTest } from "../boundary/open-server.ts";
import { checkInvariants } from "../invariants/check-books.ts";
import { addStyle } from "./shop-floor.ts";
import { visitShop } from "./shop-visit.ts";

let world: ServerUnderTest;
let admin: Sql;
let business: Business;
let skuId: string;

beforeAll(async () => {
  world = await openServer("all");
  admin = openPool(world.database.adminUrl, { max: 2 });
  business = await world.openBusiness("reserved");
  const { call } = business;
  await call(shopApi.openShop, {});
  await call(shopApi.changeShopSettings, { isOpen: true, takesMoney: "when_sent" });
  const web = (await call(salesApi.listChannels, {})).items.find((channel) => channel.kind === "web")!;
  [skuId] = (await addStyle(business, web.locationId, "KURTA-1", 5)) as [string];
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

const statusOf = async (ref: string) => {
  const [row] = await admin<{ status: string }[]>`select status from payment where provider_ref = ${ref}`;
  return row?.status;
};
const becomes = (ref: string, status: string) => expect.poll(() => statusOf(ref), { timeout: 60_000 }).toBe(status);

/** Buys a piece and approves it at the bank's page: the money is set aside, and the order stands. */
async function reserve() {
  const visit = visitShop(world.server.origin, business.slug);
  await visit.add(skuId, 1);
  const placed = await visit.buy("online");
  const { providerRef } = placed.payment!;
  await visit.decide(providerRef, "approve");
  await becomes(providerRef, "authorised");
  const { items } = await business.call(salesApi.listOrders, { q: placed.number, limit: 1 });
  const order = items[0]!;
  await expect
    .poll(async () => (await business.call(salesApi.getOrder, { id: order.id })).status, { timeout: 60_000 })
    .toBe("confirmed");
  return { visit, placed, providerRef, orderId: order.id };
}

test("money set aside is taken once, when the parcel leaves, and stands in the books then", async () => {
  const { placed, providerRef, orderId } = await reserve();
  expect(await business.call(salesApi.getOrder, { id: orderId })).toMatchObject({ paidMinor: 0 });
  const written = async () =>
    (await business.call(mailApi.listMails, { limit: 50 })).items.find((mail) => mail.subject.includes(placed.number));
  await expect.poll(written, { timeout: 60_000 }).toBeDefined();
  const { text } = await business.call(mailApi.getMail, { id: (await written())!.id });
  expect(text).toContain("taken when the parcel leaves");
  expect(text).not.toContain("your payment and");
  await business.call(billingApi.shipOrder, { id: orderId });
  await becomes(providerRef, "captured");
  expect(await business.call(salesApi.getOrder, { id: orderId })).toMatchObject({ paidMinor: placed.totalMinor });
  const invoices = await business.call(billingApi.listInvoices, { orderId, limit: 5 });
  await expect
    .poll(async () => (await business.call(billingApi.getInvoice, { id: invoices.items[0]!.id })).openMinor)
    .toBe(0);
  const { items } = await business.call(billingApi.listPayments, { orderId, limit: 5 });
  const again = business.call(billingApi.capturePayment, { id: items[0]!.id });
  await expect(again).rejects.toMatchObject({ problem: { code: "wrong_state" } });
  expect(await checkInvariants(admin, business.tenantId)).toEqual([]);
});

test("money set aside is let go when the order is cancelled: nothing was taken, nothing goes back", async () => {
  const { visit, placed, providerRef, orderId } = await reserve();
  await visit.cancel(placed);
  await becomes(providerRef, "voided");
  expect(await business.call(salesApi.getOrder, { id: orderId })).toMatchObject({ status: "cancelled", paidMinor: 0 });
  const { items } = await business.call(billingApi.listPayments, { orderId, limit: 5 });
  expect(items).toHaveLength(1);
  expect(await checkInvariants(admin, business.tenantId)).toEqual([]);
});

test("the office takes or lets go of money that is set aside by hand", async () => {
  const taken = await reserve();
  const paymentOf = async (orderId: string) =>
    (await business.call(billingApi.listPayments, { orderId, limit: 5 })).items[0]!.id;
  await business.call(billingApi.capturePayment, { id: await paymentOf(taken.orderId) });
  await becomes(taken.providerRef, "captured");
  const left = await reserve();
  await business.call(billingApi.voidPayment, { id: await paymentOf(left.orderId) });
  await becomes(left.providerRef, "voided");
  expect(await checkInvariants(admin, business.tenantId)).toEqual([]);
});
