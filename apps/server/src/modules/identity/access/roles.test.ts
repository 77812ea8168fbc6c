import {
  accessApi,
  accountApi,
  catalogApi,
  type Endpoint,
  type InputOf,
  inventoryApi,
  type OutputOf,
  type Permission,
  partyApi,
  salesApi,
  tenancyApi,
} from "@selvedge/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "../../../platform/ids.ts";
import { aStockedShop, type StockedShop } from "../../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../../testing/open-test-tenant.ts";
import { identifyUser } from "./access-of-user.ts";

let world: TestWorld;
let tenant: TestTenant;

beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  tenant = await world.openTenant();
});

async function aPerson(roles: string[]): Promise<string> {
  const input = { name: "Asha", email: `${newId()}@example.com`, password: "correct horse battery", roles };
  return (await tenant.run(tenancyApi.createUser, input)).id;
}

/** Runs a door as a person, with what they may do at that moment. */
async function as<E extends Endpoint>(userId: string, door: E, input: InputOf<E>): Promise<OutputOf<E>> {
  const actor = await tenant.step((ctx) => identifyUser(ctx, userId));
  return tenant.run(door, input, { actor });
}

const give = (...permissions: Permission[]) => permissions.map((permission) => ({ permission, limits: null }));

test("a role of one's own gives what it says and what its parents give, and is felt at the next request", async () => {
  const role = await tenant.run(accessApi.createRole, {
    name: "Shop lead",
    parents: ["cashier"],
    grants: give("audit.event.read"),
  });
  expect(role.inherited).toContainEqual({ permission: "sales.order.place", from: "Cashier" });
  const asha = await aPerson([role.code]);
  await expect(as(asha, tenancyApi.listUsers, {})).rejects.toMatchObject({
    code: "not_permitted",
    message: "It takes a role that allows: see people and their roles.",
  });
  await as(asha, catalogApi.listSizeScales, {});
  const changed = await tenant.run(accessApi.changeRole, {
    id: role.id,
    version: role.version,
    parents: [],
    grants: give("identity.user.read"),
  });
  await as(asha, tenancyApi.listUsers, {});
  await expect(as(asha, catalogApi.listSizeScales, {})).rejects.toMatchObject({ code: "not_permitted" });
  await expect(
    tenant.run(accessApi.changeRole, { id: role.id, version: role.version, name: "Late" }),
  ).rejects.toMatchObject({ code: "stale_version" });
  expect(changed.version).toBe(role.version + 1);
});

test("a role is deleted only when nobody holds it and none builds on it; built-in ones stay as they are", async () => {
  const base = await tenant.run(accessApi.createRole, { name: "Base", grants: give("sales.order.read") });
  const top = await tenant.run(accessApi.createRole, { name: "Top", parents: [base.code] });
  const asha = await aPerson([top.code]);
  await expect(tenant.run(accessApi.deleteRole, { id: base.id })).rejects.toMatchObject({ code: "wrong_state" });
  await expect(tenant.run(accessApi.deleteRole, { id: top.id })).rejects.toMatchObject({ code: "wrong_state" });
  await expect(
    tenant.run(accessApi.changeRole, { id: base.id, version: base.version, parents: [top.code] }),
  ).rejects.toMatchObject({ code: "validation_failed", fields: [expect.objectContaining({ path: "parents" })] });
  const { version } = await tenant.run(accessApi.getUserAccess, { id: asha });
  await tenant.run(accessApi.setUserAccess, { id: asha, assignments: [{ role: "clerk" }], version });
  await tenant.run(accessApi.deleteRole, { id: top.id });
  await tenant.run(accessApi.deleteRole, { id: base.id });
  const { items } = await tenant.run(accessApi.listRoles, {});
  expect(items.every((role) => role.builtIn)).toBe(true);
  const [owner] = items;
  await expect(
    tenant.run(accessApi.changeRole, { id: owner!.id, version: owner!.version, name: "King" }),
  ).rejects.toMatchObject({ code: "wrong_state" });
});

test("nobody gives what they do not hold, nor further than they hold it, by role, invitation or change", async () => {
  const [here, there] = await Promise.all(
    ["North", "South"].map(async (name) => {
      const made = await tenant.run(inventoryApi.createLocation, { code: name.toUpperCase(), name, kind: "shop" });
      return made.id;
    }),
  );
  const lead = await tenant.run(accessApi.createRole, {
    name: "People lead",
    grants: [
      ...give("identity.user.read", "identity.user.change", "identity.role.change"),
      {
        permission: "sales.order.read",
        limits: { locationIds: [here!], channelIds: null, ownAccounts: false },
      },
    ],
  });
  const asha = await aPerson([lead.code]);
  const limited = (locationId: string) => [
    {
      permission: "sales.order.read" as const,
      limits: { locationIds: [locationId], channelIds: null, ownAccounts: false },
    },
  ];
  await as(asha, accessApi.createRole, { name: "Within", grants: limited(here!) });
  for (const grants of [limited(there!), give("sales.order.read"), give("ledger.book.read")]) {
    await expect(as(asha, accessApi.createRole, { name: "Beyond", grants })).rejects.toMatchObject({
      code: "not_permitted",
      fields: [expect.objectContaining({ path: "grants" })],
    });
  }
  const invite = (role: string) =>
    as(asha, accountApi.inviteUser, { name: "New", email: `${newId()}@example.com`, roles: [role] });
  await expect(invite("owner")).rejects.toMatchObject({ code: "not_permitted" });
  await invite("within");
  const { id, version } = await tenant.run(tenancyApi.getUser, { id: asha });
  await expect(
    as(asha, accessApi.setUserAccess, { id, version, assignments: [{ role: "owner" }] }),
  ).rejects.toMatchObject({ code: "not_permitted" });
});

test("an invitation says how far a role goes, and it goes that far from the first day", async () => {
  const { items } = await tenant.run(inventoryApi.listLocations, {});
  const limits = { locationIds: [items[0]!.id], channelIds: null, ownAccounts: false };
  const invited = await tenant.run(accountApi.inviteUser, {
    name: "Chetan",
    email: "chetan@example.com",
    roles: ["cashier", "clerk"],
    limits: { cashier: limits },
  });
  const { assignments } = await tenant.run(accessApi.getUserAccess, { id: invited.id });
  expect(assignments.map(({ role, limits: far }) => [role, far])).toEqual([
    ["cashier", limits],
    ["clerk", null],
  ]);
  const found = await tenant.run(tenancyApi.listUsers, { status: "invited", role: "cashier" });
  expect(found.items.map((user) => user.id)).toEqual([invited.id]);
  expect((await tenant.run(tenancyApi.listUsers, { status: "deactivated" })).items).toEqual([]);
});

test("who is limited to a place, a channel or own accounts sees and does nothing beyond", async () => {
  const shop: StockedShop = await aStockedShop(tenant);
  const order = (channelId: string, customerId?: string) =>
    tenant.run(salesApi.placeOrder, {
      channelId,
      lines: [{ skuId: shop.skuIds[0]!, qty: 1 }],
      ...(customerId ? { customerId } : {}),
    });
  const rep = await aPerson(["sales_rep"]);
  const mine = await tenant.run(partyApi.createCustomer, {
    ...{ kind: "company", name: "Anokhi", country: "IN", state: "MH" },
    account: { paymentTermsDays: 30, salesRepId: rep },
  });
  const theirs = await tenant.run(partyApi.createCustomer, {
    ...{ kind: "company", name: "Bandhej", country: "IN", state: "MH" },
    account: { paymentTermsDays: 30 },
  });
  const wholesale = await order(shop.channels.wholesale, mine.id);
  await order(shop.channels.wholesale, theirs.id);
  const limitTo = async (limits: accessApi.Limits) => {
    const { version } = await tenant.run(accessApi.getUserAccess, { id: rep });
    await tenant.run(accessApi.setUserAccess, { id: rep, version, assignments: [{ role: "sales_rep", limits }] });
  };
  const seen = async () => (await as(rep, salesApi.listOrders, {})).items.map((one) => one.id);
  expect((await seen()).length).toBe(2);
  await limitTo({ locationIds: null, channelIds: null, ownAccounts: true });
  expect(await seen()).toEqual([wholesale.orderId]);
  expect((await as(rep, partyApi.listCustomers, {})).items.map((one) => one.id)).toEqual([mine.id]);
  await expect(as(rep, partyApi.getCustomer, { id: theirs.id })).rejects.toMatchObject({ code: "not_found" });
  await limitTo({ locationIds: null, channelIds: [shop.channels.retail], ownAccounts: false });
  expect(await seen()).toEqual([]);
  await expect(
    as(rep, salesApi.placeOrder, {
      channelId: shop.channels.wholesale,
      customerId: mine.id,
      lines: [{ skuId: shop.skuIds[0]!, qty: 1 }],
    }),
  ).rejects.toMatchObject({ code: expect.stringMatching(/not_permitted|not_found/) });
});

test("cost is hidden from who may not see it, in answers and in the trail, and shown with the permission", async () => {
  const shop = await aStockedShop(tenant);
  const reader = await tenant.run(accessApi.createRole, {
    name: "Reader",
    grants: give("catalog.style.read", "audit.event.read", "inventory.stock.read"),
  });
  const asha = await aPerson([reader.code]);
  const costOf = async () => (await as(asha, inventoryApi.listMoves, { skuId: shop.skuIds[0]! })).items[0]!.valueMinor;
  expect(await costOf()).toBeNull();
  await tenant.run(accessApi.changeRole, {
    id: reader.id,
    version: reader.version,
    grants: give("catalog.style.read", "audit.event.read", "inventory.stock.read", "catalog.cost.read"),
  });
  expect(await costOf()).toBe(4_000_000);
});
