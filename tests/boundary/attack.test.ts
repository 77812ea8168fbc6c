import { createHmac, generateKeyPairSync } from "node:crypto";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forgeToken } from "../../apps/server/src/modules/identity/testing/forge-token.ts";
import { operations } from "../../apps/server/src/modules/index.ts";
import { openPool, type Sql } from "../../apps/server/src/platform/db.ts";
import { keysApi } from "../../packages/contract/src/index.ts";
import { type Business, openServer, type ServerUnderTest, sendRaw } from "./open-server.ts";
import { idsOf, marksOf, tablesThatHold } from "./tenant-rows.ts";
import { makeTrade, signInWith } from "./trade.ts";
import { requestOf, validInput } from "./valid-input.ts";

// A generated attack: every route of the product against every trick; a new route is attacked without being named.
const canary = "CANARYQZX";
const doors = operations.map((o) => o.endpoint);
const closed = doors.filter((d) => d.access !== "public");
/** Routes that are open to everybody and are no operation: pages, pictures, health, docs. Every other one asks who is there. */
const openRoutes = [
  /^\/(docs|health|media|assets|till|shop|oauth|r)(\/|$)/,
  /^\/(openapi\.json|metrics|\*|v1\/feed|v1\/auth\/oidc\/.*|\.well-known\/.*)$/,
  /^\/[\w.-]+\.(svg|js|css|png|ico|webmanifest|json|html|woff2|br|gz)$/,
];

let world: ServerUnderTest;
let admin: Sql;
let mine: Business;
let theirs: Business;
let weak: string;
let ids: Map<string, string[]>;
/** Nothing that anybody says may bring these about. */
const breaches: string[] = [];
const crashes: string[] = [];
let sent = 0;

beforeAll(async () => {
  world = await openServer();
  admin = openPool(world.database.adminUrl, { max: 2 });
  mine = await world.openBusiness("mine");
  theirs = await world.openBusiness("theirs");
  await makeTrade(mine, canary);
  await makeTrade(theirs, "theirs");
  weak = await signInWith(admin, mine, []);
  ids = await idsOf(admin, mine.tenantId, 1);
}, 120_000);
afterAll(async () => {
  await admin?.end({ timeout: 1 });
  await world?.close();
});

type Body = { method: string; url: string; body?: unknown; headers?: Record<string, string> };

/** Sends one request of the attack; whatever it is, it is never the server's fault and never answered with what is mine. */
async function attack(what: string, token: string | null, { method, url, body, headers }: Body): Promise<Response> {
  sent += 1;
  const answer = await sendRaw(world.server.origin, token, method, url, body, headers);
  const text = await answer.text();
  if (answer.status >= 500) crashes.push(`${what}: ${method} ${url} ${answer.status} ${text.slice(0, 300)}`);
  if (answer.status >= 400 && !answer.headers.get("content-type")?.startsWith("application/problem+json"))
    crashes.push(`${what}: ${method} ${url} ${answer.status} is no problem document`);
  if (/at \w+ \(.*\.ts:\d+|node_modules|select .* from /i.test(text))
    breaches.push(`${what}: ${method} ${url} tells of the inside`);
  if (token !== mine.token && text.includes(canary))
    breaches.push(`${what}: ${method} ${url} gave away what is another's`);
  return answer;
}

let turn = 0;
/** The next few of a list, going round: what costs too much at every route is tried at one route after the other. */
function share<T>(list: readonly T[], n: number): T[] {
  const picked = Array.from({ length: Math.min(n, list.length) }, (_, i) => list[(turn + i) % list.length]!);
  turn += n;
  return picked;
}

/** Works through a list with several at once. */
async function each<T>(list: readonly T[], work: (item: T) => Promise<void>, width = 8): Promise<void> {
  const queue = [...list];
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
    }),
  );
}

const tableOfField: Record<string, string> = {
  customer: "party",
  order: "sales_order",
  user: "user_account",
  file: "stored_file",
};

/** The id that a field such as `lines[].skuId` most likely wants: of the table that is called like it. */
function idFor(pool: ReadonlyMap<string, string[]>, path: string): string {
  const key =
    path
      .split(/[.[\]]+/)
      .filter(Boolean)
      .at(-1) ?? "";
  const word = key
    .replace(/Ids?$/, "")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
  const table =
    tableOfField[word] ??
    [...pool.keys()].find((name) => name === word || name.endsWith(`_${word}`) || word.endsWith(name));
  return pool.get(table ?? "party")?.[0] ?? [...pool.values()][0]![0]!;
}

const anyId = () => [...ids.values()][0]![0]!;
const routeOf = (d: (typeof doors)[number]) =>
  requestOf(
    d,
    validInput(d, ({ format }) => (format === "uuid" ? anyId() : undefined)),
  );

/** Every closed route, also those that are no operation (uploads, PDFs, CSV). */
function closedRoutes(): Body[] {
  const named = new Set(doors.map((d) => `${d.method} ${d.path}`));
  const others = world.server.routes
    .filter(({ method, url }) => !named.has(`${method} ${url}`) && !openRoutes.some((open) => open.test(url)))
    .map(({ method, url }) => ({
      method,
      url: url.replace(/:\w+/g, anyId()),
      ...(method === "GET" || method === "DELETE" ? {} : { body: {} }),
    }));
  return [...closed.map(routeOf), ...others];
}

async function forgedTokens(): Promise<Record<string, string>> {
  const [key] = await admin<{ kid: string; private_jwk: JsonWebKey; public_jwk: JsonWebKey }[]>`
    select kid, private_jwk, public_jwk from signing_key where retired_at is null`;
  const [head, payload, signature] = mine.token.split(".") as [string, string, string];
  const b64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
  const header = JSON.parse(Buffer.from(head, "base64url").toString()) as Record<string, unknown>;
  const sign = (h: object, c: object) => forgeToken(key!.private_jwk as never, h, c);
  const stranger = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const hmac = (secret: string) => {
    const unsigned = `${b64({ ...header, alg: "HS256" })}.${payload}`;
    return `${unsigned}.${createHmac("sha256", secret).update(unsigned).digest("base64url")}`;
  };
  const past = Math.floor(Date.now() / 1000) - 10;
  return {
    garbage: "x".repeat(60),
    "half a token": `${head}.${payload}`,
    "changed signature": `${head}.${payload}.${"A".repeat(signature.length)}`,
    "changed claims": `${head}.${b64({ ...claims, t: theirs.tenantId })}.${signature}`,
    "alg none": `${b64({ ...header, alg: "none" })}.${payload}.`,
    "alg NONE, signed": `${b64({ ...header, alg: "NONE" })}.${payload}.${signature}`,
    "HS256 with the public key": hmac(JSON.stringify(key!.public_jwk)),
    "HS256 with the public key's x": hmac(String(key!.public_jwk.x)),
    "HS256 with nothing": hmac(""),
    "another's key": await forgeToken(stranger as never, header, claims),
    "unknown kid": await sign({ ...header, kid: "../../etc/passwd" }, claims),
    "no kid": await sign({ alg: "EdDSA", typ: header["typ"] }, claims),
    "key in the header": await sign({ ...header, kid: "own", jwk: key!.public_jwk }, claims),
    expired: await sign(header, { ...claims, iat: past - 1000, exp: past }),
    "without an end": await sign(header, Object.fromEntries(Object.entries(claims).filter(([k]) => k !== "exp"))),
    "another audience": await sign(header, { ...claims, aud: "elsewhere" }),
    "no audience": await sign(header, Object.fromEntries(Object.entries(claims).filter(([k]) => k !== "aud"))),
    "another issuer": await sign(header, { ...claims, iss: "elsewhere" }),
    "another kind of token": await sign({ ...header, typ: "JWT" }, claims),
    "an app's token of no consent": await sign(
      { ...header, typ: "app+jwt" },
      { ...claims, client_id: "x", scope: "*" },
    ),
    ...(await worthlessKeys()),
  };
}

/** API keys that must open nothing: invented, revoked, over, and with another's secret. */
async function worthlessKeys(): Promise<Record<string, string>> {
  const make = async (by: Business) =>
    (await by.call(keysApi.createApiKey, { name: "Program", scopes: [...keysApi.programScopes] })).secret!;
  const [revoked, over, good, others] = [await make(mine), await make(mine), await make(mine), await make(theirs)];
  await admin`update api_key set revoked_at = now() where prefix = ${revoked.slice(4, 14)}`;
  await admin`update api_key set expires_at = now() - interval '1 hour' where prefix = ${over.slice(4, 14)}`;
  return {
    "an invented key": `slv_${"A".repeat(10)}_${good.slice(15)}`,
    "a revoked key": revoked,
    "a key that is over": over,
    "a key with another's secret": `${good.slice(0, 37)}${others.slice(37)}`,
    "a key moved to another business": `${good.slice(0, 15)}${others.slice(15)}`,
    "half a key": good.slice(0, 40),
  };
}

test("every route that is not declared public refuses no token, forged tokens and a role without the permission", async () => {
  const tokens = await forgedTokens();
  const known = Object.entries(tokens);
  const plain = ["changed claims", "alg none", "HS256 with the public key", "expired"];
  const always = known.filter(([what]) => plain.includes(what));
  const rest = known.filter(([what]) => !plain.includes(what));
  const oddHeaders = ["Basic b3duZXI6eA==", "Bearer", `bearer  ${mine.token} x`, `Bearer ${mine.token},${mine.token}`];
  const routes = closedRoutes();
  expect(routes.length).toBeGreaterThan(90);
  await each(routes, async (route) => {
    const name = `${route.method} ${route.url}`;
    if ((await attack("no token", null, route)).status !== 401) breaches.push(`${name} answers nobody in particular`);
    for (const [what, token] of [...always, ...share(rest, 5)])
      if ((await attack(what, token, route)).status !== 401) breaches.push(`${name} takes a token: ${what}`);
    for (const header of share(oddHeaders, 1))
      if ((await attack("odd header", null, { ...route, headers: { authorization: header } })).status !== 401)
        breaches.push(`${name} takes the header ${header.slice(0, 12)}`);
  });
  await each(closed, async (door) => {
    const { status } = await attack("lesser role", weak, routeOf(door));
    const right = door.access === "signed_in" ? status !== 401 : status === 403;
    if (!right) breaches.push(`${door.name} answers a role without ${door.access}: ${status}`);
  });
  expect(breaches).toEqual([]);
  expect(crashes).toEqual([]);
}, 120_000);

test("no request of one business reads or changes another's row: every route by every id, in the path and in the body", async () => {
  const except = ["event", "audit_chain", "audit_seal"];
  const before = await marksOf(admin, mine.tenantId, except);
  const every = [...ids.values()].flat();
  const own = await idsOf(admin, theirs.tenantId, 1);
  await each(closed, async (door) => {
    const fields = new Set<string>();
    validInput(door, ({ path, format }) => void (format === "uuid" && fields.add(path)));
    const inPath = door.path.includes(":");
    for (const id of share(every, inPath ? 30 : 4)) {
      const input = validInput(door, ({ format }) => (format === "uuid" ? id : undefined));
      if (!JSON.stringify(input).includes(id)) break;
      const answer = await attack("another's id", theirs.token, requestOf(door, input));
      if (inPath && answer.ok && door.kind === "query") breaches.push(`${door.name} finds ${id}`);
    }
    // One field names another's record and all others are right: nothing but that record can be what is refused.
    for (const field of fields) {
      const foreign = idFor(ids, field);
      const input = validInput(door, ({ path, format }) =>
        format === "uuid" ? (path === field ? foreign : idFor(own, path)) : undefined,
      );
      await attack("one id of another's", theirs.token, requestOf(door, input));
    }
  });
  expect(breaches).toEqual([]);
  expect(crashes).toEqual([]);
  expect(await marksOf(admin, mine.tenantId, except)).toEqual(before);
  expect(await tablesThatHold(admin, theirs.tenantId, every)).toEqual([]);
}, 120_000);

const long = "x".repeat(100_000);
const strings = [
  "'; drop table party; --",
  '" or 1=1 --',
  "<script>alert(1)</script>",
  "$" + "{7*7}{{7*7}}#{7*7}",
  "../../../../etc/passwd",
  "a\u0000b",
  "\ud800 alone",
  "\u202Egnirts\u2066 \u200b\ufeff",
  "ﬁ Ⅷ 𝕊𝔼𝕃𝔼ℂ𝕋 ｓｅｌｅｃｔ İı",
  "👩‍👩‍👧‍👦".repeat(60),
  "%00%0a%0d%2e%2e%2f",
  "=cmd|'/c calc'!A1",
  "-1e999",
  long,
];

/** Inputs in which every string of the list stands somewhere; with many fields one input takes in many of them. */
function stringVariants(door: (typeof doors)[number]): Record<string, unknown>[] {
  let fields = 0;
  validInput(door, ({ type, format }) => {
    if (type === "string" && format !== "uuid") fields += 1;
    return undefined;
  });
  const inputs = fields === 0 ? 0 : Math.ceil(strings.length / Math.min(fields, 4));
  return Array.from({ length: inputs }, (_, i) => {
    let at = i * Math.min(fields, 4);
    return validInput(door, ({ type, format }) =>
      type === "string" && format !== "uuid" ? strings[at++ % strings.length] : undefined,
    );
  });
}

test("every route bears injected text, odd characters, odd numbers and wrong shapes in every field, without a 5xx", async () => {
  await each(doors, async (door) => {
    const plain = validInput(door, ({ format }) => (format === "uuid" ? anyId() : undefined));
    const variants: Record<string, unknown>[] = [
      ...stringVariants(door),
      ...[Number.MAX_SAFE_INTEGER, -1, 0.5, 1e308, "NaN"].map((n) =>
        validInput(door, ({ type }) => (type === "integer" || type === "number" ? n : undefined)),
      ),
      validInput(door, () => null),
      validInput(door, () => ({ $gt: "" })),
      validInput(door, () => ["a", ["b"]]),
      { ...plain, extra: { deep: true }, id: [anyId()] },
    ];
    for (const input of variants) {
      const { method, url, body } = requestOf(door, input);
      // An address past what HTTP takes is cut by the server before any code of ours.
      if (url.length < 8_000) await attack("odd values", mine.token, { method, url, body });
    }
    if (door.method === "GET") return;
    const { method, url } = requestOf(door, plain);
    const json = { "content-type": "application/json" };
    const bodies: [string, string, Record<string, string>][] = [
      ["malformed", '{"a":', json],
      [
        "prototype keys",
        '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"lines":[{"__proto__":{"x":1}}]}',
        json,
      ],
      ["the same key twice", '{"name":"a","name":{"b":1}}', json],
      ["an array", "[1,2]", json],
      ["a number", "5", json],
      ["null", "null", json],
      ["deep objects", `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`, json],
      ["deep arrays", `{"lines":${"[".repeat(50_000)}${"]".repeat(50_000)}}`, json],
      ["bytes that are no UTF-8", '{"name":"\xff\xfe"}', json],
      ["plain text", "name=x", { "content-type": "text/plain" }],
      ["a form", "name=x", { "content-type": "application/x-www-form-urlencoded" }],
      [
        "XML",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        { "content-type": "application/xml" },
      ],
      ["multipart without a part", "--x--", { "content-type": "multipart/form-data; boundary=x" }],
      ["a type of its own", "{}", { "content-type": "application/json; charset=utf-16" }],
      ["no type", "{}", { "content-type": "" }],
    ];
    for (const [what, body, headers] of share(bodies, 6))
      await attack(what, mine.token, { method, url, body, headers });
  });
  expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
  expect(crashes).toEqual([]);
  expect(breaches).toEqual([]);
}, 120_000);

test("a body past the limit is refused by every route that takes one", async () => {
  const big = JSON.stringify({ name: "x".repeat(3_000_000) });
  await each(
    doors.filter((d) => d.method !== "GET" && d.method !== "DELETE"),
    async (door) => {
      // The server may answer and close before the whole body was sent.
      const status = await attack("oversized", mine.token, { ...routeOf(door), body: big }).then(
        (a) => a.status,
        () => 413,
      );
      if (status !== 413) breaches.push(`${door.name} takes three megabytes: ${status}`);
    },
    2,
  );
  expect(breaches).toEqual([]);
}, 120_000);

test("odd paths, methods and headers get a refusal, never a fault", async () => {
  const odd = [
    "/v1/%00",
    "/v1/..%2f..%2fetc/passwd",
    "/v1/customers/%ff",
    `/v1/customers/${"a".repeat(290)}`,
    "//v1//customers",
    "/v1/customers/%E0%A4%A",
    "/media/../x",
    "/v1/customers?limit=1&limit=2&__proto__[a]=1",
    "/.env",
    "/.git/config",
  ];
  for (const url of odd)
    for (const method of ["GET", "POST", "DELETE", "OPTIONS", "PUT"])
      await attack("odd path", mine.token, { method, url, ...(method === "POST" ? { body: {} } : {}) });
  for (const headers of [
    { "idempotency-key": "k".repeat(500) },
    { "if-match": '"99999999999999999999"' },
    { "x-forwarded-for": "1.2.3.4, ' or 1=1" },
    { cookie: "selvedge_refresh=../../x; __proto__=1" },
  ])
    await attack("odd header", mine.token, {
      method: "POST",
      url: "/v1/customers",
      body: { kind: "person", name: "Asha" },
      headers: headers as never,
    });
  expect(crashes).toEqual([]);
  expect(breaches).toEqual([]);
});

test("a request whose length is told twice, or in odd ways, is refused before anything is read of it", async () => {
  const { hostname, port } = new URL(world.server.origin);
  const raw = (head: string) =>
    new Promise<string>((resolve) => {
      let answer = "";
      const socket = connect(Number(port), hostname, () => socket.write(head));
      socket.setTimeout(3_000, () => socket.destroy());
      socket.on("data", (chunk) => {
        answer += chunk.toString();
      });
      socket.on("error", () => {});
      socket.on("close", () => resolve(answer));
    });
  const begin = `POST /v1/customers HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${mine.token}\r\nContent-Type: application/json\r\n`;
  for (const lengths of [
    "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
    "Content-Length: 2\r\nContent-Length: 40\r\n",
    "Transfer-Encoding: xchunked\r\n",
    "Content-Length: +2\r\n",
  ]) {
    const answer = await raw(`${begin}${lengths}\r\n{}GET /v1/me HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(answer, lengths).toMatch(/^HTTP\/1\.1 400/);
    expect(answer.match(/HTTP\/1\.1 /g), lengths).toHaveLength(1);
  }
});

test("the live feed is opened by pages of this server and by programs, not by other sites", async () => {
  const open = (headers: Record<string, string>) =>
    new Promise<boolean>((resolve) => {
      const socket = new WebSocket(`${world.server.origin.replace("http", "ws")}/v1/feed`, { headers } as never);
      socket.onopen = () => {
        socket.close();
        resolve(true);
      };
      socket.onerror = () => resolve(false);
    });
  expect(await open({})).toBe(true);
  expect(await open({ origin: world.server.origin })).toBe(true);
  expect(await open({ origin: "https://elsewhere.example" })).toBe(false);
  expect(await open({ origin: "null" })).toBe(false);
});

test("what was refused stands in the audit trail, counted", async () => {
  const answer = await mine.send("GET", "/v1/events?type=audit.request_refused");
  const { items } = (await answer.json()) as { items: { after: { code: string; count: number } }[] };
  expect(items.length).toBeGreaterThan(0);
  expect(items.length).toBeLessThan(60);
  expect(items[0]!.after).toMatchObject({ code: "not_permitted" });
  console.log(
    `attack: ${sent} requests to ${world.server.routes.length} routes, ${breaches.length} breaches, ${crashes.length} faults`,
  );
});
