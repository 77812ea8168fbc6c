import { afterAll, beforeAll, expect, test } from "vitest";
import { operations } from "../../apps/server/src/modules/index.ts";
import { openPool, type Sql } from "../../apps/server/src/platform/db.ts";
import { jsonSchemaOf } from "../../apps/server/src/platform/http/json-schema.ts";
import {
  catalogApi,
  type Endpoint,
  inventoryApi,
  type Permission,
  partyApi,
  permissions,
  salesApi,
  shownRules,
} from "../../packages/contract/src/index.ts";
import { type Business, openServer, type ServerUnderTest, sendRaw } from "./open-server.ts";
import { idsOf } from "./tenant-rows.ts";
import { signInWith } from "./trade.ts";
import { requestOf, validInput } from "./valid-input.ts";

// Generated over every route and every field of every answer: a new one is covered without being named.
const doors = operations.map((o) => o.endpoint);
const tellsCost = /cost|margin|cogs|profit|^(stock)?ValueMinor$/i;
/** Called like a cost and none: how stock is valued, the price of placing an order, an accuracy beside the naive forecast. */
const harmless = new Set(["costMethod", "orderCostMinor", "marginOverNaive"]);
/** Whoever holds one of these sees what goods cost by its nature: the books, and the whole business taken out as a file. */
const seesCost: readonly Permission[] = [
  "catalog.cost.read",
  "ledger.book.read",
  "tenancy.archive.export",
  "tenancy.archive.restore",
];

interface Node {
  properties?: Record<string, Node>;
  items?: Node;
  additionalProperties?: Node | boolean;
  anyOf?: Node[];
  oneOf?: Node[];
  allOf?: Node[];
}

/** Every field of an answer by its path, `*` for each of a list. */
function fieldsOf(node: Node, path: string[] = []): string[][] {
  const parts = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])].flatMap((n) => fieldsOf(n, path));
  const own = Object.entries(node.properties ?? {}).flatMap(([key, inner]) => [
    [...path, key],
    ...fieldsOf(inner, [...path, key]),
  ]);
  const each = [node.items, typeof node.additionalProperties === "object" ? node.additionalProperties : undefined];
  return [...parts, ...own, ...each.flatMap((inner) => (inner ? fieldsOf(inner, [...path, "*"]) : []))];
}

test("every field that tells cost or margin is marked, whichever door it leaves by", () => {
  const bare = doors
    .filter((door) => !seesCost.includes(door.access as Permission))
    .flatMap((door) => {
      const marked = shownRules(door).map((rule) => rule.path.join("."));
      return fieldsOf(jsonSchemaOf(door.output, "output") as Node)
        .filter((path) => tellsCost.test(path.at(-1)!) && !harmless.has(path.at(-1)!))
        .map((path) => path.join("."))
        .filter((path) => !marked.some((m) => path === m || path.startsWith(`${m}.`)))
        .map((path) => `${door.name}: ${path}`);
    });
  expect(bare, "mark it with shownWith(...) in packages/contract").toEqual([]);
});

// What a piece costs, and what all of them cost: figures that nothing else in the business comes to.
const COST = 40_007;
const PIECES = 9;
const figures = Array.from({ length: PIECES }, (_, i) => COST * (i + 1));

let world: ServerUnderTest;
let admin: Sql;
let business: Business;
/** Holds everything but the right to costs, and what shows them by its nature. */
let weak: string;
let ids: Map<string, string[]>;

beforeAll(async () => {
  world = await openServer();
  admin = openPool(world.database.adminUrl, { max: 2 });
  business = await world.openBusiness("costly");
  await trade(business);
  weak = await signInWith(
    admin,
    business,
    permissions.filter((p) => !seesCost.includes(p)),
  );
  ids = await idsOf(admin, business.tenantId, 3);
}, 120_000);
afterAll(async () => {
  await admin?.end({ timeout: 1 });
  await world?.close();
});

/** Pieces of one cost: received, adjusted, moved, sold and shipped. */
async function trade({ call }: Business): Promise<void> {
  const [scale] = (await call(catalogApi.listSizeScales, {})).items;
  const style = await call(catalogApi.createStyle, {
    ...{ code: "S-1", name: "Shirt", taxClass: "apparel", hsnCode: "6205", sizeScaleId: scale!.id },
    ...{
      sizes: scale!.sizes.slice(0, 1),
      colourways: [{ code: "NVY", name: "Navy", hex: "#1f2a44" }],
      basePriceMinor: 130_000,
    },
  });
  const skuId = style.colourways[0]!.skus[0]!.id;
  const { items: channels } = await call(salesApi.listChannels, {});
  const { id: channelId, locationId } = channels.find((c) => c.kind === "web")!;
  const { id: other } = await call(inventoryApi.createLocation, { code: "OTHER", name: "Other shop", kind: "shop" });
  await call(inventoryApi.receiveStock, { locationId, lines: [{ skuId, qty: PIECES, unitCostMinor: COST }] });
  await call(inventoryApi.adjustStock, { locationId, reason: "scrap", lines: [{ skuId, differenceQty: -1 }] });
  await call(inventoryApi.transferStock, {
    fromLocationId: locationId,
    toLocationId: other,
    lines: [{ skuId, qty: 2 }],
  });
  const customer = await call(partyApi.createCustomer, { kind: "person", name: "Asha", email: "asha@example.com" });
  await call(salesApi.placeOrder, {
    ...{ channelId, customerId: customer.id, lines: [{ skuId, qty: 2 }] },
    payment: { method: "card" },
  });
  const retail = channels.find((c) => c.kind === "retail")!;
  await call(inventoryApi.receiveStock, {
    locationId: retail.locationId,
    lines: [{ skuId, qty: 3, unitCostMinor: COST }],
  });
  await call(salesApi.sellOverCounter, { channelId: retail.id, lines: [{ skuId, qty: 1 }] });
}

/** Requests that read, of each door and of each route that is no operation, with every kind of id in the path. */
function reads(): { name: string; url: string; door: Endpoint | null }[] {
  const every = [...ids.values()].flat();
  const today = new Date().toISOString().slice(0, 10);
  const named = doors.filter((door) => door.method === "GET" && door.access !== "public");
  const byDoor = named.flatMap((door) => {
    const inputs = door.path.includes(":") ? every : [every[0]!];
    return [false, true].flatMap((withOptional) =>
      inputs.map((id) => {
        const choose = ({ format }: { format?: string }) =>
          format === "uuid" ? id : format === "date" ? today : undefined;
        return { name: door.name, url: requestOf(door, validInput(door, choose, withOptional)).url, door };
      }),
    );
  });
  const known = new Set(named.map((door) => door.path));
  const others = world.server.routes
    .filter(({ method, url }) => method === "GET" && url.startsWith("/v1/") && !known.has(url) && url !== "/v1/feed")
    .flatMap(({ url }) =>
      (url.includes(":") ? every : [every[0]!]).map((id) => ({ name: url, url: url.replace(/:\w+/g, id), door: null })),
    );
  return [...byDoor, ...others];
}

/** The figures of `figures` that stand in a text as numbers of their own, in minor units or as money. */
function told(text: string): number[] {
  const numbers = new Set(text.match(/\d[\d,]*(\.\d+)?/g)?.map((n) => Number(n.replaceAll(",", ""))));
  return figures.filter((figure) => numbers.has(figure) || numbers.has(figure / 100));
}

async function textOf(token: string, url: string): Promise<string> {
  const answer = await sendRaw(world.server.origin, token, "GET", url);
  return answer.ok ? answer.text() : "";
}

/** The values at a marked path. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (path.length === 0) return [value];
  if (value === null || typeof value !== "object") return [];
  const [step, ...rest] = path as [string, ...string[]];
  if (step === "*") return Object.values(value).flatMap((v) => valuesAt(v, rest));
  return step in value ? valuesAt((value as Record<string, unknown>)[step], rest) : [];
}

test("no answer of any route tells a cost or margin to who may not see them", async () => {
  const breaches = new Set<string>();
  const shownToOwner = new Set<string>();
  const queue = reads();
  expect(queue.length).toBeGreaterThan(300);
  const work = async (): Promise<void> => {
    for (let one = queue.shift(); one; one = queue.shift()) {
      const text = await textOf(weak, one.url);
      if (told(text).length > 0) breaches.add(`${one.name} tells ${told(text)}`);
      if (told(await textOf(business.token, one.url)).length > 0) shownToOwner.add(one.name);
      if (!text.startsWith("{")) continue;
      for (const { path, permission } of one.door ? shownRules(one.door) : []) {
        if (permission !== "catalog.cost.read") continue;
        if (valuesAt(JSON.parse(text), path).some((v) => v !== null))
          breaches.add(`${one.name} gives ${path.join(".")}`);
      }
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  expect([...breaches]).toEqual([]);
  // The same requests do tell the owner: stock, reports, the trail.
  for (const door of ["inventory.list_moves", "reports.get_sales", "audit.list_events"])
    expect([...shownToOwner]).toContain(door);
}, 120_000);

test("what is answered to a change, and what the feed says of it, hides costs as reading does", async () => {
  const { items } = await business.call(inventoryApi.listStock, {});
  const { skuId, locationId } = items.find((row) => row.availableQty > 0)!;
  const answer = await sendRaw(world.server.origin, weak, "POST", "/v1/stock-adjustments", {
    locationId,
    reason: "scrap",
    lines: [{ skuId, differenceQty: -1 }],
  });
  expect(answer.status).toBeLessThan(300);
  const body = (await answer.json()) as { valueMinor: unknown };
  expect(body).toHaveProperty("valueMinor", null);
  const heard = await hearFeed(weak);
  expect(heard.length).toBeGreaterThan(0);
  expect(heard.filter((message) => told(message).length > 0)).toEqual([]);
  expect((await hearFeed(business.token)).some((message) => told(message).length > 0)).toBe(true);
});

/** Everything the feed says from the beginning until it rests for a moment. */
function hearFeed(token: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const heard: string[] = [];
    const socket = new WebSocket(`${world.server.origin.replace("http", "ws")}/v1/feed`);
    let rest: NodeJS.Timeout;
    const settle = () => {
      clearTimeout(rest);
      rest = setTimeout(() => {
        socket.close();
        resolve(heard);
      }, 1_500);
    };
    socket.onopen = () => {
      socket.send(JSON.stringify({ type: "subscribe", token, cursor: "0" }));
      settle();
    };
    socket.onmessage = ({ data }) => {
      heard.push(String(data));
      settle();
    };
    socket.onerror = () => reject(new Error("the feed did not open"));
  });
}
