import { billingApi, partyApi, privacyApi, salesApi, tenancyApi } from "@selvedge/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JobContext } from "../../platform/jobs.ts";
import { aStockedShop, type StockedShop } from "../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";
import { checkChain, sealNext } from "../audit/index.ts";
import { runErasure } from "./erase-person.ts";
import { applyRetention } from "./retention.ts";

let world: TestWorld;
let shop: TestTenant;
let stock: StockedShop;
beforeAll(async () => {
  world = await openTestWorld();
  shop = await world.openTenant();
  stock = await aStockedShop(shop);
});
afterAll(() => world.close());

const job = () =>
  ({
    tenantId: shop.tenantId,
    runtime: shop.runtime,
    signal: new AbortController().signal,
    transaction: shop.step,
  }) as JobContext;
const erase = async (kind: "customer" | "user", id: string) => {
  const asked = await shop.run(privacyApi.erasePerson, { kind, id, reason: "They asked" });
  await runErasure(job(), { id: asked.id, kind, personId: id });
  return (await shop.run(privacyApi.listErasures, {})).items.find((e) => e.id === asked.id)!;
};

const telling = ["Meera Iyer", "Meera Krishnan", "meera@example.com", "+919812345678", "12 Lake Road"];

/** A customer with a changed name, an address, a paid order shipped and invoiced, and a note of somebody else's about her. */
async function aCustomer(): Promise<{ id: string; orderId: string }> {
  const { id } = await shop.run(partyApi.createCustomer, {
    kind: "person",
    name: "Meera Iyer",
    email: "meera@example.com",
    phone: "+919812345678",
    country: "IN",
    state: "MH",
    consent: { email: { granted: true, source: "till" } },
    addresses: [{ kind: "shipping", line1: "12 Lake Road", city: "Pune", country: "IN", state: "MH" }],
  } as never);
  await shop.run(partyApi.changeCustomer, { id, name: "Meera Krishnan" });
  const { orderId } = await shop.run(salesApi.placeOrder, {
    channelId: stock.channels.web,
    customerId: id,
    lines: [{ skuId: stock.skuIds[0]!, qty: 1 }],
    payment: { method: "card" },
  });
  await shop.run(billingApi.shipOrder, { id: orderId }).catch(() => {});
  await shop.run(partyApi.createCustomer, { kind: "person", name: "Husband", note: "Ask meera@example.com first" });
  return { id, orderId };
}

/** Where any of these texts still stands, over all tables. */
async function placesOf(texts: readonly string[]): Promise<string[]> {
  const tables = await world.admin<{ name: string }[]>`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'tenant_id' order by 1`;
  const found: string[] = [];
  for (const { name } of tables) {
    for (const text of texts) {
      const [row] = await world.admin<{ n: number }[]>`
        select count(*)::int as n from ${world.admin(name)} t where tenant_id = ${shop.tenantId} and strpos(lower(t::text), lower(${text})) > 0`;
      if (row!.n > 0) found.push(`${name}: ${text}`);
    }
  }
  return found;
}

test("the export holds every row that names the person, what hangs on it, and no secret", async () => {
  const { id, orderId } = await aCustomer();
  const { tables, person } = await shop.run(privacyApi.getPersonData, { kind: "customer", id });
  expect(person).toMatchObject({ name: "Meera Krishnan", held: false });
  expect(Object.keys(tables)).toEqual(
    expect.arrayContaining(["party", "party_address", "sales_order", "sales_order_line", "event"]),
  );
  expect(tables["sales_order"]![0]).toMatchObject({ id: orderId, customer_id: id });
  const consent = tables["party"]![0]!["consent"] as { email: { granted: boolean; at: string; source: string } };
  expect(consent.email).toMatchObject({ granted: true, source: "till" });
  expect(Date.parse(consent.email.at)).toBeGreaterThan(0);
  // By the catalog: every table that holds the id is in the export, whatever it is called.
  const holding = (await placesOf([id])).map((place) => place.split(":")[0]!);
  const skipped = ["audit_seal", "audit_chain", "event_handled", "event_redaction", "idempotency_key", "party_word"];
  expect(Object.keys(tables)).toEqual(expect.arrayContaining(holding.filter((name) => !skipped.includes(name))));
  const { items } = await shop.run(tenancyApi.listUsers, {});
  const user = await shop.run(privacyApi.getPersonData, { kind: "user", id: items[0]!.id });
  expect(JSON.stringify(user.tables)).not.toMatch(/argon2|password_hash|token_hash/);
});

test("an erasure leaves nothing that tells who it was, keeps the facts of the books, and the chain still proves the trail", async () => {
  const before = await world.admin<{ id: string; total_minor: number }[]>`
    select id, total_minor from sales_order where tenant_id = ${shop.tenantId} and buyer_email is null order by id`;
  expect(before).toBeDefined();
  const [customer] = await world.admin<{ id: string }[]>`
    select id from party where tenant_id = ${shop.tenantId} and email = 'meera@example.com'`;
  await world.admin`update sales_order set status = 'completed' where tenant_id = ${shop.tenantId} and customer_id = ${customer!.id}`;
  const facts = () => world.admin`
    select i.number, i.total_minor, i.issued_on::text as issued_on, i.buyer->>'country' as country from invoice i where i.tenant_id = ${shop.tenantId} order by i.number`;
  const kept = [...(await facts())];
  await shop.step(sealNext);
  expect(await placesOf(telling)).not.toEqual([]);
  const done = await erase("customer", customer!.id);
  expect(done).toMatchObject({ status: "done", failure: null });
  expect(done.redactedEvents).toBeGreaterThan(0);
  expect(await placesOf(telling)).toEqual([]);
  expect([...(await facts())]).toEqual(kept);
  expect((await checkChain(shop.step)).findings).toEqual([]);
  await shop.step(sealNext);
  expect((await checkChain(shop.step)).findings).toEqual([]);
});

test("an entry edited under the cloak of an erasure is found", async () => {
  const [entry] = await world.admin<{ id: number }[]>`
    select event_id as id from event_redaction where tenant_id = ${shop.tenantId} limit 1`;
  await world.admin`update event set after = '{"status":"forged"}' where tenant_id = ${shop.tenantId} and id = ${entry!.id}`;
  expect((await checkChain(shop.step)).findings.map((f) => f.kind)).toEqual(["edited"]);
  await world.admin`
    update event_redaction r set redacted_hash = sha256(convert_to(jsonb_build_array(e.before, e.after)::text, 'UTF8'))
    from event e where e.tenant_id = r.tenant_id and e.id = r.event_id and r.tenant_id = ${shop.tenantId} and r.event_id = ${entry!.id}`;
  expect((await checkChain(shop.step)).findings.map((f) => f.kind)).toEqual(["erasure_differs"]);
});

test("the application cannot change the trail or an invoice outside of a running erasure, nor a fact within one", async () => {
  const attempt = (statement: string) => shop.step((ctx) => ctx.sql.unsafe(statement));
  const nowhere = "018f0000-0000-7000-8000-000000000000";
  await expect(attempt(`select app.redact_event('${nowhere}', 1, null, null)`)).rejects.toThrow(/no such erasure/);
  await expect(attempt(`select app.erase_column('${nowhere}', 'invoice', 'buyer', '(0,1)', '{}')`)).rejects.toThrow(
    /no such erasure/,
  );
  const running = await shop.step(async (ctx) => {
    const [row] = await ctx.sql<{ id: string }[]>`
      insert into privacy_erasure (tenant_id, id, person_kind, person_id, status, reason)
      values (${ctx.tenantId}, gen_random_uuid(), 'customer', ${nowhere}, 'running', 'test') returning id`;
    return row!.id;
  });
  await expect(
    attempt(`select app.erase_column('${running}', 'invoice', 'total_minor', '(0,1)', '1')`),
  ).rejects.toThrow(/may not be changed/);
  await expect(attempt("update event set after = null")).rejects.toThrow(/permission denied/);
  await expect(attempt("insert into app.erasable_column values ('invoice', 'total_minor')")).rejects.toThrow(
    /permission denied/,
  );
});

test("who is under legal hold, owes something or still signs in is not erased", async () => {
  const { id } = await shop.run(partyApi.createCustomer, { kind: "person", name: "Held Person" });
  const hold = await shop.run(privacyApi.placeHold, { kind: "customer", id, reason: "Court case 12" });
  await expect(shop.run(privacyApi.erasePerson, { kind: "customer", id, reason: "x" })).rejects.toMatchObject({
    code: "wrong_state",
  });
  await expect(shop.run(privacyApi.placeHold, { kind: "customer", id, reason: "again" })).rejects.toMatchObject({
    code: "duplicate",
  });
  await shop.run(privacyApi.releaseHold, { id: hold.id });
  expect((await erase("customer", id)).status).toBe("done");
  const { items } = await shop.run(tenancyApi.listUsers, {});
  await expect(shop.run(privacyApi.erasePerson, { kind: "user", id: items[0]!.id, reason: "x" })).rejects.toThrow(
    /Deactivate/,
  );
  const open = await shop.run(partyApi.createCustomer, { kind: "person", name: "Waiting Buyer" });
  await shop.run(salesApi.placeOrder, {
    channelId: stock.channels.web,
    customerId: open.id,
    lines: [{ skuId: stock.skuIds[1]!, qty: 1 }],
  });
  await expect(shop.run(privacyApi.erasePerson, { kind: "customer", id: open.id, reason: "x" })).rejects.toThrow(
    /open orders/,
  );
});

test("a former user is erased: they cannot sign in, their acts stay under their number", async () => {
  const user = await shop.run(tenancyApi.createUser, {
    name: "Leaving Clerk",
    email: "leaving@example.com",
    password: "correct horse battery",
    roles: ["clerk"],
  });
  await shop.run(tenancyApi.changeUser, { id: user.id, status: "deactivated" });
  expect((await erase("user", user.id)).status).toBe("done");
  expect(await placesOf(["Leaving Clerk", "leaving@example.com"])).toEqual([]);
  const [row] = await world.admin`select name, email, password_hash from user_account where id = ${user.id}`;
  expect(row).toEqual({ name: "Erased person", email: `erased-${user.id}@erased.invalid`, password_hash: "" });
});

test("retention lets go what is past its time, and nothing that is under legal hold", async () => {
  const idle = async (name: string) => {
    const { id } = await shop.run(partyApi.createCustomer, { kind: "person", name });
    await world.admin`update party set created_at = now() - interval '400 days' where id = ${id}`;
    return id;
  };
  const [gone, held] = [await idle("Idle Gone"), await idle("Idle Held")];
  await shop.run(privacyApi.placeHold, { kind: "customer", id: held, reason: "Audit" });
  const { rules } = await shop.run(privacyApi.setRetention, {
    rules: [{ dataClass: "idle_customers", keepDays: 365 }],
  });
  expect(rules.find((rule) => rule.dataClass === "idle_customers")).toMatchObject({ keepDays: 365, due: 1 });
  await applyRetention(job());
  const erasures = (await shop.run(privacyApi.listErasures, {})).items.filter((e) => e.status === "running");
  expect(erasures.map((e) => e.personId)).toContain(gone);
  expect(erasures.map((e) => e.personId)).not.toContain(held);
  const cleared = await shop.run(privacyApi.setRetention, { rules: [{ dataClass: "idle_customers", keepDays: null }] });
  expect(cleared.rules.every((rule) => rule.keepDays === null)).toBe(true);
});

test("devices and addresses of sign-ins that are over go by their rule; those still in use stay", async () => {
  const { items } = await shop.run(tenancyApi.listUsers, {});
  const session = async (usedDaysAgo: number, endedDaysAgo: number | null) => {
    const [row] = await world.admin<{ id: string }[]>`
      insert into user_session (tenant_id, id, user_id, method, started_at, last_used_at, confirmed_at, ended_at, user_agent, address)
      values (${shop.tenantId}, gen_random_uuid(), ${items[0]!.id}, 'password', now() - interval '99 days',
              now() - make_interval(days => ${usedDaysAgo}), now() - interval '99 days',
              now() - make_interval(days => ${endedDaysAgo}), 'Firefox', '203.0.113.5') returning id`;
    return row!.id;
  };
  const [ended, lapsed] = [await session(60, 50), await session(50, null)];
  const [endedLately, inUse] = [await session(60, 10), await session(1, null)];
  const { rules } = await shop.run(privacyApi.setRetention, { rules: [{ dataClass: "sessions", keepDays: 30 }] });
  expect(rules.find((rule) => rule.dataClass === "sessions")).toMatchObject({ due: 2 });
  await applyRetention(job());
  const kept = await world.admin<{ id: string }[]>`
    select id from user_session where id = any(${[ended, lapsed, endedLately, inUse]}::uuid[])`;
  expect(kept.map((row) => row.id).sort()).toEqual([endedLately, inUse].sort());
  await shop.run(privacyApi.setRetention, { rules: [{ dataClass: "sessions", keepDays: null }] });
});
