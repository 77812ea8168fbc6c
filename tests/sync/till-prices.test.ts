import { afterAll, beforeAll, expect, test } from "vitest";
import { buildCatalog } from "../../apps/pos/src/device/catalog.ts";
import { emptyTicket, priceTicket, type Ticket } from "../../apps/pos/src/device/ticket.ts";
import { getMeta } from "../../apps/pos/src/device/till-db.ts";
import { priceDrafts, readDraft } from "../../apps/server/src/modules/sales/index.ts";
import { systemActor } from "../../apps/server/src/platform/context.ts";
import { inTransaction } from "../../apps/server/src/platform/runner.ts";
import { catalogApi, partyApi, pricingApi } from "../../packages/contract/src/index.ts";
import { businessDate } from "../../packages/domain/src/index.ts";
import { type Business, openServer, type ServerUnderTest } from "../boundary/open-server.ts";
import { openShop, openTill, type Shop, type TestTill } from "./shop-floor.ts";

const BASKETS = 100_000;
const BATCH = 2_000;

let world: ServerUnderTest;
let business: Business;
let shop: Shop;
let till: TestTill;
beforeAll(async () => {
  world = await openServer("api");
  business = await world.openBusiness("prices");
  shop = await openShop(business, 0);
  await addRange();
  till = await openTill(world.server.origin, business, shop);
}, 120_000);
afterAll(() => world?.close());

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
  await call(partyApi.createCustomer, { kind: "person", name: "Asha", country: "IN", state: "KA" });
}

/** A small generator of its own, so that a failure can be looked at again. */
function random(seed: number): (below: number) => number {
  let at = seed;
  return (below) => {
    at = (Math.imul(at, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((at / 2 ** 32) * below);
  };
}

test(`${BASKETS.toLocaleString("en")} random baskets cost the same at the till and at the server, to the minor unit`, async () => {
  const customers = [null, ...(await till.db.customers.toArray())];
  const draw = random(20_260_401);
  const basket = (): Ticket => ({
    ...emptyTicket,
    customer: customers[draw(customers.length)] ?? null,
    lines: Array.from({ length: 1 + draw(6) }, (_, i) => ({
      id: String(i),
      skuId: shop.skuIds[draw(shop.skuIds.length)]!,
      qty: 1 + draw(5),
      discount: draw(4) === 0 ? { kind: "percent" as const, basisPoints: draw(9_000) } : null,
    })),
  });
  const catalog = buildCatalog((await getMeta(till.db, "head"))!, await till.db.styles.toArray());
  let different = 0;
  for (let done = 0; done < BASKETS; done += BATCH) {
    const tickets = Array.from({ length: BATCH }, basket);
    const call = { tenantId: business.tenantId, actor: systemActor, requestId: "baskets" };
    await inTransaction(world.server.runtime, call, { name: "test.baskets", readOnly: true }, async (ctx) => {
      expect(businessDate(ctx.now, ctx.tenant.timeZone)).toBe(ctx.today);
      const ours = tickets.map((ticket) => priceTicket(ticket, catalog, ctx.now, 0));
      // Goods and customers are read once; prices by one statement for the batch; each basket goes the placing path.
      const draftOf = (ticket: Ticket, i: number) => ({
        ...{ channelId: shop.channelId, locationId: shop.locationId, customerId: ticket.customer?.id },
        lines: ticket.lines.map((l, n) => ({
          ...{ skuId: l.skuId, qty: l.qty, discountMinor: ours[i]!.lines[n]!.manualDiscountMinor },
        })),
      });
      const reads = new Map<string | undefined, Awaited<ReturnType<typeof readDraft>>>();
      for (const customer of customers) {
        const whole = {
          ...draftOf(tickets[0]!, 0),
          customerId: customer?.id,
          lines: shop.skuIds.map((skuId) => ({ skuId, qty: 1 })),
        };
        reads.set(customer?.id, await readDraft(ctx, whole));
      }
      const drafts = tickets.map((ticket, i) => {
        const draft = draftOf(ticket, i);
        const read = reads.get(ticket.customer?.id)!;
        const skus = new Map(read.lines.map((l) => [l.skuId, l.sku]));
        return { draft, read: { ...read, lines: draft.lines.map((l) => ({ ...l, sku: skus.get(l.skuId)! })) } };
      });
      const theirs = await priceDrafts(ctx, drafts);
      theirs.forEach((server, i) => {
        const mine = ours[i]!;
        const same =
          server.totalMinor === mine.totalMinor &&
          server.taxMinor === mine.taxMinor &&
          server.lines.every(
            (l, n) => l.totalMinor === mine.lines[n]!.totalMinor && l.taxMinor === mine.lines[n]!.taxMinor,
          );
        if (!same) different += 1;
      });
    });
  }
  expect(different).toBe(0);
}, 240_000);
