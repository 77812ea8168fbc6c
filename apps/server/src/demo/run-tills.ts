import { salesApi, tenancyApi, tillApi } from "@selvedge/contract";
import { businessDate, receiptNumber, roundCash } from "@selvedge/domain";
import type { Actor } from "../platform/context.ts";
import { newId } from "../platform/ids.ts";
import type { DemoMasters } from "./build-masters.ts";
import type { Doors } from "./doors.ts";
import type { Random } from "./random.ts";

/** What a person needs to try the till: the code pairs one device with the demo's second till, once. */
export interface DemoTill {
  code: string;
  pins: { name: string; pin: string }[];
}

export const demoTill: DemoTill = {
  code: "DEMO-TILL",
  pins: [
    { name: "Farah Khan", pin: "1357" },
    { name: "Devika Menon", pin: "2468" },
  ],
};

const shops = [
  { place: "bandra", code: "BAN", name: "Bandra", upiId: "kora.bandra@okbank" },
  { place: "pune", code: "PUN", name: "Pune", upiId: "kora.pune@okbank" },
] as const;

type Line = { skuId: string; qty: number };
/** Some lines that the shop has on its shelf. */
export type DrawLines = (place: "bandra" | "pune", count: number) => Line[];

/** Cashiers with PINs, and per shop a till that has sold for two days and one that waits for a device. */
export async function runTills(doors: Doors, masters: DemoMasters, random: Random, draw: DrawLines): Promise<void> {
  const cashierId = await letThemSell(doors);
  for (const shop of shops) {
    const placed = { locationId: masters.places[shop.place], channelId: masters.channels[shop.place].id };
    const extra = { upiId: shop.upiId, receiptFooter: "Exchange within 30 days with this receipt. Thank you!" };
    const front = { code: `${shop.code}1`, name: `${shop.name}, front counter`, ...placed, ...extra };
    const { id } = await doors.run(tillApi.createTill, front);
    const spare = { code: `${shop.code}2`, name: `${shop.name}, second counter`, ...placed, ...extra };
    const second = await doors.run(tillApi.createTill, spare);
    if (shop.place === "bandra") await leaveCode(doors, second.id);
    const till = await pair(doors, id);
    const twoDays = [24, 0];
    for (const hoursAgo of twoDays) await workADay({ doors, till, cashierId, random, placed, draw, shop }, hoursAgo);
  }
}

async function letThemSell(doors: Doors): Promise<string> {
  const { items } = await doors.run(tenancyApi.listUsers, {});
  let cashierId = "";
  for (const { name, pin } of demoTill.pins) {
    const userId = items.find((user) => user.name === name)!.id;
    const isManager = name === demoTill.pins[1]!.name;
    await doors.run(tillApi.setCashier, {
      ...{ userId, pin, approves: isManager },
      discountLimitBasisPoints: isManager ? 5000 : 1000,
    });
    if (!isManager) cashierId = userId;
  }
  return cashierId;
}

/** The code that `npm start` prints; it does not grow old, as the demo's other secrets do not. */
async function leaveCode(doors: Doors, tillId: string): Promise<void> {
  const { createHash } = await import("node:crypto");
  const hash = createHash("sha256").update(demoTill.code.replace("-", "")).digest("hex");
  await doors.step(
    "demo.pairing",
    (ctx) => ctx.sql`
      update till set pairing_hash = ${hash}, pairing_expires_at = now() + interval '10 years'
      where tenant_id = ${ctx.tenantId} and id = ${tillId}`,
  );
}

interface PairedTill {
  series: string;
  counter: number;
  receiptNo: number;
  zNo: number;
  actor: Actor;
}

async function pair(doors: Doors, tillId: string): Promise<PairedTill> {
  const { code } = await doors.run(tillApi.openPairing, { id: tillId });
  const paired = await doors.run(tillApi.pairDevice, { code, deviceName: "Counter tablet" });
  const actor: Actor = { type: "device", id: paired.deviceId, permissions: new Set(["pos.till.sync"]) };
  return { series: paired.series, counter: 0, receiptNo: 0, zNo: 0, actor };
}

interface Day {
  doors: Doors;
  till: PairedTill;
  cashierId: string;
  random: Random;
  placed: { locationId: string; channelId: string };
  draw: DrawLines;
  shop: (typeof shops)[number];
}

/** Opens, sells, and (unless it is today) counts and closes, twenty rupees short in the one shop. */
async function workADay(day: Day, hoursAgo: number): Promise<void> {
  const { till, cashierId, random, draw, shop } = day;
  const sessionId = newId();
  let at = Date.now() - hoursAgo * 3_600_000 - 150 * 60_000;
  const next = () => {
    at += (8 + random.below(12)) * 60_000;
    return new Date(at);
  };
  await tell(day, "shift_opened", next(), { sessionId, cashierId, floatMinor: 200_000 });
  let cashMinor = 200_000;
  for (let sale = 0; sale < 5; sale += 1) {
    const lines = draw(shop.place, 1 + random.below(2));
    if (lines.length > 0) cashMinor += await ring(day, { sessionId, lines, at: next(), way: sale % 3 });
  }
  if (hoursAgo === 0) return;
  const banked = Math.floor((cashMinor - 200_000) / 50_000) * 50_000;
  const movedOn = businessDate(at, "Asia/Kolkata");
  if (banked > 0) {
    const move = { direction: "out", purpose: "bank", amountMinor: banked, movedOn, note: "Evening deposit" };
    await tell(day, "cash_moved", next(), { sessionId, cashierId, ...move });
  }
  const expectedMinor = cashMinor - banked;
  till.zNo += 1;
  const countedMinor = expectedMinor - (shop.place === "pune" ? 2_000 : 0);
  const note = shop.place === "pune" ? "A twenty is missing, counted twice" : null;
  await tell(day, "shift_closed", next(), {
    ...{ sessionId, cashierId, countedMinor, expectedMinor, counted: [], zNumber: till.zNo, closedOn: movedOn, note },
  });
}

/** One sale at today's prices, as a till writes it. @returns the cash it brought */
async function ring(day: Day, sale: { sessionId: string; lines: Line[]; at: Date; way: number }): Promise<number> {
  const { doors, till, cashierId, placed } = day;
  const priced = await doors.run(salesApi.priceOrder, { ...placed, lines: sale.lines });
  const method = (["cash", "upi", "card"] as const)[sale.way]!;
  const cash = method === "cash" ? roundCash(priced.totalMinor, priced.currency) : null;
  const amountMinor = cash?.cashMinor ?? priced.totalMinor;
  till.receiptNo += 1;
  await tell(day, "sale", sale.at, {
    ...{ sessionId: sale.sessionId, cashierId, receiptNumber: receiptNumber(till.series, till.receiptNo) },
    soldOn: businessDate(sale.at, "Asia/Kolkata"),
    ...{ customerId: null, buyerName: null, currency: priced.currency, priceMode: priced.priceMode },
    lines: priced.lines.map(({ availableQty: _free, ...l }) => ({
      ...l,
      ...{ id: newId(), manualDiscountMinor: 0, grossMinor: l.unitPriceMinor * l.qty },
    })),
    ...{ returns: [], returnReason: null, documentDiscountMinor: 0 },
    ...{ grossMinor: priced.grossMinor, discountMinor: priced.discountMinor, taxableMinor: priced.taxableMinor },
    ...{ taxMinor: priced.taxMinor, totalMinor: priced.totalMinor, returnedMinor: 0 },
    roundingMinor: cash?.roundingMinor ?? 0,
    tenders: [{ method, amountMinor, ...(cash ? { handedMinor: Math.ceil(amountMinor / 50_000) * 50_000 } : {}) }],
    ...{ approval: null, note: null },
  });
  return cash ? amountMinor : 0;
}

async function tell(day: Day, kind: tillApi.TillEventKind, at: Date, payload: Record<string, unknown>): Promise<void> {
  const { doors, till } = day;
  till.counter += 1;
  const happenedAt = at.toISOString();
  const event = { id: newId(), counter: till.counter, kind, happenedAt, deviceAt: happenedAt, skewMs: 0, payload };
  await doors.run(tillApi.recordTillEvent, event, till.actor);
}
