import { afterAll, beforeAll, expect, test } from "vitest";
import { billingApi, type Endpoint, inventoryApi, partyApi, salesApi } from "../../packages/contract/src/index.ts";
import { type Business, openServer, type ServerUnderTest } from "./open-server.ts";
import { stockShirt } from "./trade.ts";

let world: ServerUnderTest;
let shop: Business;
const PHONE = "+91 98200 11223";

beforeAll(async () => {
  world = await openServer();
  shop = await world.openBusiness("shop");
  await trade();
}, 120_000);
afterAll(() => world?.close());

/** Seven orders of three customers, several of the same total, one of them paid over the counter. */
async function trade(): Promise<void> {
  const { call } = shop;
  const { skuIds, web } = await stockShirt(shop, { code: "S1", sizes: 4, qty: (size) => 30 + (size % 2) });
  const people = ["Asha", "Bela", "Chitra"].map((name, index) => ({
    kind: "person" as const,
    name,
    ...(index === 0 ? { phone: PHONE } : {}),
  }));
  const customers: string[] = [];
  for (const person of people) customers.push((await call(partyApi.createCustomer, person)).id);
  for (const [index, qty] of [1, 2, 2, 1, 3, 2, 1].entries()) {
    const order = await call(salesApi.placeOrder, {
      channelId: web.id,
      customerId: customers[index % 3]!,
      lines: [{ skuId: skuIds[index % skuIds.length]!, qty }],
      ...(index % 2 ? { payment: { method: "card" as const } } : {}),
    });
    await call(billingApi.shipOrder, { id: order.orderId });
  }
}

type Row = Record<string, unknown> & { id?: string };

/** Every page of a list, two rows at a time. */
async function walk(door: Endpoint, input: object): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = (await shop.call(door, { ...input, limit: 2, ...(cursor ? { cursor } : {}) } as never)) as {
      items: Row[];
      nextCursor: string | null;
    };
    rows.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && rows.length < 100);
  return rows;
}

type Case = { door: Endpoint; sort: string; figure: (row: Row) => string | number; down: boolean };

const by = (key: string) => (row: Row) => row[key] as string | number;
const signed = (row: Row) => (row["direction"] === "out" ? -1 : 1) * Number(row["amountMinor"]);
const cases: Case[] = [
  { door: salesApi.listOrders, sort: "newest", figure: by("placedAt"), down: true },
  { door: salesApi.listOrders, sort: "oldest", figure: by("placedAt"), down: false },
  { door: salesApi.listOrders, sort: "total_high", figure: by("totalMinor"), down: true },
  { door: salesApi.listOrders, sort: "total_low", figure: by("totalMinor"), down: false },
  { door: billingApi.listInvoices, sort: "newest", figure: by("issuedOn"), down: true },
  { door: billingApi.listInvoices, sort: "oldest", figure: by("issuedOn"), down: false },
  { door: billingApi.listInvoices, sort: "due_first", figure: by("dueOn"), down: false },
  { door: billingApi.listInvoices, sort: "due_last", figure: by("dueOn"), down: true },
  { door: billingApi.listInvoices, sort: "total_high", figure: by("totalMinor"), down: true },
  { door: billingApi.listInvoices, sort: "open_high", figure: by("openMinor"), down: true },
  { door: billingApi.listInvoices, sort: "open_low", figure: by("openMinor"), down: false },
  { door: billingApi.listPayments, sort: "oldest", figure: by("createdAt"), down: false },
  { door: billingApi.listPayments, sort: "amount_high", figure: signed, down: true },
  { door: billingApi.listPayments, sort: "amount_low", figure: signed, down: false },
  { door: partyApi.listCustomers, sort: "name", figure: by("name"), down: false },
  { door: partyApi.listCustomers, sort: "newest", figure: by("id"), down: true },
  { door: partyApi.listCustomers, sort: "bought_high", figure: by("salesMinor"), down: true },
  { door: partyApi.listCustomers, sort: "bought_low", figure: by("salesMinor"), down: false },
  { door: partyApi.listCustomers, sort: "owes_high", figure: by("openMinor"), down: true },
  { door: partyApi.listCustomers, sort: "owes_low", figure: by("openMinor"), down: false },
  { door: inventoryApi.listStock, sort: "code", figure: by("skuCode"), down: false },
  { door: inventoryApi.listStock, sort: "available_low", figure: by("availableQty"), down: false },
  { door: inventoryApi.listStock, sort: "available_high", figure: by("availableQty"), down: true },
  { door: inventoryApi.listStock, sort: "on_hand_low", figure: by("onHandQty"), down: false },
  { door: inventoryApi.listStock, sort: "on_hand_high", figure: by("onHandQty"), down: true },
];

const keyOf = (row: Row) => JSON.stringify([row.id, row["skuId"], row["locationId"]]);

test.each(cases.map((one) => [`${one.door.name} ${one.sort}`, one] as const))(
  "%s gives every row once, page by page, in that order",
  async (_name, { door, sort, figure, down }) => {
    const rows = await walk(door, { sort });
    const all = await shop.call(door, { limit: 200 } as never);
    expect(rows.map(keyOf).sort()).toEqual((all as { items: Row[] }).items.map(keyOf).sort());
    expect(rows.length).toBeGreaterThan(2);
    const figures = rows.map(figure);
    const sorted = [...figures].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    expect(figures).toEqual(down ? sorted.reverse() : sorted);
  },
);

test("an order is found by its customer's phone number, written with or without the country", async () => {
  for (const q of [PHONE, "9820011223", "98200 11223"]) {
    const { items } = await shop.call(salesApi.listOrders, { q });
    expect(items.map((order) => order.customerName)).toEqual(["Asha", "Asha", "Asha"]);
  }
  expect((await shop.call(salesApi.listOrders, { q: "98200 99999" })).items).toEqual([]);
});

test("a cursor of one order is refused by another", async () => {
  const { nextCursor } = await shop.call(inventoryApi.listStock, { limit: 2 });
  const answer = await shop.send("GET", `/v1/stock?limit=2&sort=available_low&cursor=${nextCursor}`);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ fields: [{ path: "cursor" }] });
});
