import { billingApi, inventoryApi, ledgerApi, type OutputOf, partyApi, salesApi } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import { pieceMinor } from "@selvedge/domain/testing";
import fc from "fast-check";
import { AppError } from "../../../platform/errors.ts";
import { aStockedShop, type StockedShop } from "../../../testing/a-shop.ts";
import type { TestTenant, TestWorld } from "../../../testing/open-test-tenant.ts";

/** One thing that happens in a garment business. Orders and payments are named by number, modulo how many there are. */
export type Step =
  | {
      kind: "place";
      channel: "wholesale" | "retail" | "web";
      customer: number | null;
      lines: { sku: number; qty: number; priceMinor: number | null; discountMinor: number }[];
      orderDiscountMinor: number;
      paidPercent: number;
    }
  | { kind: "sell"; sku: number; qty: number; priceMinor: number | null }
  | { kind: "pay"; order: number; percent: number; method: "cash" | "card" | "bank" }
  | { kind: "ship"; order: number; qtys: number[] | null; invoice: boolean }
  | { kind: "return"; order: number; line: number; qty: number; condition: "sellable" | "damaged" }
  | { kind: "refund"; payment: number; percent: number }
  | { kind: "cancel"; order: number }
  | { kind: "receive"; sku: number; qty: number; unitCostMinor: number }
  | { kind: "adjust"; sku: number; differenceQty: number }
  | { kind: "wait"; days: number }
  | { kind: "close" };

const sku = fc.integer({ min: 0, max: 7 });
const nth = fc.nat({ max: 9 });
/** Dearer than the discounts below, so that these never exceed what they are taken off. */
const price = fc.option(pieceMinor.filter((p) => p > 2000));
const soldLine = fc.record({
  sku,
  qty: fc.integer({ min: 1, max: 6 }),
  priceMinor: price,
  discountMinor: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 900 }) },
  ),
});

export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("place" as const),
      channel: fc.constantFrom("wholesale" as const, "retail" as const, "web" as const),
      customer: fc.option(fc.integer({ min: 0, max: 2 })),
      lines: fc.array(soldLine, { minLength: 1, maxLength: 3 }),
      orderDiscountMinor: fc.constantFrom(0, 0, 0, 777),
      paidPercent: fc.constantFrom(0, 0, 40, 100),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("sell" as const),
      sku,
      qty: fc.integer({ min: 1, max: 3 }),
      priceMinor: price,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("pay" as const),
      order: nth,
      percent: fc.constantFrom(10, 50, 100, 130),
      method: fc.constantFrom("cash" as const, "card" as const, "bank" as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("ship" as const),
      order: nth,
      qtys: fc.option(fc.array(fc.nat({ max: 4 }), { minLength: 3, maxLength: 3 })),
      invoice: fc.constantFrom(true, true, true, false),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("return" as const),
      order: nth,
      line: fc.nat({ max: 2 }),
      qty: fc.integer({ min: 1, max: 4 }),
      condition: fc.constantFrom("sellable" as const, "damaged" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("refund" as const), payment: nth, percent: fc.constantFrom(30, 100) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancel" as const), order: nth }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("receive" as const),
      sku,
      qty: fc.integer({ min: 1, max: 20 }),
      unitCostMinor: fc.integer({ min: 0, max: 99_999 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("adjust" as const), sku, differenceQty: fc.constantFrom(-3, -1, 2) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("wait" as const), days: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("close" as const) }) },
);

/** Business days move with the test. */
export interface Clock {
  now: Date;
}

export interface Trade {
  tenant: TestTenant;
  shop: StockedShop;
  customerIds: string[];
  orderIds: string[];
  clock: Clock;
  /** The last day whose books are closed. */
  closedUpTo: string | null;
}

/** Codes that say "not now" to a step that does not fit what happened before it; any other refusal is a fault. */
const expected = new Set(["wrong_state", "out_of_stock", "over_applied", "credit_exceeded", "validation_failed"]);

/** Opens a business with stock and three customers: a limit, no limit, another state. */
export async function openTrade(
  world: TestWorld,
  clock: Clock,
  limits: readonly (number | null)[] = [null, null, null],
): Promise<Trade> {
  clock.now = new Date("2026-01-10T06:00:00Z");
  const tenant = await world.openTenant();
  const shop = await aStockedShop(tenant, { qty: 12, unitCostMinor: 33_333, priceMinor: 261_000 });
  const customerIds: string[] = [];
  for (const [i, state] of (["MH", "MH", "KA"] as const).entries()) {
    const customer = await tenant.run(partyApi.createCustomer, {
      kind: "company",
      name: `Buyer ${i}`,
      country: "IN",
      state,
      account: { paymentTermsDays: 30, creditLimitMinor: limits[i] ?? null },
    });
    customerIds.push(customer.id);
  }
  return { tenant, shop, customerIds, orderIds: [], clock, closedUpTo: null };
}

/** Does a step. @returns the refusal when the business says no, null when it happened, undefined when nothing fits it */
export async function doStep(trade: Trade, s: Step): Promise<AppError | null | undefined> {
  try {
    return (await attempt(trade, s)) === false ? undefined : null;
  } catch (error) {
    if (error instanceof AppError && expected.has(error.code)) return error;
    throw error;
  }
}

async function attempt(trade: Trade, s: Step): Promise<unknown> {
  const { tenant, shop, clock } = trade;
  const skuOf = (n: number) => shop.skuIds[n % shop.skuIds.length]!;
  switch (s.kind) {
    case "place":
      return place(trade, s);
    case "sell": {
      const sold = await tenant.run(salesApi.sellOverCounter, {
        channelId: shop.channels.retail,
        lines: [{ skuId: skuOf(s.sku), qty: s.qty, ...(s.priceMinor ? { unitPriceMinor: s.priceMinor } : {}) }],
      });
      return trade.orderIds.push(sold.orderId);
    }
    case "receive":
      return tenant.run(inventoryApi.receiveStock, {
        locationId: shop.warehouseId,
        lines: [{ skuId: skuOf(s.sku), qty: s.qty, unitCostMinor: s.unitCostMinor }],
      });
    case "adjust":
      return tenant.run(inventoryApi.adjustStock, {
        locationId: shop.warehouseId,
        lines: [{ skuId: skuOf(s.sku), differenceQty: s.differenceQty }],
      });
    case "wait":
      clock.now = new Date(clock.now.getTime() + s.days * 86_400_000);
      return true;
    case "close": {
      const upTo = addDays(clock.now.toISOString().slice(0, 10), -1);
      await tenant.run(ledgerApi.closePeriod, { upTo });
      trade.closedUpTo = upTo;
      return true;
    }
    case "refund":
      return refund(trade, s);
    default:
      return onOrder(trade, s);
  }
}

async function place(trade: Trade, s: Step & { kind: "place" }): Promise<unknown> {
  const { tenant, shop } = trade;
  const draft = {
    channelId: shop.channels[s.channel],
    ...(s.customer === null ? {} : { customerId: trade.customerIds[s.customer]! }),
    ...(s.orderDiscountMinor > 0 ? { discountMinor: s.orderDiscountMinor } : {}),
    lines: s.lines.map((l) => ({
      skuId: shop.skuIds[l.sku]!,
      qty: l.qty,
      ...(l.priceMinor === null ? {} : { unitPriceMinor: l.priceMinor }),
      ...(l.discountMinor > 0 ? { discountMinor: l.discountMinor } : {}),
    })),
  };
  let payment: { method: "upi"; amountMinor: number } | undefined;
  if (s.paidPercent > 0) {
    const quote = await tenant.run(salesApi.priceOrder, draft);
    payment = { method: "upi", amountMinor: Math.floor((quote.totalMinor * s.paidPercent) / 100) };
  }
  const placed = await tenant.run(salesApi.placeOrder, { ...draft, ...(payment ? { payment } : {}) });
  return trade.orderIds.push(placed.orderId);
}

async function onOrder(trade: Trade, s: Step & { kind: "pay" | "ship" | "return" | "cancel" }): Promise<unknown> {
  const { tenant, orderIds } = trade;
  const id = orderIds[s.order % Math.max(orderIds.length, 1)];
  if (id === undefined) return false;
  if (s.kind === "cancel") return tenant.run(salesApi.cancelOrder, { id, reason: "Not wanted" });
  const order = await tenant.run(salesApi.getOrder, { id });
  if (s.kind === "pay") {
    const amountMinor = Math.max(1, Math.floor((order.totalMinor * s.percent) / 100));
    return tenant.run(billingApi.takePayment, { id, method: s.method, amountMinor });
  }
  if (s.kind === "return") {
    const { id: orderLineId } = order.lines[s.line % order.lines.length]!;
    const lines = [{ orderLineId, qty: s.qty, condition: s.condition }];
    return tenant.run(billingApi.receiveReturn, { id, reason: "Does not fit", lines });
  }
  const lines = order.lines.map((l, i) => ({ orderLineId: l.id, qty: s.qtys?.[i] ?? 0 })).filter((l) => l.qty > 0);
  if (s.qtys && lines.length === 0) return false;
  return tenant.run(billingApi.shipOrder, { id, invoice: s.invoice, ...(s.qtys ? { lines } : {}) });
}

async function refund(trade: Trade, s: Step & { kind: "refund" }): Promise<unknown> {
  const { tenant } = trade;
  const { items } = await tenant.run(billingApi.listPayments, { limit: 200 });
  const paid = items.filter((p) => p.direction === "in");
  const payment: OutputOf<typeof billingApi.listPayments>["items"][number] | undefined =
    paid[s.payment % Math.max(paid.length, 1)];
  if (!payment) return false;
  return tenant.run(billingApi.refundPayment, {
    id: payment.id,
    reason: "Overpaid",
    ...(s.percent === 100 ? {} : { amountMinor: Math.max(1, Math.floor((payment.amountMinor * s.percent) / 100)) }),
  });
}
