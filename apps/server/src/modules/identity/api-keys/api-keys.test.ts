import { accessApi, auditApi, inventoryApi, keysApi, partyApi, tenancyApi } from "@selvedge/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { may, systemActor } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import { inTransaction } from "../../../platform/runner.ts";
import { type Browser, openSignInWorld, type SignInWorld } from "../testing/sign-in-client.ts";
import { openKeyring } from "./keyring.ts";
import { identifyKey } from "./load-keys.ts";

const PASSWORD = "correct horse battery";
let world: SignInWorld;
let owner: Browser;
let tenantId: string;

beforeAll(async () => {
  world = await openSignInWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  world.travel(0);
  const slug = `k${newId().slice(-10)}`;
  ({ tenantId } = await world.server.openBusiness(slug));
  owner = world.browser();
  await owner.enter(tenancyApi.signIn, { email: `owner@${slug}.example`, password: PASSWORD });
});

type NewKey = Partial<Parameters<typeof owner.call<typeof keysApi.createApiKey>>[1]>;

async function makeKey(more: NewKey = {}, by = owner) {
  const scopes = ["party.customer.read", "party.customer.change"] as const;
  const { key, secret } = await by.call(keysApi.createApiKey, { name: "Web shop", scopes: [...scopes], ...more });
  return { key, program: programOf(secret!), secret: secret! };
}

/** Another program that sends this key. */
function programOf(secret: string): Browser {
  const program = world.browser();
  program.token = secret;
  return program;
}

async function addUser(role: string, name = "Meera"): Promise<{ id: string; browser: Browser }> {
  const email = `${newId()}@x.example`;
  const { id } = await owner.call(tenancyApi.createUser, { name, email, password: PASSWORD, roles: [role] });
  const browser = world.browser();
  await browser.enter(tenancyApi.signIn, { email, password: PASSWORD });
  return { id, browser };
}

const works = (program: Browser) => program.call(partyApi.listCustomers, {});

const customer = { kind: "person" as const, name: "Asha" };

test("a key does what its scopes say and nothing else, and its acts carry its name in the trail", async () => {
  const { key, program } = await makeKey();
  await program.call(partyApi.createCustomer, customer);
  expect((await program.refused(inventoryApi.listStock, {})).code).toBe("not_permitted");
  expect((await program.refused(tenancyApi.getMe, {})).code).toBe("not_permitted");
  const { effective } = await program.call(accessApi.getMyAccess, {});
  expect(effective.map((e) => e.permission)).toEqual(["party.customer.change", "party.customer.read"]);
  const { items } = await owner.call(auditApi.listEvents, { type: "party.customer_created" });
  expect(items[0]).toMatchObject({ actorType: "api_key", actorId: key.id, actorName: "Web shop" });
});

test("the key is shown once: lists, events, the database and a repeat of the request do not have it", async () => {
  const { key, secret } = await makeKey();
  const kept = await Promise.all([
    owner.call(keysApi.listApiKeys, {}),
    owner.call(auditApi.listEvents, {}),
    world.admin`select to_jsonb(k) from api_key k`,
    world.admin`select to_jsonb(i) from idempotency_key i`,
  ]);
  expect(JSON.stringify(kept)).toContain(key.prefix.slice(4));
  expect(JSON.stringify(kept)).not.toContain(secret.slice(15));
  const headers = { "idempotency-key": newId() };
  const twice = [1, 2].map(() =>
    fetch(`${world.server.server.origin}/v1/api-keys`, {
      method: "POST",
      headers: { ...headers, authorization: `Bearer ${owner.token}`, "content-type": "application/json" },
      body: JSON.stringify({ name: "Twice", scopes: ["party.customer.read"] }),
    }).then((answer) => answer.json() as Promise<{ key: { id: string }; secret: string | null }>),
  );
  const [first, second] = await Promise.all(twice);
  expect(first!.key.id).toBe(second!.key.id);
  expect([first!.secret, second!.secret].filter((s) => s !== null)).toHaveLength(1);
});

test("nobody gives a key what they do not hold, and a key never may more than whoever made it may at that moment", async () => {
  const role = await owner.call(accessApi.createRole, {
    name: "Integrator",
    grants: [{ permission: "identity.key.change" }, { permission: "party.customer.read" }],
  });
  const { id, browser } = await addUser(role.code);
  const refused = await browser.refused(keysApi.createApiKey, { name: "Too much", scopes: ["catalog.cost.read"] });
  expect(refused).toMatchObject({ code: "not_permitted", fields: [{ path: "scopes" }] });
  const { program } = await makeKey({ scopes: ["party.customer.read"] }, browser);
  await program.call(partyApi.listCustomers, {});
  await owner.call(tenancyApi.changeUser, { id, roles: ["warehouse"] });
  expect((await program.refused(partyApi.listCustomers, {})).code).toBe("not_permitted");
  await owner.call(tenancyApi.changeUser, { id, status: "deactivated" });
  expect((await program.refused(partyApi.listCustomers, {})).code).toBe("not_signed_in");
  const { items } = await owner.call(keysApi.listApiKeys, {});
  expect(items[0]!.status).toBe("stopped");
  // Somebody else answers for it from now on.
  const renewed = await owner.call(keysApi.rotateApiKey, { id: items[0]!.id });
  await programOf(renewed.secret!).call(partyApi.listCustomers, {});
});

test("a key reaches no further than its limits", async () => {
  const [mine] = (await owner.call(inventoryApi.listLocations, {})).items;
  const other = await owner.call(inventoryApi.createLocation, { code: "OTHER", name: "Other shop", kind: "shop" });
  const limits = { locationIds: [mine!.id] };
  const { program } = await makeKey({ scopes: ["inventory.stock.read"], limits });
  expect((await program.call(inventoryApi.listLocations, {})).items.map((l) => l.id)).toEqual([mine!.id]);
  expect((await program.refused(inventoryApi.listStock, { locationId: other.id })).code).toBe("not_permitted");
  const nowhere = await owner.refused(keysApi.createApiKey, {
    name: "Nowhere",
    scopes: ["inventory.stock.read"],
    limits: { locationIds: [newId()] },
  });
  expect(nowhere.fields?.[0]?.path).toBe("limits");
});

test("a rotated key works on until its time, beside the new one, and not a moment longer", async () => {
  const old = await makeKey();
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  const made = await owner.call(keysApi.rotateApiKey, { id: old.key.id, oldWorksUntil: inAnHour });
  const program = programOf(made.secret!);
  for (const one of [old.program, program]) await one.call(partyApi.listCustomers, {});
  expect(made.key).toMatchObject({ name: "Web shop", scopes: old.key.scopes, status: "active" });
  expect((await owner.refused(keysApi.rotateApiKey, { id: old.key.id })).code).toBe("wrong_state");
  world.travel(61);
  expect((await old.program.refused(partyApi.listCustomers, {})).code).toBe("not_signed_in");
  await program.call(partyApi.listCustomers, {});
});

test("an overlap ends by itself within thirty days, and never lengthens a key's life", async () => {
  const soon = new Date(Date.now() + 600_000).toISOString();
  const { key } = await makeKey({ expiresAt: soon });
  const tooFar = new Date(Date.now() + 31 * 86_400_000).toISOString();
  expect((await owner.refused(keysApi.rotateApiKey, { id: key.id, oldWorksUntil: tooFar })).fields?.[0]?.path).toBe(
    "oldWorksUntil",
  );
  const later = new Date(Date.now() + 3_600_000).toISOString();
  const made = await owner.call(keysApi.rotateApiKey, { id: key.id, oldWorksUntil: later });
  const { items } = await owner.call(keysApi.listApiKeys, {});
  expect(items.find((k) => k.id === key.id)!.expiresAt).toBe(soon);
  expect(Date.parse(made.key.expiresAt!)).toBeLessThan(Date.parse(later));
});

test("a revoked or expired key is refused with its next request", async () => {
  const revoked = await makeKey();
  await revoked.program.call(partyApi.listCustomers, {});
  await owner.call(keysApi.revokeApiKey, { id: revoked.key.id });
  await owner.call(keysApi.revokeApiKey, { id: revoked.key.id });
  expect((await revoked.program.refused(partyApi.listCustomers, {})).code).toBe("not_signed_in");
  const expiring = await makeKey({ expiresAt: new Date(Date.now() + 60_000).toISOString() });
  await expiring.program.call(partyApi.listCustomers, {});
  world.travel(2);
  expect((await expiring.program.refused(partyApi.listCustomers, {})).code).toBe("not_signed_in");
  const past = await owner.refused(keysApi.createApiKey, {
    name: "Past",
    scopes: ["party.customer.read"],
    expiresAt: new Date(Date.now() - 60_000).toISOString(),
  });
  expect(past.fields?.[0]?.path).toBe("expiresAt");
});

test("a key with one letter changed, of another business, or of the right prefix with another secret is refused", async () => {
  const { secret } = await makeKey();
  const other = await makeKey();
  const forged = [
    `${secret.slice(0, -1)}${secret.endsWith("a") ? "b" : "a"}`,
    `${secret.slice(0, 14)}${other.secret.slice(14)}`,
    `${secret.slice(0, 15)}${"z".repeat(65)}`,
    `${secret.slice(0, 40)}`,
    `slv_${"A".repeat(10)}_${"A".repeat(65)}`,
  ];
  for (const text of forged)
    expect((await programOf(text).refused(partyApi.listCustomers, {})).code, text).toBe("not_signed_in");
});

test("only a person who has just proved who they are makes keys; a key makes none, nor takes a second step away", async () => {
  const { program } = await makeKey();
  const wanted = { name: "More", scopes: ["party.customer.read" as const] };
  expect((await program.refused(keysApi.createApiKey, wanted)).code).toBe("not_permitted");
  expect(
    (await owner.refused(keysApi.createApiKey, { ...wanted, scopes: ["identity.key.change" as never] })).code,
  ).toBe("validation_failed");
  world.travel(11);
  expect((await owner.refused(keysApi.createApiKey, wanted)).code).toBe("confirm_identity");
});

test("a key's use is counted without a write per request, and written together", async () => {
  const { key, secret } = await makeKey();
  const keyring = openKeyring(world.server.server.runtime);
  for (let n = 0; n < 20; n += 1) await keyring.callerOf(secret, "192.0.2.7");
  expect((await owner.call(keysApi.listApiKeys, {})).items[0]!.lastUsedAt).toBeNull();
  await keyring.flush();
  await keyring.callerOf(secret, null);
  await keyring.stop();
  const [seen] = (await owner.call(keysApi.listApiKeys, {})).items;
  expect(seen).toMatchObject({ id: key.id, requests: 21, lastAddress: "192.0.2.7" });
  expect(Date.now() - Date.parse(seen!.lastUsedAt!)).toBeLessThan(10_000);
});

test("who the key speaks for carries how often it may call, and a change of that is felt", async () => {
  const { key, secret } = await makeKey({ requestsPerMinute: 120 });
  const keyring = openKeyring(world.server.server.runtime);
  expect((await keyring.callerOf(secret, null)).requestsPerMinute).toBe(120);
  await keyring.stop();
  const changed = await owner.call(keysApi.changeApiKey, { id: key.id, name: "Shop", requestsPerMinute: 30 });
  expect(changed).toMatchObject({ name: "Shop", requestsPerMinute: 30, version: 2 });
  expect((await owner.refused(keysApi.changeApiKey, { id: key.id, name: "Late", version: 1 })).code).toBe(
    "stale_version",
  );
  const again = openKeyring(world.server.server.runtime);
  expect((await again.callerOf(secret, null)).requestsPerMinute).toBe(30);
  await again.stop();
});

test("a key that calls more often than its number is told to wait, and another key is not", async () => {
  const [busy, calm] = [await makeKey({ requestsPerMinute: 3 }), await makeKey()];
  const codes = await Promise.all(
    Array.from({ length: 8 }, () =>
      works(busy.program).then(
        () => "done",
        (error: Error) => (JSON.parse(error.message) as { code: string }).code,
      ),
    ),
  );
  const done = codes.filter((code) => code === "done").length;
  // Three in a minute; six when the minute turns meanwhile.
  expect([3, 4, 5, 6]).toContain(done);
  expect(codes.filter((code) => code === "too_many_requests")).toHaveLength(8 - done);
  await works(calm.program);
});

test("what a key may do is looked up once and then kept: asking costs no SQL until something of it changes", async () => {
  const { key, program } = await makeKey();
  await works(program);
  const prefix = key.prefix.slice(4);
  const { runtime } = world.server.server;
  const call = { tenantId, actor: systemActor, requestId: "test" };
  const sql = (() => {
    throw new Error("the database was asked");
  }) as never;
  const askWithoutSql = () =>
    inTransaction(runtime, call, { name: "test.ask", readOnly: true }, ({ cached, now }) =>
      identifyKey({ sql, tenantId, cached, now }, prefix),
    );
  for (let n = 0; n < 3; n += 1) expect(may(await askWithoutSql(), "party.customer.read")).toBe(true);
  await owner.call(keysApi.changeApiKey, { id: key.id, name: "Other" });
  await expect(askWithoutSql()).rejects.toThrow("the database was asked");
});

test("making, changing, rotating and revoking a key each leave one entry in the trail", async () => {
  const { key } = await makeKey();
  await owner.call(keysApi.changeApiKey, { id: key.id, name: "Shop" });
  const made = await owner.call(keysApi.rotateApiKey, { id: key.id });
  await owner.call(keysApi.revokeApiKey, { id: made.key.id });
  const { items } = await owner.call(auditApi.listEvents, { entityType: "api_key" });
  expect(items.map((e) => e.type).reverse()).toEqual([
    "identity.api_key_created",
    "identity.api_key_changed",
    "identity.api_key_rotated",
    "identity.api_key_created",
    "identity.api_key_revoked",
  ]);
  expect(items.every((e) => e.actorType === "user")).toBe(true);
});

test("a key of another business is not found, and lists show one's own", async () => {
  const { key } = await makeKey();
  const slug = `o${newId().slice(-10)}`;
  await world.server.openBusiness(slug);
  const stranger = world.browser();
  await stranger.enter(tenancyApi.signIn, { email: `owner@${slug}.example`, password: PASSWORD });
  expect((await stranger.call(keysApi.listApiKeys, {})).items).toEqual([]);
  for (const door of [keysApi.rotateApiKey, keysApi.revokeApiKey, keysApi.changeApiKey])
    expect((await stranger.refused(door, { id: key.id })).code).toBe("not_found");
  const [row] = await world.admin`select tenant_id, revoked_at from api_key where id = ${key.id}`;
  expect(row).toMatchObject({ tenant_id: tenantId, revoked_at: null });
});
