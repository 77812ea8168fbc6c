import { afterAll, beforeAll, expect, test } from "vitest";
import { buildCatalog } from "../../apps/pos/src/device/catalog.ts";
import { openShift } from "../../apps/pos/src/device/shift.ts";
import { emptyTicket, type PricedTicket, priceTicket, type Ticket } from "../../apps/pos/src/device/ticket.ts";
import { getMeta } from "../../apps/pos/src/device/till-db.ts";
import { makeId } from "../../apps/pos/src/device/write-event.ts";
import { priceDrafts, readDraft } from "../../apps/server/src/modules/sales/index.ts";
import type { Ctx } from "../../apps/server/src/platform/context.ts";
import { systemActor } from "../../apps/server/src/platform/context.ts";
import { inTransaction } from "../../apps/server/src/platform/runner.ts";
import {
  catalogApi,
  inventoryApi,
  partyApi,
  pricingApi,
  salesApi,
  shopApi,
  tillApi,
} from "../../packages/contract/src/index.ts";
import { businessDate } from "../../packages/domain/src/index.ts";
import { type Business, openServer, type ServerUnderTest } from "../boundary/open-server.ts";
import { openShop, openTill, type Shop, type TestTill } from "./shop-floor.ts";
import { address, visitShop } from "./shop-visit.ts";

const BASKETS = 100_000;
const BATCH = 2_000;
const SAMPLE = 40;

let world: ServerUnderTest;
let business: Business;
let shop: Shop;
let till: TestTill;
let webId: string;
let draw: (below: number) => number;
beforeAll(async () => {
  world = await openServer("api");
  business = await world.openBusiness("prices");
  shop = await openShop(business, 0);
  await addRange();
  await business.call(shopApi.openShop, {});
  await business.call(shopApi.changeShopSettings, { isOpen: true });
  await business.call(shopApi.setShopDeliveries, { deliveries: [freeDelivery] });
  const { items: channels } = await business.call(salesApi.listChannels, {});
  webId = channels.find((c) => c.kind === "web")!.id;
  draw = random(20_260_401);
  till = await openTill(world.server.origin, business, shop);
}, 120_000);
afterAll(() => world?.close());

const freeDelivery = { name: "Standard", country: "IN", chargeMinor: 0, leastDays: 2, mostDays: 4 };

/** Prices around the slab of Indian clothes, breaks by quantity, tiers, floors and promotions that stack. */
async function addRange(): Promise<void> {
  const { call } = business;
  const { items: scales } = await call(catalogApi.listSizeScales, {});
  const scale = scales.find((s) => s.sizes.includes("M"))!;
  const styleIds: string[] = [];
  for (const [i, basePriceMinor] of [49_900, 99_999, 249_900, 250_000, 262_497, 262_600, 279_950, 399_900].entries()) {
    const style = await call(catalogApi.createStyle, {
      ...{ code: `S${i}`, name: `Style ${i}`, taxClass: i === 0 ? "standard" : "apparel", sizeScaleId: scale.id },
      ...{
        sizes: scale.sizes.slice(0, 3),
        colourways: [{ code: "NVY", name: "Navy", hex: "#1f2a44" }],
        basePriceMinor,
      },
    });
    styleIds.push(style.id);
    shop.skuIds.push(...style.colourways[0]!.skus.map((k) => k.id));
  }
  const { items: lists } = await call(pricingApi.listPriceLists, {});
  const base = lists.find((l) => l.kind === "base")!;
  for (const [i, styleId] of styleIds.entries()) {
    const prices = [{ minQty: 3, unitPriceMinor: 45_000 + i * 29_900 }];
    await call(pricingApi.setPrices, { priceListId: base.id, styleId, prices });
  }
  const now = Date.now();
  const times = {
    startsAt: new Date(now - 86_400_000).toISOString(),
    endsAt: new Date(now + 86_400_000).toISOString(),
  };
  const plain = { channelKinds: [], categoryIds: [] };
  await call(pricingApi.createPromotion, {
    ...{
      code: "TEN",
      name: "Ten off",
      kind: "percent",
      percentBasisPoints: 1000,
      stackable: true,
      styleIds: styleIds.slice(2, 6),
    },
    ...{ ...plain, ...times },
  });
  await call(pricingApi.createPromotion, {
    ...{ code: "FLAT", name: "Flat", kind: "amount", amountMinor: 7_777, stackable: true, styleIds: styleIds.slice(4) },
    ...{ ...plain, ...times },
  });
  await call(partyApi.createCustomer, { kind: "person", name: "Asha", country: "IN", state: "MH" });
  // Buys at the counter only: what is billed to another state is taxed as sold there when it is delivered, and is not otherwise.
  await call(partyApi.createCustomer, { kind: "person", name: "Kavya", country: "IN", state: "KA" });
}

/** A small generator of its own, so that a failure can be looked at again. */
function random(seed: number): (below: number) => number {
  let at = seed;
  return (below) => {
    at = (Math.imul(at, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((at / 2 ** 32) * below);
  };
}

type Customer = Ticket["customer"];
const customers = async (): Promise<Customer[]> => [null, ...(await till.db.customers.toArray())];
const catalogOf = async () => buildCatalog((await getMeta(till.db, "head"))!, await till.db.styles.toArray());

/** One to six lines of one to five pieces; `byHand` gives some of them a discount at the counter. */
function basket(buyers: readonly Customer[], byHand: boolean): Ticket {
  return {
    ...emptyTicket,
    customer: buyers[draw(buyers.length)] ?? null,
    lines: Array.from({ length: 1 + draw(6) }, (_, i) => ({
      id: String(i),
      skuId: shop.skuIds[draw(shop.skuIds.length)]!,
      qty: 1 + draw(5),
      discount: byHand && draw(3) === 0 ? { kind: "percent" as const, basisPoints: draw(9_000) } : null,
    })),
  };
}

interface Way {
  channelId: string;
  locationId?: string;
  shipTo?: typeof address;
}

/** What the server's order engine charges on a channel: goods read once per customer, prices by one statement for all. */
async function priceAtServer(ctx: Ctx, way: Way, tickets: readonly Ticket[], ours: readonly PricedTicket[]) {
  const reads = new Map<string | undefined, Awaited<ReturnType<typeof readDraft>>>();
  for (const id of new Set(tickets.map((ticket) => ticket.customer?.id))) {
    const whole = { ...way, customerId: id, lines: shop.skuIds.map((skuId) => ({ skuId, qty: 1 })) };
    reads.set(id, await readDraft(ctx, whole));
  }
  const drafts = tickets.map((ticket, i) => {
    const draft = {
      ...{ ...way, customerId: ticket.customer?.id },
      lines: ticket.lines.map(({ skuId, qty }, n) => ({
        ...{ skuId, qty, discountMinor: ours[i]!.lines[n]!.manualDiscountMinor },
      })),
    };
    const read = reads.get(ticket.customer?.id)!;
    const skus = new Map(read.lines.map((l) => [l.skuId, l.sku]));
    return { draft, read: { ...read, lines: draft.lines.map((l) => ({ ...l, sku: skus.get(l.skuId)! })) } };
  });
  return priceDrafts(ctx, drafts);
}

interface Charged {
  totalMinor: number;
  taxMinor: number;
  lines: readonly { grossMinor: number; discountMinor: number; totalMinor: number; taxMinor: number }[];
}
const figures = ({ totalMinor, taxMinor, lines }: Charged) =>
  JSON.stringify([totalMinor, taxMinor, lines.map((l) => [l.grossMinor, l.discountMinor, l.totalMinor, l.taxMinor])]);

/**
 * Compared, of every basket: total, tax, and of every line price, discount, total and tax. The till is the device's own code on
 * the facts it was sent; the server is the order engine on the shop's counter channel, as placing asks it; the shop is the same
 * engine on the web channel with a delivery address, as its bag and checkout ask it.
 */
test(`${BASKETS.toLocaleString("en")} random baskets: till, shop and server agree to the minor unit`, async () => {
  const buyers = await customers();
  const local = buyers.filter((buyer) => buyer?.state !== "KA");
  const catalog = await catalogOf();
  const different: string[] = [];
  for (let done = 0; done < BASKETS; done += BATCH) {
    const tickets = Array.from({ length: BATCH }, () => basket(local, false));
    // Discounts by hand are the counter's alone: a tenth more baskets, which the shop is not asked about.
    const byHand = Array.from({ length: BATCH / 10 }, () => basket(buyers, true));
    const call = { tenantId: business.tenantId, actor: systemActor, requestId: "baskets" };
    await inTransaction(world.server.runtime, call, { name: "test.baskets", readOnly: true }, async (ctx) => {
      expect(businessDate(ctx.now, ctx.tenant.timeZone)).toBe(ctx.today);
      const all = [...tickets, ...byHand];
      const ours = all.map((ticket) => priceTicket(ticket, catalog, ctx.now, 0));
      const counter = { channelId: shop.channelId, locationId: shop.locationId };
      const placed = await priceAtServer(ctx, counter, all, ours);
      const online = await priceAtServer(ctx, { channelId: webId, shipTo: address }, tickets, ours);
      all.forEach((_, i) => {
        const mine = figures(ours[i]!);
        const same = mine === figures(placed[i]!) && (i >= tickets.length || mine === figures(online[i]!));
        if (!same) different.push([mine, figures(placed[i]!), online[i] && figures(online[i])].join("\n"));
      });
    });
  }
  expect(different.slice(0, 3)).toEqual([]);
}, 240_000);

test(`${SAMPLE} of them through the real doors: sold at the till without a task, quoted by the shop's own checkout`, async () => {
  const { call } = business;
  const lines = [...new Set(shop.skuIds)].map((skuId) => ({ skuId, qty: 2000, unitCostMinor: 20_000 }));
  await call(inventoryApi.receiveStock, { locationId: shop.locationId, lines });
  await openShift(till.db, shop.cashierId, 100_000);
  const catalog = await catalogOf();
  for (let i = 0; i < SAMPLE; i += 1) {
    const drawn = basket([null], false);
    // A bag holds one line of a SKU.
    const ticket = { ...drawn, lines: [...new Map(drawn.lines.map((l) => [l.skuId, l])).values()] };
    const mine = priceTicket(ticket, catalog, new Date(), 0);
    const visit = visitShop(world.server.origin, business.slug);
    for (const { skuId, qty } of ticket.lines) await visit.add(skuId, qty);
    const quoted = await visit.quote();
    expect(quoted).toMatchObject({ totalMinor: mine.totalMinor, taxMinor: mine.taxMinor, deliveryMinor: 0 });
    const inBag = new Map(quoted.cart.lines.map((l) => [l.skuId, l.lineMinor]));
    expect(mine.lines.map((l) => inBag.get(l.skuId))).toEqual(mine.lines.map((l) => l.totalMinor));
    await till.sellSome({ lines: ticket.lines.map((l) => ({ ...l, id: makeId() })) });
  }
  expect(await till.deliver()).toMatchObject({ kind: "done", problems: 0 });
  const { items } = await call(tillApi.listReviews, { limit: 10 });
  expect(items.map((task) => task.words)).toEqual([]);
}, 120_000);
