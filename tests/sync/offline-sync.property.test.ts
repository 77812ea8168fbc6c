import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pullFacts } from "../../apps/pos/src/device/pull-facts.ts";
import { closeShift, moveCash, openShift } from "../../apps/pos/src/device/shift.ts";
import { getMeta } from "../../apps/pos/src/device/till-db.ts";
import { makeId, writeEvent } from "../../apps/pos/src/device/write-event.ts";
import { openPool, type Sql } from "../../apps/server/src/platform/db.ts";
import { openServer, type ServerUnderTest } from "../boundary/open-server.ts";
import { checkInvariants } from "../invariants/check-books.ts";
import { addStyle, openShop, openTill, type Shop, type TestTill, type Weather, waiting } from "./shop-floor.ts";

let world: ServerUnderTest;
let admin: Sql;
beforeAll(async () => {
  world = await openServer("api");
  admin = openPool(world.database.adminUrl, { max: 2 });
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

const weather = fc.array(fc.constantFrom<Weather>("sound", "lost", "answer_lost", "twice", "late"), {
  minLength: 0,
  maxLength: 4,
});
/** What happens next, and at which till. */
const step = fc.record({
  till: fc.nat({ max: 2 }),
  pick: fc.nat({ max: 50 }),
  qty: fc.integer({ min: 1, max: 3 }),
  what: fc.oneof(
    { weight: 8, arbitrary: fc.constant("sell" as const) },
    { weight: 3, arbitrary: fc.constant("bring_back" as const) },
    { weight: 1, arbitrary: fc.constant("customer" as const) },
    { weight: 1, arbitrary: fc.constant("cash" as const) },
    { weight: 1, arbitrary: fc.constant("close_and_open" as const) },
    { weight: 4, arbitrary: fc.constant("deliver" as const) },
    { weight: 2, arbitrary: fc.constant("late_ones_arrive" as const) },
    { weight: 2, arbitrary: fc.constant("reload" as const) },
  ),
  weather,
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const PIECES = 6;
let histories = 0;

/** Each history is told on three new tills and a style of its own, in one business that keeps all of them. */
test("Feature: garment-business-management, Property 41: Offline Data Synchronization", async () => {
  const business = await world.openBusiness("floor");
  const opened = await openShop(business, 0);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
      histories += 1;
      const skuIds = await addStyle(business, opened.locationId, `KURTA-${histories + 1}`, PIECES);
      const shop = { ...opened, skuIds };
      const floor = await Promise.all([0, 1, 2].map(() => openTill(world.server.origin, business, shop)));
      for (const till of floor) await openShift(till.db, shop.cashierId, 100_000);
      const sold: { saleId: string; qty: number }[] = [];
      for (const one of steps) await take(floor, shop, sold, one);
      await allArrives(floor);
      await expectOnceAndConverged(business.tenantId, floor, skuIds);
      for (const till of floor) till.db.close();
    }),
    { numRuns: 100, endOnFailure: true },
  );
  expect(await checkInvariants(admin, business.tenantId)).toEqual([]);
}, 300_000);

async function take(floor: TestTill[], shop: Shop, sold: { saleId: string; qty: number }[], one: Step): Promise<void> {
  const till = floor[one.till]!;
  const skuId = shop.skuIds[one.pick % shop.skuIds.length]!;
  if (one.what === "sell") {
    const lines = [{ id: makeId(), skuId, qty: one.qty, discount: one.pick % 5 === 0 ? percent(700) : null }];
    sold.push({ saleId: await till.sellSome({ lines }), qty: one.qty });
  } else if (one.what === "bring_back") await bringBack(floor, till, shop, sold, one);
  else if (one.what === "customer") {
    const customerId = makeId();
    // Several tills know the same shopper by the same phone.
    const phone = one.pick % 2 === 0 ? "+919820012345" : null;
    await writeEvent(till.db, "customer_added", () => ({ customerId, name: `Asha ${one.pick}`, phone, email: null }));
    const customer = { ...plainCustomer, id: customerId };
    sold.push({
      saleId: await till.sellSome({ customer, lines: [{ id: makeId(), skuId, qty: 1, discount: null }] }),
      qty: 1,
    });
  } else if (one.what === "cash") {
    const purpose = (["safe", "bank", "expense"] as const)[one.pick % 3]!;
    await moveCash(
      till.db,
      shop.cashierId,
      { direction: "out", purpose, amountMinor: 5_000, note: "Tea" },
      "Asia/Kolkata",
    );
  } else if (one.what === "close_and_open") {
    const count = { countedMinor: 100_000 + one.pick * 100, counted: [] as [number, number][], note: null };
    await closeShift(till.db, shop.cashierId, count, "Asia/Kolkata");
    await openShift(till.db, shop.cashierId, 100_000);
  } else if (one.what === "deliver") {
    till.network.weather.push(...one.weather);
    await till.deliver();
  } else if (one.what === "late_ones_arrive") await till.network.settle();
  else await till.reload();
}

const percent = (basisPoints: number) => ({ kind: "percent" as const, basisPoints });
const plainCustomer = {
  ...{
    name: "Asha",
    phone: null,
    email: null,
    code: null,
    priceTier: null,
    taxNumber: null,
    country: null,
    state: null,
  },
  active: true,
};

/** Any till may take back what any till sold, whether or not either has delivered: some of it twice. */
async function bringBack(
  floor: TestTill[],
  till: TestTill,
  shop: Shop,
  sold: { saleId: string; qty: number }[],
  one: Step,
): Promise<void> {
  const receipt = sold[one.pick % Math.max(1, sold.length)];
  if (!receipt) return;
  for (const other of floor) {
    const kept = await other.db.receipts.get(receipt.saleId);
    const line = kept?.sale.lines[0];
    if (!kept || !line) continue;
    const exchange = one.pick % 2 === 0;
    const saleId = await till.sellSome({
      returns: [
        {
          ...{
            saleId: kept.saleId,
            receiptNumber: kept.receiptNumber,
            sold: line,
            returnedBefore: 0,
            description: "Kurta",
          },
          ...{ qty: 1, condition: one.pick % 3 === 0 ? ("damaged" as const) : ("sellable" as const) },
        },
      ],
      lines: exchange ? [{ id: makeId(), skuId: shop.skuIds[0]!, qty: 1, discount: null }] : [],
    });
    if (exchange) sold.push({ saleId, qty: 1 });
    return;
  }
}

/** The network is sound at last: what was given up arrives too, in any order, and every till delivers the rest. */
async function allArrives(floor: TestTill[]): Promise<void> {
  for (const till of floor) till.network.weather.length = 0;
  for (const till of floor.toReversed()) {
    await till.network.settle();
    const done = await till.deliver();
    expect(done.kind).toBe("done");
  }
  for (const till of floor) {
    expect(await waiting(till)).toBe(0);
    await pullFacts(till.db, till.session.call);
  }
}

async function expectOnceAndConverged(tenantId: string, floor: TestTill[], skuIds: string[]): Promise<void> {
  const here = (await Promise.all(floor.map((till) => getMeta(till.db, "identity")))).map((identity) => identity!);
  const tillIds = here.map((identity) => identity.tillId);
  const written = (await Promise.all(floor.map((till) => till.db.events.toArray()))).flat();
  const arrived = await admin<{ id: string; kind: string; status: string }[]>`
    select id, kind, status from till_event where tenant_id = ${tenantId} and till_id = any(${tillIds}::uuid[])`;
  // Every operation that a till accepted is here, once; nothing is here that no till wrote.
  expect(arrived.map((e) => e.id).sort()).toEqual(written.map((e) => e.id).sort());
  expect(arrived.filter((e) => e.status !== "booked")).toEqual([]);
  const series = here.map((identity) => identity.series);
  const orders = await admin<{ id: string }[]>`
    select id from sales_order where tenant_id = ${tenantId} and split_part(external_ref, '-', 1) = any(${series}::text[])`;
  const sales = written.filter((e) => e.kind === "sale" && (e.payload["lines"] as unknown[]).length > 0);
  expect(orders.map((o) => o.id).sort()).toEqual(sales.map((e) => e.id).sort());
  await expectPieces(tenantId, floor, written, { skuIds, tillIds });
  for (const till of floor) await expectGaplessReceipts(till);
}

/** Stock is what it was less what left and plus what came back, and every till shows it; what fell short was recorded. */
async function expectPieces(
  tenantId: string,
  floor: TestTill[],
  written: { kind: string; payload: Record<string, unknown> }[],
  { skuIds, tillIds }: { skuIds: string[]; tillIds: string[] },
) {
  const levels = await admin<{ sku_id: string; free: number }[]>`
    select sku_id, on_hand_qty - reserved_qty as free from stock_level where tenant_id = ${tenantId}
      and sku_id = any(${skuIds}::uuid[])
      and location_id in (select location_id from till where tenant_id = ${tenantId})`;
  const tasks = await admin<{ kind: string; details: { pieces?: { qty: number }[] } }[]>`
    select kind, details from till_review where tenant_id = ${tenantId} and till_id = any(${tillIds}::uuid[])`;
  const sumOf = (kind: string, key: "lines" | "returns", fits: (l: { qty: number; condition?: string }) => boolean) =>
    written
      .filter((e) => e.kind === kind)
      .flatMap((e) => e.payload[key] as { qty: number; condition?: string }[])
      .filter(fits)
      .reduce((sum, l) => sum + l.qty, 0);
  const missing = tasks
    .filter((t) => t.kind === "oversold")
    .flatMap((t) => t.details.pieces ?? [])
    .reduce((sum, p) => sum + p.qty, 0);
  const expected =
    skuIds.length * PIECES -
    sumOf("sale", "lines", () => true) +
    sumOf("sale", "returns", (l) => l.condition === "sellable") +
    missing;
  expect(levels.reduce((sum, level) => sum + level.free, 0)).toBe(expected);
  for (const till of floor) {
    const head = (await getMeta(till.db, "head"))!;
    for (const level of levels) {
      expect((await till.db.levels.get(level.sku_id))?.at[head.shop.id]).toBe(level.free);
    }
  }
}

async function expectGaplessReceipts(till: TestTill): Promise<void> {
  const receipts = await till.db.receipts.toArray();
  const numbers = receipts.map((r) => Number(r.receiptNumber.split("-").at(-1))).sort((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
}
