import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { saveEvents } from "../../apps/pos/src/device/save-events.ts";
import { openShift } from "../../apps/pos/src/device/shift.ts";
import { getMeta } from "../../apps/pos/src/device/till-db.ts";
import { unpair } from "../../apps/pos/src/device/unpair.ts";
import { makeId, writeEvent } from "../../apps/pos/src/device/write-event.ts";
import { openPool, type Sql } from "../../apps/server/src/platform/db.ts";
import { mailApi, salesApi, tillApi } from "../../packages/contract/src/index.ts";
import { receiptPath } from "../../packages/domain/src/index.ts";
import { type Business, openServer, type ServerUnderTest } from "../boundary/open-server.ts";
import { checkInvariants } from "../invariants/check-books.ts";
import { openShop, openTill, type Shop, type TestTill } from "./shop-floor.ts";

let world: ServerUnderTest;
let admin: Sql;
let business: Business;
let shop: Shop;
let till: TestTill;
let businesses = 0;
beforeAll(async () => {
  world = await openServer("api");
  admin = openPool(world.database.adminUrl, { max: 2 });
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});
beforeEach(async () => {
  businesses += 1;
  business = await world.openBusiness(`files-${businesses}`);
  shop = await openShop(business, 5);
  till = await openTill(world.server.origin, business, shop);
  await openShift(till.db, shop.cashierId, 100_000);
  await till.deliver();
});

const sellOne = () => till.sellSome({ lines: [{ id: makeId(), skuId: shop.skuIds[0]!, qty: 1, discount: null }] });
const mails = async () => (await business.call(mailApi.listMails, { limit: 50 })).items;
const page = async (saleId: string) => {
  const answer = await fetch(`${world.server.origin}${receiptPath(business.tenantId, saleId)}`);
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
};

test("a receipt asked for by mail without network is mailed once, however often it is delivered, with a link that opens it", async () => {
  const saleId = await sellOne();
  const { receiptNumber } = (await till.db.receipts.get(saleId))!;
  await writeEvent(till.db, "receipt_sent", () => ({
    ...{ saleId, receiptNumber, cashierId: shop.cashierId, to: "asha@example.com" },
  }));
  expect(await page(saleId)).toMatchObject({ status: 404, html: expect.stringContaining("not here yet") });
  till.network.weather = ["answer_lost", "twice", "answer_lost"];
  for (let tries = 0; tries < 6; tries += 1) await till.deliver();
  const sent = (await mails()).filter((mail) => mail.toAddress === "asha@example.com");
  expect(sent).toMatchObject([{ subject: expect.stringContaining(receiptNumber) }]);
  const { text } = await business.call(mailApi.getMail, { id: sent[0]!.id });
  expect(text).toContain(receiptPath(business.tenantId, saleId));
  expect(text).toContain("Total: ₹2,500.00");
  const { status, html, headers } = await page(saleId);
  expect(status).toBe(200);
  for (const words of [receiptNumber, "Block print kurta, Navy", "CGST", "₹2,500.00"]) expect(html).toContain(words);
  expect(html).not.toContain("<script");
  expect(headers.get("x-robots-tag")).toBe("noindex");
});

test("a link that was never made opens nothing, and tells no business from another", async () => {
  await sellOne();
  await till.deliver();
  const foreign = await page(makeId());
  expect(foreign.status).toBe(404);
  const nobody = await fetch(`${world.server.origin}${receiptPath(makeId(), makeId())}`);
  expect(nobody.status).toBe(404);
  for (const word of ["x", "..%2F..", "a".repeat(43)]) {
    expect((await fetch(`${world.server.origin}/r/${word}`)).status, word).toBe(404);
  }
});

test("what a till saved to a file is taken in once, whatever it delivers later", async () => {
  const first = await sellOne();
  const second = await sellOne();
  const saved = tillApi.SavedEvents.parse(JSON.parse(JSON.stringify(await saveEvents(till.db))));
  expect(saved.events.map((event) => event.id)).toEqual([first, second]);
  const take = () =>
    business.call(tillApi.takeInEvents, { id: saved.tillId, deviceId: saved.deviceId, events: saved.events });
  expect((await take()).items.map((item) => item.outcome)).toEqual(["booked", "booked"]);
  expect((await take()).items.map((item) => item.outcome)).toEqual(["known", "known"]);
  expect(await till.deliver()).toMatchObject({ kind: "done", delivered: 2 });
  expect((await business.call(tillApi.listReviews, { limit: 50 })).items).toEqual([]);
  for (const id of [first, second]) {
    expect(await business.call(salesApi.getOrder, { id })).toMatchObject({ status: "completed" });
  }
  expect(await checkInvariants(admin, business.tenantId)).toEqual([]);
});

test("a file that was changed is booked and becomes a task; one of another till is not taken", async () => {
  const saleId = await sellOne();
  const saved = await saveEvents(till.db);
  const [event] = saved.events;
  const changed = { ...event!, payload: { ...event!.payload, note: "Never happened" } };
  const { items } = await business.call(tillApi.takeInEvents, {
    ...{ id: saved.tillId, deviceId: saved.deviceId, events: [changed] },
  });
  expect(items).toMatchObject([{ outcome: "booked" }]);
  const tasks = (await business.call(tillApi.listReviews, { limit: 50 })).items;
  expect(tasks).toMatchObject([{ kind: "altered", orderId: saleId }]);
  const again = await business.call(tillApi.takeInEvents, {
    ...{ id: saved.tillId, deviceId: saved.deviceId, events: saved.events },
  });
  expect(again.items).toMatchObject([{ outcome: "refused" }]);
  await expect(
    business.call(tillApi.takeInEvents, { id: saved.tillId, deviceId: makeId(), events: saved.events }),
  ).rejects.toMatchObject({ problem: { code: "not_found" } });
});

test("a device is paired anew only when nothing is lost by it", async () => {
  await sellOne();
  await expect(unpair(till.db, { lose: false })).rejects.toThrow("still waits");
  expect(await getMeta(till.db, "identity")).toBeDefined();
  await till.deliver();
  await unpair(till.db, { lose: false });
  expect(await getMeta(till.db, "identity")).toBeUndefined();
  expect(await till.db.events.count()).toBe(0);
  expect(await till.db.receipts.count()).toBe(1);
});

test("the office hears what its server would not take of a till, and why", async () => {
  const saleId = await sellOne();
  const kept = (await till.db.events.get(saleId))!;
  await till.db.events.update(saleId, { kind: "sale_of_next_year" as typeof kept.kind });
  const next = await sellOne();
  expect(await till.deliver()).toMatchObject({ kind: "done", delivered: 1, problems: 1 });
  till.session.forget();
  await till.session.call(tillApi.getTillHead, {});
  const { items } = await business.call(tillApi.listTills, {});
  expect(items[0]!.device).toMatchObject({
    waitingEvents: 1,
    stuckEvents: 1,
    stuckWords: expect.stringContaining("kind"),
  });
  expect(await business.call(salesApi.getOrder, { id: next })).toMatchObject({ status: "completed" });
});
