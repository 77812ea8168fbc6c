import { billingApi, inventoryApi, ledgerApi, type OutputOf, partyApi, salesApi } from "@selvedge/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aStockedShop, type StockedShop } from "../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";

const { getInvoice, issueInvoice, listInvoices, receiveReturn, shipOrder, takePayment, refundPayment } = billingApi;
const { getOrder, placeOrder, sellOverCounter } = salesApi;

let world: TestWorld;
let tenant: TestTenant;
let shop: StockedShop;
beforeAll(async () => {
  world = await openTestWorld();
  tenant = await world.openTenant();
  shop = await aStockedShop(tenant, { priceMinor: 333_33 });
});
afterAll(() => world.close());

async function wholesaleOrder(qty: number, more: { state?: string; discountMinor?: number } = {}) {
  const customer = await tenant.run(partyApi.createCustomer, {
    kind: "company",
    name: "Kora Stores",
    country: "IN",
    state: more.state ?? "MH",
    account: { paymentTermsDays: 45 },
    addresses: [{ kind: "billing", line1: "4 MG Road", city: "Pune", state: "MH", postcode: "411001", country: "IN" }],
  });
  const placed = await tenant.run(placeOrder, {
    channelId: shop.channels.wholesale,
    customerId: customer.id,
    lines: [{ skuId: shop.skuIds[0]!, qty, ...(more.discountMinor ? { discountMinor: more.discountMinor } : {}) }],
  });
  return { customerId: customer.id, orderId: placed.orderId, lineId: placed.lines[0]!.lineId };
}

test("partial invoices add up to the order, to the paisa, tax by tax", async () => {
  const { orderId, lineId } = await wholesaleOrder(7, { discountMinor: 1001 });
  const invoices: OutputOf<typeof getInvoice>[] = [];
  for (const qty of [1, 3, 2, 1]) {
    const shipped = await tenant.run(shipOrder, { id: orderId, lines: [{ orderLineId: lineId, qty }] });
    invoices.push(await tenant.run(getInvoice, { id: shipped.invoiceId! }));
  }
  const order = await tenant.run(getOrder, { id: orderId });
  const sum = (of: (i: (typeof invoices)[number]) => number) => invoices.reduce((total, i) => total + of(i), 0);
  expect(sum((i) => i.totalMinor)).toBe(order.totalMinor);
  expect(sum((i) => i.taxMinor)).toBe(order.taxMinor);
  expect(sum((i) => i.lines[0]!.discountMinor)).toBe(1001);
  expect(order.invoicedMinor).toBe(order.totalMinor);
  for (const invoice of invoices) {
    const [cgst, sgst] = invoice.components;
    expect([cgst!.component, sgst!.component]).toEqual(["CGST", "SGST"]);
    expect(cgst!.taxMinor).toBe(sgst!.taxMinor);
    expect(invoice.placeOfSupply).toBe("IN-MH");
    expect(invoice.dueOn > invoice.issuedOn).toBe(true);
  }
});

test("a buyer in another state is charged IGST", async () => {
  const { orderId } = await wholesaleOrder(2, { state: "KA" });
  const shipped = await tenant.run(shipOrder, { id: orderId });
  const invoice = await tenant.run(getInvoice, { id: shipped.invoiceId! });
  expect(invoice.components.map((c) => [c.component, c.ratePpm])).toEqual([["IGST", 50_000]]);
  expect(invoice.placeOfSupply).toBe("IN-KA");
});

test("invoice numbers have no gap, also when many are issued at once and some fail", async () => {
  const fresh = await world.openTenant();
  const stock = await aStockedShop(fresh, { qty: 12 });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, () =>
      fresh.run(sellOverCounter, { channelId: stock.channels.retail, lines: [{ skuId: stock.skuIds[0]!, qty: 1 }] }),
    ),
  );
  const numbers = outcomes.flatMap((o) => (o.status === "fulfilled" ? [o.value.invoiceNumber] : []));
  expect(numbers.sort()).toEqual(Array.from({ length: 12 }, (_, i) => `INV-${String(i + 1).padStart(5, "0")}`));
});

test("a shipment sent without an invoice gets one, once", async () => {
  const { orderId } = await wholesaleOrder(2);
  const shipped = await tenant.run(shipOrder, { id: orderId, invoice: false });
  expect(shipped.invoiceId).toBeNull();
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => tenant.run(issueInvoice, { id: shipped.shipmentId })));
  expect(outcomes.filter((o) => o.status === "fulfilled")).toHaveLength(1);
  await expect(tenant.run(issueInvoice, { id: shipped.shipmentId })).rejects.toMatchObject({ code: "wrong_state" });
  expect((await tenant.run(listInvoices, { orderId })).items).toHaveLength(1);
});

test("what comes back is credited at the invoice's amounts, and money paid for it can be given back", async () => {
  const { orderId, lineId, customerId } = await wholesaleOrder(3);
  await tenant.run(shipOrder, { id: orderId });
  const order = await tenant.run(getOrder, { id: orderId });
  const paid = await tenant.run(takePayment, { id: orderId, method: "bank", amountMinor: order.totalMinor });
  await expect(tenant.run(refundPayment, { id: paid.paymentId, reason: "x" })).rejects.toMatchObject({
    code: "over_applied",
  });
  let credited = 0;
  for (const qty of [1, 2]) {
    const lines = [{ orderLineId: lineId, qty, condition: "sellable" as const }];
    const returned = await tenant.run(receiveReturn, { id: orderId, reason: "Wrong colour", lines });
    expect(returned.creditNoteNumber).toMatch(/^CN-/);
    credited += returned.creditMinor;
  }
  expect(credited).toBe(order.totalMinor);
  const { items } = await tenant.run(listInvoices, { orderId });
  expect(items.reduce((sum, i) => sum + i.totalMinor, 0)).toBe(0);
  expect(items.every((i) => i.openMinor === 0)).toBe(true);
  const credit = await tenant.run(billingApi.getCredit, { id: customerId });
  expect(credit).toMatchObject({ openInvoicesMinor: 0, unappliedMinor: order.totalMinor });
  expect(await tenant.run(refundPayment, { id: paid.paymentId, reason: "Returned" })).toMatchObject({
    amountMinor: order.totalMinor,
  });
});

test("a credit note keeps the tax of its invoice when the law has changed since", async () => {
  const { orderId, lineId } = await wholesaleOrder(2);
  const shipped = await tenant.run(shipOrder, { id: orderId });
  const invoice = await tenant.run(getInvoice, { id: shipped.invoiceId! });
  await world.admin`update tax_rule set rate_ppm = rate_ppm * 3 where tenant_id = ${tenant.tenantId}`;
  await world.admin`update tenant set config_version = config_version + 1 where id = ${tenant.tenantId}`;
  const lines = [{ orderLineId: lineId, qty: 2, condition: "damaged" as const }];
  const returned = await tenant.run(receiveReturn, { id: orderId, reason: "Torn", lines });
  const note = await tenant.run(getInvoice, { id: returned.creditNoteId! });
  expect(note.taxMinor).toBe(-invoice.taxMinor);
  expect(note.components).toEqual(
    invoice.components.map((c) => ({ ...c, taxableMinor: -c.taxableMinor, taxMinor: -c.taxMinor })),
  );
  await world.admin`update tax_rule set rate_ppm = rate_ppm / 3 where tenant_id = ${tenant.tenantId}`;
  await world.admin`update tenant set config_version = config_version + 1 where id = ${tenant.tenantId}`;
});

test("a return of unbilled goods is billed first and then credited", async () => {
  const { orderId, lineId } = await wholesaleOrder(2);
  await tenant.run(shipOrder, { id: orderId, invoice: false });
  const lines = [{ orderLineId: lineId, qty: 1, condition: "sellable" as const }];
  const returned = await tenant.run(receiveReturn, { id: orderId, reason: "Too small", lines });
  expect(returned.creditMinor).toBeGreaterThan(0);
  const kinds = (await tenant.run(listInvoices, { orderId })).items.map((i) => i.kind).sort();
  expect(kinds).toEqual(["credit_note", "invoice"]);
});

test("issued documents cannot be changed or deleted by the application", async () => {
  for (const change of ["update invoice set total_minor = 0", "delete from invoice_line", "delete from invoice"]) {
    await expect(tenant.step((ctx) => ctx.sql.unsafe(change))).rejects.toThrow(/permission denied/);
  }
});

test("open and overdue documents are listed, newest first, page by page", async () => {
  const all = await tenant.run(listInvoices, { limit: 200 });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await tenant.run(listInvoices, { limit: 3, ...(cursor ? { cursor } : {}) });
    seen.push(...page.items.map((i) => i.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual(all.items.map((i) => i.id));
  const open = await tenant.run(listInvoices, { state: "open", limit: 200 });
  expect(open.items.map((i) => i.id)).toEqual(all.items.filter((i) => i.openMinor > 0).map((i) => i.id));
  expect((await tenant.run(listInvoices, { state: "overdue" })).items).toEqual([]);
});

test("aging puts what is open into buckets that add up", async () => {
  const aging = await tenant.run(billingApi.getAging, {});
  const open = (await tenant.run(listInvoices, { limit: 200 })).items.reduce((sum, i) => sum + i.openMinor, 0);
  expect(aging.totalMinor).toBe(open);
  expect(aging.items.reduce((sum, i) => sum + i.totalMinor, 0)).toBe(open);
  expect(aging.items.every((i) => i.totalMinor === i.notDueMinor)).toBe(true);
});

test("stock sold at cost of its layers: margin of the report is net sales less cost", async () => {
  const fresh = await world.openTenant();
  const stock = await aStockedShop(fresh, { qty: 1, unitCostMinor: 40_000, priceMinor: 105_000 });
  await fresh.run(inventoryApi.receiveStock, {
    locationId: stock.warehouseId,
    lines: [{ skuId: stock.skuIds[0]!, qty: 1, unitCostMinor: 50_000 }],
  });
  await fresh.run(sellOverCounter, { channelId: stock.channels.retail, lines: [{ skuId: stock.skuIds[0]!, qty: 2 }] });
  const report = await fresh.run(ledgerApi.getSalesReport, { by: "style" });
  expect(report.total).toMatchObject({
    units: 2,
    netMinor: 200_000,
    taxMinor: 10_000,
    costMinor: 90_000,
    marginMinor: 110_000,
  });
});
