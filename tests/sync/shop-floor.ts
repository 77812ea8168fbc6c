import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { buildCatalog, type Catalog } from "../../apps/pos/src/device/catalog.ts";
import { deliverWaiting } from "../../apps/pos/src/device/deliver.ts";
import { pairTill } from "../../apps/pos/src/device/pair.ts";
import { pullFacts } from "../../apps/pos/src/device/pull-facts.ts";
import { type Counter, sell, settleInCash } from "../../apps/pos/src/device/sell.ts";
import { openServerSession, type ServerSession } from "../../apps/pos/src/device/server-session.ts";
import { emptyTicket, priceTicket, type Ticket } from "../../apps/pos/src/device/ticket.ts";
import { getMeta, openTillDb, type TillDb } from "../../apps/pos/src/device/till-db.ts";
import { catalogApi, inventoryApi, salesApi, tenancyApi, tillApi } from "../../packages/contract/src/index.ts";
import type { Business } from "../boundary/open-server.ts";

/** What the network does to the next requests; anything after the list is sound. */
export type Weather = "sound" | "lost" | "answer_lost" | "twice" | "late";

export interface Network {
  fetch: typeof fetch;
  weather: Weather[];
  /** Requests that are still under way although their sender gave up; they arrive when this is awaited. */
  settle(): Promise<void>;
}

/** A network between till and server that loses, repeats and delays, as told. */
export function openNetwork(): Network {
  const late: (() => Promise<unknown>)[] = [];
  const network: Network = {
    weather: [],
    fetch: (async (url: string, init: RequestInit) => {
      const isEvent = String(url).includes("/v1/till/events");
      const now = isEvent ? (network.weather.shift() ?? "sound") : "sound";
      const send = () => fetch(url, init);
      if (now === "lost") throw new TypeError("network lost");
      if (now === "answer_lost") {
        await (await send()).arrayBuffer();
        throw new TypeError("answer lost");
      }
      if (now === "late") {
        late.push(async () => (await send()).arrayBuffer());
        throw new TypeError("timed out");
      }
      if (now === "twice") {
        const [first, second] = await Promise.all([send(), send()]);
        await second.arrayBuffer();
        return first;
      }
      return send();
    }) as typeof fetch,
    async settle() {
      // The last given up arrives first: out of order, and after what was sent since.
      for (const send of late.splice(0).reverse()) await send();
    },
  };
  return network;
}

export interface Shop {
  locationId: string;
  channelId: string;
  skuIds: string[];
  cashierId: string;
}

/** A shop with a style in stock and its owner allowed to sell. */
export async function openShop(business: Business, pieces: number): Promise<Shop> {
  const { call } = business;
  const { items: channels } = await call(salesApi.listChannels, {});
  const channel = channels.find((c) => c.kind === "retail")!;
  const skuIds = await addStyle(business, channel.locationId, "KURTA-1", pieces);
  const { items: users } = await call(tenancyApi.listUsers, {});
  const cashierId = users[0]!.id;
  await call(tillApi.setCashier, { userId: cashierId, pin: "2468", approves: true, discountLimitBasisPoints: 1000 });
  return { locationId: channel.locationId, channelId: channel.id, skuIds, cashierId };
}

/** A style in three sizes with as many pieces of each. @returns its SKUs */
export async function addStyle(
  business: Business,
  locationId: string,
  code: string,
  pieces: number,
): Promise<string[]> {
  const { call } = business;
  const { items: scales } = await call(catalogApi.listSizeScales, {});
  const scale = scales.find((s) => s.sizes.includes("M")) ?? scales[0]!;
  const style = await call(catalogApi.createStyle, {
    ...{ code, name: "Block print kurta", taxClass: "apparel", hsnCode: "620442", sizeScaleId: scale.id },
    sizes: scale.sizes.slice(0, 3),
    colourways: [{ code: "NVY", name: "Navy", hex: "#1f2a44" }],
    basePriceMinor: 249_950,
  });
  const skuIds = style.colourways.flatMap((c) => c.skus.map((s) => s.id));
  if (pieces > 0) {
    await call(inventoryApi.receiveStock, {
      locationId,
      lines: skuIds.map((skuId) => ({ skuId, qty: pieces, unitCostMinor: 90_000 })),
    });
  }
  return skuIds;
}

/** A paired till on a device of its own, as the app runs it, behind a network of its own. */
export interface TestTill {
  db: TillDb;
  network: Network;
  session: ServerSession;
  catalog: Catalog;
  counter(): Promise<Counter>;
  sellSome(ticket: Partial<Ticket>): Promise<string>;
  deliver(): ReturnType<typeof deliverWaiting>;
  /** The tab is reloaded: everything in memory is gone. */
  reload(): Promise<void>;
}

let tills = 0;
const disk = { indexedDB: new IDBFactory(), IDBKeyRange };

export async function openTill(origin: string, business: Business, shop: Shop): Promise<TestTill> {
  tills += 1;
  const { call } = business;
  const name = `till-${process.pid}-${tills}`;
  const { id } = await call(tillApi.createTill, {
    ...{ code: `T${tills}X`, name: `Till ${tills}`, locationId: shop.locationId, channelId: shop.channelId },
  });
  const { code } = await call(tillApi.openPairing, { id });
  const network = openNetwork();
  const options = { baseUrl: origin, fetch: network.fetch };
  const till = { db: openTillDb(name, disk), network } as TestTill;
  await pairTill(till.db, code, "Test device", options);
  const start = async () => {
    till.session = openServerSession(till.db, options);
    till.catalog = buildCatalog((await getMeta(till.db, "head"))!, await till.db.styles.toArray());
  };
  await pullFacts(till.db, openServerSession(till.db, options).call);
  await start();
  till.counter = async () => ({
    shift: (await getMeta(till.db, "openShift"))!,
    cashier: { id: shop.cashierId, name: "Owner" },
    currency: till.catalog.head.channel.currency,
    priceMode: till.catalog.head.channel.priceMode,
  });
  till.sellSome = async (some) => {
    const ticket = { ...emptyTicket, ...some };
    const priced = priceTicket(ticket, till.catalog, new Date(), 1000);
    const settled = settleInCash(
      priced.dueMinor,
      [],
      Math.max(0, priced.dueMinor + 100),
      till.catalog.head.channel.currency,
    );
    if ("shortMinor" in settled) throw new Error("not enough cash handed over");
    return (await sell(till.db, await till.counter(), ticket, priced, settled)).saleId;
  };
  till.deliver = () => deliverWaiting(till.db, till.session.call);
  till.reload = async () => {
    till.db.close();
    till.db = openTillDb(name, disk);
    await start();
  };
  return till;
}

export async function waiting(till: TestTill): Promise<number> {
  return till.db.events.where("delivered").equals(0).count();
}
