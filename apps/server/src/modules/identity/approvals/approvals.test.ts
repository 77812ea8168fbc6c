import { accessApi, type Endpoint, type InputOf, inventoryApi, type OutputOf, tenancyApi } from "@selvedge/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Ctx } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import { inTransaction } from "../../../platform/runner.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../../testing/open-test-tenant.ts";
import { identifyUser } from "../access/access-of-user.ts";
import { spendApproval } from "../index.ts";

let now = new Date("2026-03-02T06:00:00Z");
let world: TestWorld;
let tenant: TestTenant;
let managerId: string;
let cashierId: string;
const tillId = newId();
const pin = "5083";
const act = "pricing.price.change";

beforeAll(async () => {
  world = await openTestWorld({ now: () => now });
});
afterAll(() => world.close());
beforeEach(async () => {
  tenant = await world.openTenant();
  managerId = await addUser("Meera Manager", "manager");
  cashierId = await addUser("Chetan Cashier", "cashier");
  await as(managerId, accessApi.setMyPin, { pin, password: "correct horse battery" });
});

async function addUser(name: string, role: string): Promise<string> {
  const email = `${newId()}@example.com`;
  const user = await tenant.run(tenancyApi.createUser, {
    name,
    email,
    password: "correct horse battery",
    roles: [role],
  });
  return user.id;
}

/** Runs a door as a user. */
async function as<E extends Endpoint>(userId: string, door: E, input: InputOf<E>): Promise<OutputOf<E>> {
  const actor = await tenant.step((ctx) => identifyUser(ctx, userId));
  return tenant.run(door, input, { actor });
}

async function inCashiersTransaction<T>(work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const { tenantId, runtime } = tenant;
  const call = {
    tenantId,
    actor: { type: "user" as const, id: cashierId, permissions: new Set<string>() },
    identify: (open: Parameters<typeof identifyUser>[0]) => identifyUser(open, cashierId),
    requestId: "test",
  };
  return inTransaction(runtime, call, { name: "test.spend" }, work);
}

async function ask(more: Partial<InputOf<typeof accessApi.approve>> = {}): Promise<string> {
  const approval = await as(cashierId, accessApi.approve, {
    approverId: managerId,
    pin,
    act,
    amountMinor: 10_000,
    subject: "Less for a missing button",
    tillId,
    ...more,
  });
  return approval.approvalId;
}

const spend = (approvalId: string | null, more: object = {}) =>
  inCashiersTransaction(async (ctx) => {
    const spent = await spendApproval(ctx, {
      approvalId,
      act,
      amountMinor: 10_000,
      tillId,
      on: { type: "test", id: newId() },
      ...more,
    });
    return { ...spent, mayNow: ctx.actor.permissions.has(act) };
  });

test("a manager's PIN lends one permission for one act, and the audit names who approved", async () => {
  await expect(spend(null)).rejects.toMatchObject({ code: "approval_needed" });
  const approvalId = await ask();
  expect(await spend(approvalId)).toEqual({ approvedBy: managerId, mayNow: true });
  await inCashiersTransaction(async (ctx) => expect(ctx.actor.permissions.has(act)).toBe(false));
  const trail = await world.admin<{ type: string; actor_id: string; after: { approvedBy: string } }[]>`
    select type, actor_id, after from event where tenant_id = ${tenant.tenantId} and entity_id = ${approvalId} order by id`;
  expect(trail.map((e) => [e.type, e.actor_id, e.after.approvedBy])).toEqual([
    ["identity.act_approved", cashierId, managerId],
    ["identity.approval_spent", cashierId, managerId],
  ]);
});

test("an approval is spent once, also by two at the same moment", async () => {
  const approvalId = await ask();
  const both = await Promise.allSettled([spend(approvalId), spend(approvalId)]);
  expect(both.map((r) => r.status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(spend(approvalId)).rejects.toMatchObject({ code: "approval_refused" });
});

test("what was rolled back was not spent", async () => {
  const approvalId = await ask();
  const failing = inCashiersTransaction(async (ctx) => {
    await spendApproval(ctx, { approvalId, act, amountMinor: 1, tillId, on: { type: "test", id: newId() } });
    throw new Error("the sale fails");
  });
  await expect(failing).rejects.toThrow("the sale fails");
  expect((await spend(approvalId)).approvedBy).toBe(managerId);
});

test.each([
  ["another act", { act: "payments.payment.refund" }],
  ["more money", { amountMinor: 10_001 }],
  ["another till", { tillId: newId() }],
  ["no till", { tillId: undefined }],
])("refuses an approval for %s", async (_what, more) => {
  const approvalId = await ask();
  await expect(spend(approvalId, more)).rejects.toMatchObject({ code: "approval_refused" });
});

test("an approval without an amount is for no act that has one", async () => {
  const approvalId = await ask({ amountMinor: undefined });
  await expect(spend(approvalId)).rejects.toMatchObject({ code: "approval_refused" });
});

test("an approval runs out after three minutes, and is of nobody else's use", async () => {
  const approvalId = await ask();
  const other = await addUser("Other Cashier", "cashier");
  const actor = await tenant.step((ctx) => identifyUser(ctx, other));
  const stolen = inTransaction(
    tenant.runtime,
    { tenantId: tenant.tenantId, actor, requestId: "test" },
    { name: "test.spend" },
    (ctx) => spendApproval(ctx, { approvalId, act, amountMinor: 1, tillId, on: { type: "test", id: newId() } }),
  );
  await expect(stolen).rejects.toMatchObject({ code: "approval_refused" });
  now = new Date(now.getTime() + 181_000);
  await expect(spend(approvalId)).rejects.toMatchObject({ code: "approval_refused" });
});

test("a wrong PIN sent again under its key is refused again in the same words, and counts once", async () => {
  const tries = async () => {
    const [row] = await world.admin<{ n: number }[]>`
      select failed_tries as n from approval_pin where tenant_id = ${tenant.tenantId} and user_id = ${managerId}`;
    return row!.n;
  };
  const before = await tries();
  const actor = await tenant.step((ctx) => identifyUser(ctx, cashierId));
  const wrong = { approverId: managerId, pin: "0000", amountMinor: 10_000, subject: "Twice", tillId };
  for (let i = 0; i < 2; i += 1) {
    const asked = tenant.run(accessApi.approve, { ...wrong, act }, { actor, idempotencyKey: "wrong-pin" });
    await expect(asked).rejects.toMatchObject({ code: "approval_refused", message: "That PIN is not right." });
  }
  expect(await tries()).toBe(before + 1);
  // The right one makes the count begin anew.
  await ask();
});

test("five wrong PINs lock it, the right one too, and each further one for longer", async () => {
  for (let i = 0; i < 5; i += 1) {
    await expect(ask({ pin: "0000" })).rejects.toMatchObject({ code: "approval_refused", message: /not right/ });
  }
  await expect(ask()).rejects.toMatchObject({ code: "approval_refused", message: /locked/ });
  now = new Date(now.getTime() + 61_000);
  await expect(ask({ pin: "0000" })).rejects.toMatchObject({ message: /not right/ });
  now = new Date(now.getTime() + 61_000);
  await expect(ask()).rejects.toMatchObject({ message: /locked/ });
  now = new Date(now.getTime() + 61_000);
  expect(await ask()).toMatch(/-/);
});

test("only who may do the act approves it, and only where they may", async () => {
  const clerkId = await addUser("Clerk", "clerk");
  await expect(as(clerkId, accessApi.setMyPin, { pin, password: "correct horse battery" })).rejects.toMatchObject({
    code: "not_permitted",
  });
  const { items: locations } = await tenant.run(inventoryApi.listLocations, {});
  const here = locations[0]!.id;
  await tenant.run(accessApi.setUserAccess, {
    id: managerId,
    assignments: [{ role: "manager", limits: { locationIds: [here], channelIds: null, ownAccounts: false } }],
  });
  await expect(ask()).rejects.toMatchObject({ code: "approval_refused", message: /may not do that here/ });
  await expect(ask({ locationId: newId() })).rejects.toMatchObject({ code: "approval_refused" });
  const approvalId = await ask({ locationId: here });
  await expect(spend(approvalId)).rejects.toMatchObject({ code: "approval_refused" });
  expect((await spend(approvalId, { locationId: here })).approvedBy).toBe(managerId);
  const offered = await as(cashierId, accessApi.listApprovers, { act, locationId: here });
  expect(offered.items).toEqual([{ id: managerId, name: "Meera Manager" }]);
});

test.each(["1234", "9876", "1111", "1999"])("refuses the easily guessed PIN %s", async (easy) => {
  await expect(
    as(managerId, accessApi.setMyPin, { pin: easy, password: "correct horse battery" }),
  ).rejects.toMatchObject({
    code: "validation_failed",
  });
});

test("a PIN needs the password, is kept as a hash and is given out by nothing", async () => {
  await expect(as(managerId, accessApi.setMyPin, { pin: "7352", password: "not mine" })).rejects.toMatchObject({
    code: "validation_failed",
  });
  const [row] = await world.admin<{ pin_hash: string }[]>`
    select pin_hash from approval_pin where tenant_id = ${tenant.tenantId}`;
  expect(row!.pin_hash).toMatch(/^\$argon2id\$/);
  const told = await world.admin<{ text: string }[]>`
    select coalesce(string_agg(before::text || after::text, ' '), '') as text from event where tenant_id = ${tenant.tenantId}`;
  expect(told[0]!.text).not.toContain(pin);
});
