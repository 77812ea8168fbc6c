import { expect, test } from "vitest";
import { saveEvents } from "../../apps/pos/src/device/save-events.ts";
import { getMeta } from "../../apps/pos/src/device/till-db.ts";
import { unpair } from "../../apps/pos/src/device/unpair.ts";
import { makeId, writeEvent } from "../../apps/pos/src/device/write-event.ts";
import { mailApi, salesApi, tillApi } from "../../packages/contract/src/index.ts";
import { receiptPath } from "../../packages/domain/src/index.ts";
import { checkInvariants } from "../invariants/check-books.ts";
import { pairTillForEach } from "./paired-till.ts";

const at = pairTillForEach("files");

const sellOne = () =>
  at.till.sellSome({ lines: [{ id: makeId(), skuId: at.shop.skuIds[0]!, qty: 1, discount: null }] });
const mails = async () => (await at.business.call(mailApi.listMails, { limit: 50 })).items;
const page = async (saleId: string) => {
  const answer = await fetch(`${at.world.server.origin}${receiptPath(at.business.tenantId, saleId)}`);
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
};

test("a receipt asked for by mail without network is mailed once, however often it is delivered, with a link that opens it", async () => {
  const saleId = await sellOne();
  const { receiptNumber } = (await at.till.db.receipts.get(saleId))!;
  await writeEvent(at.till.db, "receipt_sent", () => ({
    ...{ saleId, receiptNumber, cashierId: at.shop.cashierId, to: "asha@example.com" },
  }));
  expect(await page(saleId)).toMatchObject({ status: 404, html: expect.stringContaining("not here yet") });
  at.till.network.weather = ["answer_lost", "twice", "answer_lost"];
  for (let tries = 0; tries < 6; tries += 1) await at.till.deliver();
  const sent = (await mails()).filter((mail) => mail.toAddress === "asha@example.com");
  expect(sent).toMatchObject([{ subject: expect.stringContaining(receiptNumber) }]);
  const { text } = await at.business.call(mailApi.getMail, { id: sent[0]!.id });
  expect(text).toContain(receiptPath(at.business.tenantId, saleId));
  expect(text).toContain("Total: ₹2,500.00");
  const { status, html, headers } = await page(saleId);
  expect(status).toBe(200);
  for (const words of [receiptNumber, "Block print kurta, Navy", "CGST", "₹2,500.00"]) expect(html).toContain(words);
  expect(html).not.toContain("<script");
  expect(headers.get("x-robots-tag")).toBe("noindex");
});

test("a link that was never made opens nothing, and tells no business from another", async () => {
  await sellOne();
  await at.till.deliver();
  const foreign = await page(makeId());
  expect(foreign.status).toBe(404);
  const nobody = await fetch(`${at.world.server.origin}${receiptPath(makeId(), makeId())}`);
  expect(nobody.status).toBe(404);
  for (const word of ["x", "..%2F..", "a".repeat(43)]) {
    expect((await fetch(`${at.world.server.origin}/r/${word}`)).status, word).toBe(404);
  }
});

test("what a till saved to a file is taken in once, whatever it delivers later", async () => {
  const first = await sellOne();
  const second = await sellOne();
  const saved = tillApi.SavedEvents.parse(JSON.parse(JSON.stringify(await saveEvents(at.till.db))));
  expect(saved.events.map((event) => event.id)).toEqual([first, second]);
  const take = () =>
    at.business.call(tillApi.takeInEvents, { id: saved.tillId, deviceId: saved.deviceId, events: saved.events });
  expect((await take()).items.map((item) => item.outcome)).toEqual(["booked", "booked"]);
  expect((await take()).items.map((item) => item.outcome)).toEqual(["known", "known"]);
  expect(await at.till.deliver()).toMatchObject({ kind: "done", delivered: 2 });
  expect((await at.business.call(tillApi.listReviews, { limit: 50 })).items).toEqual([]);
  for (const id of [first, second]) {
    expect(await at.business.call(salesApi.getOrder, { id })).toMatchObject({ status: "completed" });
  }
  expect(await checkInvariants(at.admin, at.business.tenantId)).toEqual([]);
});

test("a file that was changed is booked and becomes a task; one of another till is not taken", async () => {
  const saleId = await sellOne();
  const saved = await saveEvents(at.till.db);
  const [event] = saved.events;
  const changed = { ...event!, payload: { ...event!.payload, note: "Never happened" } };
  const { items } = await at.business.call(tillApi.takeInEvents, {
    ...{ id: saved.tillId, deviceId: saved.deviceId, events: [changed] },
  });
  expect(items).toMatchObject([{ outcome: "booked" }]);
  const tasks = (await at.business.call(tillApi.listReviews, { limit: 50 })).items;
  expect(tasks).toMatchObject([{ kind: "altered", orderId: saleId }]);
  const again = await at.business.call(tillApi.takeInEvents, {
    ...{ id: saved.tillId, deviceId: saved.deviceId, events: saved.events },
  });
  expect(again.items).toMatchObject([{ outcome: "refused" }]);
  await expect(
    at.business.call(tillApi.takeInEvents, { id: saved.tillId, deviceId: makeId(), events: saved.events }),
  ).rejects.toMatchObject({ problem: { code: "not_found" } });
});

test("a device is paired anew only when nothing is lost by it", async () => {
  await sellOne();
  await expect(unpair(at.till.db, { lose: false })).rejects.toThrow("still waits");
  expect(await getMeta(at.till.db, "identity")).toBeDefined();
  await at.till.deliver();
  await unpair(at.till.db, { lose: false });
  expect(await getMeta(at.till.db, "identity")).toBeUndefined();
  expect(await at.till.db.events.count()).toBe(0);
  expect(await at.till.db.receipts.count()).toBe(1);
});

test("the office hears what its server would not take of a at.till, and why", async () => {
  const saleId = await sellOne();
  const kept = (await at.till.db.events.get(saleId))!;
  await at.till.db.events.update(saleId, { kind: "sale_of_next_year" as typeof kept.kind });
  const next = await sellOne();
  expect(await at.till.deliver()).toMatchObject({ kind: "done", delivered: 1, problems: 1 });
  at.till.session.forget();
  await at.till.session.call(tillApi.getTillHead, {});
  const { items } = await at.business.call(tillApi.listTills, {});
  expect(items[0]!.device).toMatchObject({
    waitingEvents: 1,
    stuckEvents: 1,
    stuckWords: expect.stringContaining("kind"),
  });
  expect(await at.business.call(salesApi.getOrder, { id: next })).toMatchObject({ status: "completed" });
});
