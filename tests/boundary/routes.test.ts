import { afterAll, beforeAll, expect, test } from "vitest";
import { operations } from "../../apps/server/src/modules/index.ts";
import { partyApi, salesApi, tenancyApi } from "../../packages/contract/src/index.ts";
import { type Business, openServer, type ServerUnderTest, sendRaw } from "./open-server.ts";
import { firstSize, stockShirt } from "./trade.ts";

// Generated over every route of the product: a new one is covered without being named.
let world: ServerUnderTest;
let mine: Business;
let theirs: Business;
/** Ids of `mine`, by what a path names. */
let ids: Record<string, string>;
let weakToken: string;
const nowhere = "018f0000-0000-7000-8000-000000000000";
const doors = operations.map((o) => o.endpoint);

function fill(path: string, id: string): string {
  return path
    .replace(/:tenant\b/, "mine")
    .replace(/:kind\b/, "customer")
    .replace(/:[A-Za-z]+/g, id);
}

beforeAll(async () => {
  world = await openServer();
  mine = await world.openBusiness("mine");
  theirs = await world.openBusiness("theirs");
  ids = await someTrade(mine);
  weakToken = await signInWithNothing(mine);
});
afterAll(() => world?.close());

async function someTrade(business: Business): Promise<Record<string, string>> {
  const { call } = business;
  const shirt = { code: "A1", sizes: 2, qty: firstSize(20) };
  const { styleId, skuIds, web, retail } = await stockShirt(business, shirt);
  const skuId = skuIds[0]!;
  const customer = await call(partyApi.createCustomer, { kind: "person", name: "Asha", email: "asha@example.com" });
  const order = await call(salesApi.placeOrder, {
    channelId: web.id,
    customerId: customer.id,
    lines: [{ skuId, qty: 1 }],
    payment: { method: "card" },
  });
  const sold = await call(salesApi.sellOverCounter, {
    channelId: retail.id,
    lines: [{ skuId, qty: 1 }],
  });
  const users = await call(tenancyApi.listUsers, {});
  return {
    style: styleId,
    sku: skuId,
    customer: customer.id,
    order: order.orderId,
    invoice: sold.invoiceId,
    user: users.items[0]!.id,
  };
}

/** A user whose one role holds a single permission that opens no door here but its own. */
async function signInWithNothing(business: Business): Promise<string> {
  await world.database.adminUrl;
  const { adminUrl } = world.database;
  const { openPool } = await import("../../apps/server/src/platform/db.ts");
  const admin = openPool(adminUrl, { max: 1 });
  await admin`insert into role (tenant_id, id, code, name, permissions)
              values (${business.tenantId}, ${nowhere}, 'nothing', 'Nothing', '{}')`;
  await admin.end();
  const user = { name: "Weak", email: "weak@mine.example", password: "correct horse battery" };
  await business.call(tenancyApi.createUser, { ...user, roles: ["nothing"] });
  const session = await business.call(tenancyApi.signIn, user);
  return session.accessToken;
}

test.each(doors.filter((d) => d.access !== "public").map((d) => [`${d.method} ${d.path}`, d] as const))(
  "%s refuses a caller without a token, with a tampered one, and one without the permission",
  async (_name, door) => {
    const url = fill(door.path, nowhere);
    const body = door.method === "GET" || door.method === "DELETE" ? undefined : {};
    const { origin } = world.server;
    expect((await sendRaw(origin, null, door.method, url, body)).status).toBe(401);
    const tampered = `${mine.token.slice(0, -6)}AAAAAA`;
    expect((await sendRaw(origin, tampered, door.method, url, body)).status).toBe(401);
    const none = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString("base64url")}.${mine.token.split(".")[1]}.`;
    expect((await sendRaw(origin, none, door.method, url, body)).status).toBe(401);
    const weak = await sendRaw(origin, weakToken, door.method, url, body);
    if (door.access === "signed_in") expect(weak.status).not.toBe(401);
    else {
      expect(weak.status).toBe(403);
      expect(await weak.json()).toMatchObject({ code: "not_permitted", status: 403 });
    }
  },
);

test.each(
  doors.filter((d) => d.path.includes(":") && d.access !== "public").map((d) => [`${d.method} ${d.path}`, d] as const),
)("%s never finds another business's record", async (_name, door) => {
  for (const id of [...Object.values(ids), nowhere]) {
    const answer = await theirs.send(
      door.method,
      fill(door.path, id),
      door.method === "GET" ? undefined : (bodies[door.name] ?? {}),
    );
    const allowed = door.method === "GET" || bodies[door.name] ? [404] : [400, 404];
    expect(allowed, `${door.name} ${id}: ${await answer.clone().text()}`).toContain(answer.status);
  }
});

// Bodies that pass validation, so that only the record itself can be what is refused.
const bodies: Record<string, object> = {
  "sales.confirm_order": {},
  "sales.cancel_order": { reason: "x" },
  "sales.hold_order": { reason: "x" },
  "sales.resume_order": {},
  "sales.take_payment": { method: "cash", amountMinor: 100 },
  "billing.ship_order": {},
  "catalog.change_style": { name: "Taken over" },
  "party.change_customer": { name: "Taken over" },
  "identity.change_user": { name: "Taken over" },
};

const junk: [string, unknown][] = [
  ["malformed JSON", "{"],
  ["an array", []],
  ["a number", "5"],
  ["null", "null"],
  ["wrong types", { channelId: 5, lines: "x", name: {}, qty: "many", email: 1, code: [], id: {} }],
  ["huge numbers", { lines: [{ skuId: nowhere, qty: 1e300, unitPriceMinor: 9e99 }], amountMinor: 1e40, limit: 1e12 }],
  ["negative quantities", { lines: [{ skuId: nowhere, qty: -5, unitCostMinor: -1 }], amountMinor: -1 }],
  [
    "NUL and control characters",
    { name: "a\u0000b", code: "\u0007", reason: "\u0000", note: "\u0000", memo: "\u0000" },
  ],
  ["prototype keys", '{"__proto__":{"admin":true},"constructor":{"prototype":{}}}'],
];

test.each(
  doors
    .filter((d) => d.method !== "GET" && !d.path.startsWith("/v1/auth"))
    .map((d) => [`${d.method} ${d.path}`, d] as const),
)("%s answers junk with a 4xx problem document that names the field", async (_name, door) => {
  for (const [what, body] of junk) {
    const answer = await mine.send(door.method, fill(door.path, nowhere), body);
    const text = await answer.text();
    // A door that needs no field may do its work; what is never there is a 5xx.
    expect(answer.status, `${door.name}, ${what}: ${text}`).toBeLessThan(500);
    if (answer.status >= 400) {
      expect(answer.headers.get("content-type")).toContain("application/problem+json");
      const problem = JSON.parse(text) as { code: string; fields?: { path: string }[] };
      if (problem.code === "validation_failed")
        expect(problem.fields?.length, `${door.name}, ${what}`).toBeGreaterThan(0);
    }
  }
});

test.each(doors.filter((d) => d.method === "GET").map((d) => [d.path, d] as const))(
  "GET %s answers odd queries without a 5xx",
  async (_path, door) => {
    const url = fill(door.path, ids["style"]!);
    const queries = [
      "?limit=0",
      "?limit=99999",
      "?cursor=zzz",
      "?cursor=WyJ4Il0",
      "?q=%00",
      "?q=%25%5F'%22;--",
      "?from=2020-13-45",
      "?asOf=yesterday",
      "?limit[]=1&limit[]=2",
    ];
    for (const q of queries) {
      const answer = await mine.send("GET", url + q);
      expect(answer.status, `${url}${q}: ${await answer.text()}`).toBeLessThan(500);
    }
  },
);

test("injection strings are kept and given back as text", async () => {
  const name = `Robert'); drop table party;-- <script>alert(1)</script> \${7*7} {{x}}`;
  const made = await mine.call(partyApi.createCustomer, { kind: "person", name });
  expect((await mine.call(partyApi.getCustomer, { id: made.id })).name).toBe(name);
});

test("a body past the limit is refused as too large", async () => {
  const answer = await mine.send("POST", "/v1/customers", { kind: "person", name: "x".repeat(3_000_000) });
  expect(answer.status).toBe(413);
});

test("the OpenAPI document tells every door", async () => {
  const answer = await sendRaw(world.server.origin, null, "GET", "/openapi.json");
  const document = (await answer.json()) as {
    openapi: string;
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  expect(document.openapi).toMatch(/^3\.1/);
  const told = Object.values(document.paths).flatMap((p) => Object.values(p).map((o) => o.operationId));
  expect(told).toEqual(expect.arrayContaining(doors.map((d) => d.name)));
});
