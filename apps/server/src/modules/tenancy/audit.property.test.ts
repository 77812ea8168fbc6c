import {
  accessApi,
  accountApi,
  billingApi,
  catalogApi,
  inventoryApi,
  partyApi,
  pricingApi,
  privacyApi,
  salesApi,
  tenancyApi,
} from "@selvedge/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Actor, systemActor } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { aStockedShop, type StockedShop } from "../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";

let world: TestWorld;
let shop: TestTenant;
let stock: StockedShop;
let actor: Actor;
let baseListId: string;
let clerkId: string;
let customerId: string;
/** Roles made so far. */
const roles: string[] = [];

beforeAll(async () => {
  world = await openTestWorld();
  shop = await world.openTenant();
  stock = await aStockedShop(shop, { qty: 100_000 });
  const { items } = await shop.run(tenancyApi.listUsers, {});
  actor = { ...systemActor, type: "user", id: items[0]!.id };
  const clerk = { name: "Clerk", email: "clerk@example.com", password: "correct horse battery", roles: ["clerk"] };
  clerkId = (await shop.run(tenancyApi.createUser, clerk)).id;
  customerId = (await shop.run(partyApi.createCustomer, { kind: "company", name: "Anokhi" })).id;
  roles.push((await shop.run(accessApi.createRole, { name: "First of our own" })).id);
  baseListId = (await shop.run(pricingApi.listPriceLists, {})).items.find((l) => l.kind === "base")!.id;
});
afterAll(() => world.close());

interface EventRow {
  type: string;
  entity_type: string;
  entity_id: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  actor_type: string;
  actor_id: string | null;
  request_id: string;
}

/** What a change must leave: how many events of which kinds. Told by the change, not read off the code that emits. */
interface Change {
  name: string;
  run: (n: number) => Promise<unknown>;
  expected: Record<string, number>;
  /** Something that was there becomes another: each of its events tells what it was and what it is, and they differ. */
  edits?: boolean;
}

const as = {
  get actor() {
    return actor;
  },
};

const changes: Change[] = [
  {
    name: "a customer is added",
    run: (n) => shop.run(partyApi.createCustomer, { kind: "person", name: `Person ${n}` }, as),
    expected: { "party.customer_created": 1 },
  },
  {
    name: "a user is added",
    run: () =>
      shop.run(
        tenancyApi.createUser,
        { name: "Clerk", email: `${newId()}@example.com`, password: "correct horse battery", roles: ["clerk"] },
        as,
      ),
    expected: { "identity.user_created": 1 },
  },
  {
    name: "a setting changes",
    run: (n) => shop.run(tenancyApi.changeTenant, { legalName: `Legal ${n}` }, as),
    expected: { "tenancy.settings_changed": 1 },
  },
  {
    name: "stock of two SKUs is received",
    run: () =>
      shop.run(
        inventoryApi.receiveStock,
        {
          locationId: stock.warehouseId,
          lines: stock.skuIds.slice(0, 2).map((skuId) => ({ skuId, qty: 3, unitCostMinor: 500 })),
        },
        as,
      ),
    expected: { "inventory.level_changed": 2, "ledger.entry_posted": 1 },
  },
  {
    name: "a price is set",
    run: (n) =>
      shop.run(
        pricingApi.setPrices,
        { priceListId: baseListId, styleId: stock.styleId, prices: [{ unitPriceMinor: 90_000 + n, minQty: 1000 + n }] },
        as,
      ),
    expected: { "pricing.price_set": 1 },
  },
  {
    name: "an order of two SKUs is placed and paid",
    run: () =>
      shop.run(
        salesApi.placeOrder,
        {
          channelId: stock.channels.web,
          lines: stock.skuIds.slice(0, 2).map((skuId) => ({ skuId, qty: 1 })),
          payment: { method: "card" },
        },
        as,
      ),
    expected: {
      "sales.order_placed": 1,
      "inventory.level_changed": 2,
      "payments.payment_captured": 1,
      "ledger.entry_posted": 1,
    },
  },
  {
    name: "a role is made",
    run: async (n) => {
      const made = await shop.run(accessApi.createRole, { name: `Role ${n}`, grants: [], parents: ["clerk"] }, as);
      roles.push(made.id);
    },
    expected: { "identity.role_created": 1 },
  },
  {
    name: "a role changes",
    run: async (n) => {
      const { items } = await shop.run(accessApi.listRoles, {});
      const { id, version } = items.find((role) => role.id === roles.at(-1))!;
      await shop.run(accessApi.changeRole, { id, version, description: `For the ${n}th` }, as);
    },
    expected: { "identity.role_changed": 1 },
    edits: true,
  },
  {
    name: "a person's roles and how far they go change",
    run: async (n) => {
      const { version } = await shop.run(accessApi.getUserAccess, { id: clerkId });
      const limits = { locationIds: n % 2 ? [stock.warehouseId] : null, channelIds: null, ownAccounts: n % 2 === 0 };
      await shop.run(accessApi.setUserAccess, { id: clerkId, version, assignments: [{ role: "clerk", limits }] }, as);
    },
    expected: { "identity.user_access_changed": 1 },
  },
  {
    name: "a person's name changes",
    run: (n) => shop.run(tenancyApi.changeUser, { id: clerkId, name: `Clerk ${n}` }, as),
    expected: { "identity.user_changed": 1 },
    edits: true,
  },
  {
    name: "a customer changes",
    run: (n) => shop.run(partyApi.changeCustomer, { id: customerId, name: `Anokhi ${n}` }, as),
    expected: { "party.customer_changed": 1 },
    edits: true,
  },
  {
    name: "how people sign in changes",
    run: (n) =>
      shop.run(accountApi.changeSignInPolicy, { idleMinutes: 60 + n, rolesWithSecondFactor: ["accountant"] }, as),
    expected: { "identity.sign_in_policy_changed": 1 },
    edits: true,
  },
  {
    name: "how long data is kept changes",
    run: (n) => shop.run(privacyApi.setRetention, { rules: [{ dataClass: "mails", keepDays: 100 + n }] }, as),
    expected: { "privacy.retention_changed": 1 },
    edits: true,
  },
  {
    name: "a size scale is added",
    run: (n) => shop.run(catalogApi.createSizeScale, { code: `SC${n}`, name: "Scale", sizes: ["A", "B"] }, as),
    expected: { "catalog.size_scale_created": 1 },
  },
];

const eventsOf = (requestId: string) =>
  world.admin<EventRow[]>`
    select type, entity_type, entity_id, before, after, actor_type, actor_id, request_id from event where request_id = ${requestId} order by id`;

test("Feature: garment-business-management, Property 4: Complete Audit Trail", async () => {
  let n = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...changes), async (change) => {
      n += 1;
      const [{ last } = { last: "0" }] = await world.admin<
        { last: string }[]
      >`select coalesce(max(id), 0)::text as last from event`;
      await change.run(n);
      const fresh = await world.admin<EventRow[]>`
        select type, entity_type, entity_id, before, after, actor_type, actor_id, request_id from event
        where id > ${last}::text::bigint order by id`;
      const counts: Record<string, number> = {};
      for (const e of fresh) counts[e.type] = (counts[e.type] ?? 0) + 1;
      for (const [type, count] of Object.entries(change.expected))
        expect(counts[type], `${change.name}: ${JSON.stringify(counts)}`).toBe(count);
      // One request, one actor, on every event of the change; and nothing that was not told.
      expect(new Set(fresh.map((e) => e.request_id)).size).toBe(1);
      for (const e of fresh) expect({ type: e.actor_type, id: e.actor_id }).toEqual({ type: "user", id: actor.id });
      expect(Object.keys(counts).sort(), change.name).toEqual(Object.keys(change.expected).sort());
      for (const e of change.edits ? fresh : []) {
        expect(e.before, change.name).not.toBeNull();
        expect(e.after, change.name).not.toEqual(e.before);
      }
      expect((await eventsOf(fresh[0]!.request_id)).length).toBe(fresh.length);
    }),
    { numRuns: 100 },
  );
  await expectFoldsToPresentState();
}, 120_000);

/** Folding an entity's events, `after` over `after`, gives what its row says now. */
async function expectFoldsToPresentState(): Promise<void> {
  const placed = await shop.run(
    salesApi.placeOrder,
    { channelId: stock.channels.wholesale, lines: [{ skuId: stock.skuIds[0]!, qty: 2 }] },
    as,
  );
  await shop.run(billingApi.shipOrder, { id: placed.orderId }, as);
  await shop.run(billingApi.takePayment, { id: placed.orderId, method: "bank", amountMinor: 1000 }, as);
  const fold = async (entityId: string) => {
    const rows = await world.admin<
      EventRow[]
    >`select * from event where tenant_id = ${shop.tenantId} and entity_id = ${entityId} order by id`;
    return Object.assign({}, ...rows.map((e) => e.after)) as Record<string, unknown>;
  };
  const order = await fold(placed.orderId);
  const [row] =
    await world.admin`select status, paid_minor, invoiced_minor, total_minor, number from sales_order where id = ${placed.orderId}`;
  expect(order).toMatchObject({
    status: row!["status"],
    paidMinor: row!["paid_minor"],
    invoicedMinor: row!["invoiced_minor"],
    totalMinor: row!["total_minor"],
    number: row!["number"],
  });
  const role = (await shop.run(accessApi.listRoles, {})).items.find((one) => one.id === roles.at(-1))!;
  const { description, parents, version } = role;
  expect(await fold(role.id)).toMatchObject({ description, parents, version });
  const clerk = await shop.run(tenancyApi.getUser, { id: clerkId });
  expect(await fold(clerkId)).toMatchObject({ name: clerk.name, status: clerk.status });
  const levels = await world.admin<{ sku_id: string; on_hand_qty: number; reserved_qty: number; version: number }[]>`
    select sku_id, on_hand_qty, reserved_qty, version from stock_level where tenant_id = ${shop.tenantId}`;
  for (const level of levels) {
    expect(await fold(level.sku_id)).toMatchObject({
      onHandQty: level.on_hand_qty,
      reservedQty: level.reserved_qty,
      version: level.version,
    });
  }
}
