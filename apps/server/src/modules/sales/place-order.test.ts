import { billingApi, salesApi } from "@selvedge/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aStockedShop, type StockedShop } from "../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";

const { cancelOrder, getOrder, listOrders, placeOrder, priceOrder, sellOverCounter } = salesApi;
const { shipOrder, takePayment } = billingApi;

let world: TestWorld;
let shop: TestTenant;
let stock: StockedShop;

beforeAll(async () => {
  world = await openTestWorld();
  shop = await world.openTenant();
  stock = await aStockedShop(shop);
});
afterAll(() => world.close());

test("an order is priced, taxed, reserved and paid in one go", async () => {
  const placed = await shop.run(placeOrder, {
    channelId: stock.channels.web,
    buyerName: "Asha",
    lines: stock.skuIds.slice(0, 3).map((skuId) => ({ skuId, qty: 2 })),
    payment: { method: "card" },
  });
  expect(placed.totalMinor).toBe(99_900 * 6);
  expect(placed.paidMinor).toBe(placed.totalMinor);
  expect(placed.lines.every((l) => l.reservedQty === 2)).toBe(true);
  const order = await shop.run(getOrder, { id: placed.orderId });
  expect(order.status).toBe("confirmed");
  expect(order.taxMinor).toBe(placed.taxMinor);
  expect(order.taxableMinor + order.taxMinor).toBe(order.totalMinor);
  expect(order.history.map((h) => h.toStatus)).toEqual(["pending", "confirmed"]);
});

test("a quote says the same as the order that follows", async () => {
  const draft = {
    channelId: stock.channels.wholesale,
    lines: [{ skuId: stock.skuIds[0]!, qty: 3, discountMinor: 500 }],
    discountMinor: 1000,
  };
  const quote = await shop.run(priceOrder, draft);
  const placed = await shop.run(placeOrder, draft);
  expect(placed.totalMinor).toBe(quote.totalMinor);
  expect(placed.taxMinor).toBe(quote.taxMinor);
});

test("the same key twice at once places one order", async () => {
  const input = {
    channelId: stock.channels.web,
    lines: [{ skuId: stock.skuIds[1]!, qty: 1 }],
    payment: { method: "card" as const },
  };
  const [a, b] = await Promise.all([
    shop.run(placeOrder, input, { idempotencyKey: "twice" }),
    shop.run(placeOrder, input, { idempotencyKey: "twice" }),
  ]);
  expect(a.orderId).toBe(b.orderId);
  await expect(shop.run(placeOrder, { ...input, note: "another" }, { idempotencyKey: "twice" })).rejects.toMatchObject({
    code: "idempotency_mismatch",
  });
});

test("200 buyers at once for 10 pieces: exactly 10 are sold", async () => {
  const scarce = await aStockedShop(shop, { qty: 10, code: "SCARCE" });
  const [skuId] = scarce.skuIds;
  const outcomes = await Promise.allSettled(
    Array.from({ length: 200 }, () =>
      shop.run(placeOrder, {
        channelId: stock.channels.web,
        lines: [{ skuId: skuId!, qty: 1 }],
        payment: { method: "upi" },
      }),
    ),
  );
  const sold = outcomes.filter((o) => o.status === "fulfilled");
  const refused = outcomes.flatMap((o) => (o.status === "rejected" ? [(o.reason as { code: string }).code] : []));
  expect(sold).toHaveLength(10);
  expect(new Set(refused)).toEqual(new Set(["out_of_stock"]));
  const [level] = await world.admin`select on_hand_qty, reserved_qty from stock_level where sku_id = ${skuId!}`;
  expect(level).toMatchObject({ on_hand_qty: 10, reserved_qty: 10 });
});

test("a shortage names the SKU and changes nothing", async () => {
  const before = await shop.run(listOrders, {});
  await expect(
    shop.run(placeOrder, { channelId: stock.channels.web, lines: [{ skuId: stock.skuIds[2]!, qty: 100_000 }] }),
  ).rejects.toMatchObject({ code: "out_of_stock" });
  expect(await shop.run(listOrders, {})).toEqual(before);
});

test("ships in part, takes the rest of the money, and cancels only what has not shipped", async () => {
  const placed = await shop.run(placeOrder, {
    channelId: stock.channels.wholesale,
    lines: [{ skuId: stock.skuIds[3]!, qty: 5 }],
  });
  const line = placed.lines[0]!;
  const shipped = await shop.run(shipOrder, { id: placed.orderId, lines: [{ orderLineId: line.lineId, qty: 2 }] });
  expect(shipped.status).toBe("partially_shipped");
  expect(shipped.invoiceNumber).toMatch(/^INV-/);
  await shop.run(cancelOrder, { id: placed.orderId, reason: "Buyer changed their mind" });
  const order = await shop.run(getOrder, { id: placed.orderId });
  expect(order.status).toBe("shipped");
  expect(order.lines[0]).toMatchObject({ shippedQty: 2, cancelledQty: 3 });
  const paid = await shop.run(takePayment, { id: placed.orderId, method: "bank", amountMinor: order.invoicedMinor });
  expect(paid).toMatchObject({ appliedMinor: order.invoicedMinor, unappliedMinor: 0 });
});

test("a counter sale is paid, handed over and invoiced at once", async () => {
  const sold = await shop.run(sellOverCounter, {
    channelId: stock.channels.retail,
    lines: [{ skuId: stock.skuIds[4]!, qty: 1 }],
  });
  const order = await shop.run(getOrder, { id: sold.orderId });
  expect(order.status).toBe("completed");
  expect(order).toMatchObject({ paidMinor: sold.totalMinor, invoicedMinor: sold.totalMinor });
});

test("tenders that do not add up are refused with the total", async () => {
  await expect(
    shop.run(sellOverCounter, {
      channelId: stock.channels.retail,
      lines: [{ skuId: stock.skuIds[4]!, qty: 1 }],
      payments: [{ method: "cash", amountMinor: 1 }],
    }),
  ).rejects.toMatchObject({ code: "validation_failed", fields: [{ path: "payments" }] });
});

test("an order of an unknown SKU or channel names the field", async () => {
  const nowhere = "018f0000-0000-7000-8000-000000000000";
  await expect(
    shop.run(placeOrder, { channelId: stock.channels.web, lines: [{ skuId: nowhere, qty: 1 }] }),
  ).rejects.toMatchObject({ code: "not_found", fields: [{ path: "lines.0.skuId" }] });
  await expect(
    shop.run(placeOrder, { channelId: nowhere, lines: [{ skuId: stock.skuIds[0]!, qty: 1 }] }),
  ).rejects.toMatchObject({ code: "not_found", fields: [{ path: "channelId" }] });
});

test("a discount past the price is refused with the field named", async () => {
  const line = { skuId: stock.skuIds[0]!, qty: 1 };
  const channelId = stock.channels.web;
  await expect(shop.run(placeOrder, { channelId, lines: [{ ...line, discountMinor: 99_901 }] })).rejects.toMatchObject({
    code: "validation_failed",
    fields: [{ path: "lines.0.discountMinor" }],
  });
  await expect(
    shop.run(priceOrder, { channelId, lines: [{ ...line, discountMinor: 99_000 }], discountMinor: 1000 }),
  ).rejects.toMatchObject({ code: "validation_failed", fields: [{ path: "discountMinor" }] });
});
