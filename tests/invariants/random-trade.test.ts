import { billingApi, inventoryApi, type OutputOf, partyApi, salesApi } from "@selvedge/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operations } from "../../apps/server/src/modules/index.ts";
import { sandboxDelivery } from "../../apps/server/src/modules/payments/sandbox.ts";
import { systemActor } from "../../apps/server/src/platform/context.ts";
import { AppError } from "../../apps/server/src/platform/errors.ts";
import { newId } from "../../apps/server/src/platform/ids.ts";
import { aStockedShop, type StockedShop } from "../../apps/server/src/testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../apps/server/src/testing/open-test-tenant.ts";
import { checkInvariants } from "./check-books.ts";

/** "Not now" of a business at which several people work at once; anything else is a fault of the program. */
const refusals = new Set([
  "wrong_state",
  "out_of_stock",
  "over_applied",
  "credit_exceeded",
  "validation_failed",
  "stale_version",
]);

interface Scene {
  tenant: TestTenant;
  slug: string;
  secret: string;
  shop: StockedShop;
  shopFloorId: string;
  customerIds: string[];
  orderIds: string[];
  transfers: { id: string; skuId: string }[];
  sandboxPayments: { providerRef: string; amountMinor: number }[];
  done: Map<string, number>;
}

/** A number from the seed picks what is done, the others pick to what. */
const act = fc.record({
  verb: fc.constantFrom(
    ...(["place", "place", "place", "place", "ship", "ship", "ship", "pay", "pay", "sell", "sell"] as const),
    ...(["confirm", "hold", "resume", "cancel", "refund", "bring_back", "bring_back", "receive", "adjust"] as const),
    ...(["transfer", "take_in", "open_sandbox", "webhook", "webhook"] as const),
  ),
  pick: fc.nat({ max: 1_000 }),
  sku: fc.nat({ max: 7 }),
  qty: fc.integer({ min: 1, max: 7 }),
  coin: fc.boolean(),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;
type Verb = Act["verb"];

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld({ pool: 8 });
});
afterAll(() => world.close());

test("five people trade at random, at once, and every invariant holds", async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(act, { minLength: 25, maxLength: 45 }), { minLength: 5, maxLength: 5 }),
      async (people) => {
        const scene = await openScene(seen);
        await Promise.all(people.map((acts) => work(scene, acts)));
        expect(await checkInvariants(world.admin, scene.tenant.tenantId)).toEqual([]);
      },
    ),
    { numRuns: 6, seed: 20_261_121, endOnFailure: true },
  );
  expect(await checkInvariants(world.admin), "all businesses together").toEqual([]);
  // A history in which nothing happened would prove nothing.
  expect(Object.fromEntries(seen)).toMatchObject(
    Object.fromEntries(Object.keys(verbs).map((verb) => [verb, expect.any(Number)])),
  );
}, 60_000);

test("a break of the books is found and said", async () => {
  const { tenant } = await openScene(new Map());
  const { tenantId } = tenant;
  expect(await checkInvariants(world.admin, tenantId)).toEqual([]);
  await world.admin`update stock_level set on_hand_qty = on_hand_qty + 1 where tenant_id = ${tenantId}`;
  await world.admin`update cost_layer set remaining_value_minor = remaining_value_minor - 1 where tenant_id = ${tenantId}`;
  await world.admin`insert into number_series (tenant_id, code, prefix, next_no) values (${tenantId}, 'invoice', 'INV-', 2)`;
  const broken = (await checkInvariants(world.admin, tenantId)).map((line) => line.split(":")[0]);
  expect([...new Set(broken)]).toEqual([
    "inventory account = cost layers = moves",
    "on hand = sum of moves",
    "on hand = pieces in the cost layers",
    "invoice numbers are gapless per series",
  ]);
});

async function openScene(done: Map<string, number>): Promise<Scene> {
  const tenant = await world.openTenant();
  const shop = await aStockedShop(tenant, { qty: 25, unitCostMinor: 33_333, priceMinor: 261_000 });
  const shopFloor = await tenant.run(inventoryApi.createLocation, {
    code: "SHOP-1",
    name: "Shop",
    kind: "shop",
    allowsBackorder: true,
  });
  const customerIds = await Promise.all(
    [null, 900_000_00, null].map(async (creditLimitMinor, i) => {
      const account = { paymentTermsDays: 30, creditLimitMinor };
      const state = i === 2 ? "KA" : "MH";
      const kind = "company" as const;
      return (await tenant.run(partyApi.createCustomer, { kind, name: `Buyer ${i}`, country: "IN", state, account }))
        .id;
    }),
  );
  const [row] = await world.admin<{ slug: string; secret: string }[]>`
    select slug, settings->>'sandboxSecret' as secret from tenant where id = ${tenant.tenantId}`;
  return {
    ...{ tenant, slug: row!.slug, secret: row!.secret, shop, shopFloorId: shopFloor.id, customerIds },
    ...{ orderIds: [], transfers: [], sandboxPayments: [], done },
  };
}

async function work(scene: Scene, acts: readonly Act[]): Promise<void> {
  for (const a of acts) {
    try {
      if ((await verbs[a.verb](scene, a)) === nothingFits) continue;
      scene.done.set(a.verb, (scene.done.get(a.verb) ?? 0) + 1);
    } catch (error) {
      if (!(error instanceof AppError) || !refusals.has(error.code)) throw error;
    }
  }
}

const nothingFits = Symbol("nothing to do this to");
const oneOf = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)];
const skuOf = ({ shop }: Scene, n: number): string => shop.skuIds[n % shop.skuIds.length]!;

const verbs: Record<Verb, (scene: Scene, a: Act) => Promise<unknown>> = {
  async place(scene, a) {
    const { tenant, shop } = scene;
    const channel = (["wholesale", "retail", "web"] as const)[a.pick % 3]!;
    const customerId = oneOf([undefined, ...scene.customerIds], a.pick);
    const input = {
      channelId: shop.channels[channel],
      ...(customerId ? { customerId } : {}),
      lines: Array.from({ length: (a.pick % 3) + 1 }, (_, i) => ({ skuId: skuOf(scene, a.sku + i), qty: a.qty })),
      confirm: a.pick % 5 !== 0,
      partialShip: (["refuse", "partial", "backorder"] as const)[a.qty % 3]!,
      ...(a.coin && channel !== "wholesale" ? { payment: { method: "upi" as const } } : {}),
    };
    // A lost answer: the same key twice at once gives the same order.
    const idempotencyKey = newId();
    const twice = await Promise.all([1, 2].map(() => tenant.run(salesApi.placeOrder, input, { idempotencyKey })));
    expect(twice[0]!.orderId).toBe(twice[1]!.orderId);
    scene.orderIds.push(twice[0]!.orderId);
  },
  async sell(scene, a) {
    const sold = await scene.tenant.run(salesApi.sellOverCounter, {
      channelId: scene.shop.channels.retail,
      lines: [{ skuId: skuOf(scene, a.sku), qty: Math.min(a.qty, 3) }],
    });
    scene.orderIds.push(sold.orderId);
  },
  confirm: (scene, a) =>
    onOrder(scene, a, ({ id, version }) => scene.tenant.run(salesApi.confirmOrder, { id, version })),
  hold: (scene, a) =>
    onOrder(scene, a, ({ id, version }) => scene.tenant.run(salesApi.holdOrder, { id, version, reason: "Wait" })),
  async resume({ tenant }, a) {
    const { items } = await tenant.run(salesApi.listOrders, { status: "on_hold" });
    const held = oneOf(items, a.pick);
    if (!held) return nothingFits;
    const { id, version } = await tenant.run(salesApi.getOrder, { id: held.id });
    return tenant.run(salesApi.resumeOrder, { id, version });
  },
  cancel: (scene, a) =>
    onOrder(scene, a, ({ id }) => scene.tenant.run(salesApi.cancelOrder, { id, reason: "Not wanted" })),
  ship: (scene, a) =>
    onOrder(scene, a, (order) => {
      const part = order.lines.map((l) => ({ orderLineId: l.id, qty: Math.min(a.qty, l.qty) }));
      const lines = a.coin ? { lines: part.slice(0, 1) } : {};
      return scene.tenant.run(billingApi.shipOrder, { id: order.id, invoice: a.pick % 4 !== 0, ...lines });
    }),
  bring_back: (scene, a) =>
    onOrder(scene, a, (order) => {
      const line = oneOf(
        order.lines.filter((l) => l.shippedQty > l.returnedQty),
        a.sku,
      );
      if (!line) return Promise.resolve(nothingFits);
      const condition = a.coin ? ("sellable" as const) : ("damaged" as const);
      const lines = [{ orderLineId: line.id, qty: Math.min(a.qty, line.shippedQty - line.returnedQty), condition }];
      return scene.tenant.run(billingApi.receiveReturn, { id: order.id, reason: "Does not fit", lines });
    }),
  pay: (scene, a) =>
    onOrder(scene, a, (order) => {
      const amountMinor = Math.max(1, Math.floor((order.totalMinor * [10, 50, 100, 130][a.qty % 4]!) / 100));
      const method = a.coin ? ("cash" as const) : ("bank" as const);
      return scene.tenant.run(billingApi.takePayment, { id: order.id, method, amountMinor });
    }),
  async refund({ tenant }, a) {
    const { items } = await tenant.run(billingApi.listPayments, { limit: 200 });
    const payment = oneOf(
      items.filter((p) => p.direction === "in" && p.status === "captured"),
      a.pick,
    );
    if (!payment) return nothingFits;
    const part = a.coin ? { amountMinor: Math.max(1, Math.floor(payment.amountMinor / 3)) } : {};
    return tenant.run(billingApi.refundPayment, { id: payment.id, reason: "Overpaid", ...part });
  },
  receive: (scene, a) =>
    scene.tenant.run(inventoryApi.receiveStock, {
      locationId: a.coin ? scene.shopFloorId : scene.shop.warehouseId,
      lines: [{ skuId: skuOf(scene, a.sku), qty: a.qty * 3, unitCostMinor: 10_001 + a.pick }],
    }),
  adjust: (scene, a) =>
    scene.tenant.run(inventoryApi.adjustStock, {
      locationId: scene.shop.warehouseId,
      lines: [{ skuId: skuOf(scene, a.sku), ...(a.coin ? { differenceQty: -a.qty } : { countedQty: a.qty * 4 }) }],
    }),
  async transfer(scene, a) {
    const skuId = skuOf(scene, a.sku);
    const { documentId } = await scene.tenant.run(inventoryApi.transferStock, {
      fromLocationId: scene.shop.warehouseId,
      toLocationId: scene.shopFloorId,
      inTransit: a.coin,
      lines: [{ skuId, qty: a.qty }],
    });
    if (a.coin) scene.transfers.push({ id: documentId, skuId });
  },
  async take_in(scene, a) {
    const transfer = oneOf(scene.transfers, a.pick);
    if (!transfer) return nothingFits;
    const { id, skuId } = transfer;
    return scene.tenant.run(inventoryApi.receiveTransfer, {
      id,
      toLocationId: scene.shopFloorId,
      lines: [{ skuId, qty: 1 }],
    });
  },
  open_sandbox: (scene, a) =>
    onOrder(scene, a, async (order) => {
      const amountMinor = Math.max(1, order.totalMinor);
      const { providerRef } = await scene.tenant.run(billingApi.startSandboxPayment, { id: order.id, amountMinor });
      scene.sandboxPayments.push({ providerRef, amountMinor });
    }),
  webhook: deliverWebhook,
};

type Order = OutputOf<typeof salesApi.getOrder>;

async function onOrder(scene: Scene, a: Act, then: (order: Order) => Promise<unknown>): Promise<unknown> {
  // The newest are the likelier ones to be acted upon, and by two people at once.
  const id = oneOf(scene.orderIds.slice(-12), a.pick);
  if (id === undefined) return nothingFits;
  return then(await scene.tenant.run(salesApi.getOrder, { id }));
}

async function deliverWebhook(scene: Scene, a: Act): Promise<unknown> {
  const payment = oneOf(scene.sandboxPayments, a.pick);
  if (!payment) return nothingFits;
  const type = a.coin ? ("payment.captured" as const) : ("payment.failed" as const);
  // Few ids, so that redeliveries are common.
  const eventId = `${payment.providerRef}-${type}-${a.qty % 2}`;
  const { body, headers } = sandboxDelivery(scene.secret, { eventId, type, currency: "INR", ...payment });
  const operation = operations.find((o) => o.endpoint.name === billingApi.sandboxWebhook.name)!;
  return operation.execute(
    world.runtime,
    {
      tenantId: null,
      actor: systemActor,
      requestId: `test-${newId()}`,
      request: { headers, rawBody: body, ip: "127.0.0.1", userAgent: "sandbox", cookies: {} },
    },
    { tenant: scene.slug, ...JSON.parse(body) },
  );
}
