import { billingApi, catalogApi, inventoryApi, type OutputOf, salesApi, shopApi, tenancyApi } from "@selvedge/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { checkInvariants } from "../../../../../tests/invariants/check-books.ts";
import { systemActor } from "../../platform/context.ts";
import { type EventFact, findReaction, subscribersOf } from "../../platform/events.ts";
import { newId } from "../../platform/ids.ts";
import { aStockedShop, type StockedShop } from "../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";
import { remindOfCarts } from "./cart/remind-of-carts.ts";
import { changeOf } from "./changes-route.ts";
import { expireUnpaid } from "./checkout/expire-unpaid.ts";
import { deliverSandboxReport } from "./checkout/sandbox-page.ts";
import { operations } from "./routes.ts";
import { keepCompanions } from "./shelf/companions.ts";

let now = new Date("2026-11-20T06:00:00.000Z");
let world: TestWorld;
let tenant: TestTenant;
let goods: StockedShop;
let slug: string;

const shipTo = { line1: "12 Hill Road", city: "Mumbai", state: "MH", postcode: "400050", country: "IN" };

beforeAll(async () => {
  world = await openTestWorld({ now: () => now });
});
afterAll(() => world?.close());
beforeEach(async () => {
  tenant = await world.openTenant();
  goods = await aStockedShop(tenant, { qty: 5 });
  const [row] = await world.admin<{ slug: string }[]>`select slug from tenant where id = ${tenant.tenantId}`;
  slug = row!.slug;
  await tenant.run(shopApi.openShop, {});
  await tenant.run(shopApi.changeShopSettings, { isOpen: true });
});

/** A browser: what it remembers between calls. */
interface Browser {
  cart?: string;
  shopper?: string;
}

function visit<E extends (typeof operations)[number]["endpoint"]>(endpoint: E, input: object, browser: Browser = {}) {
  const door = operations.find((o) => o.endpoint.name === endpoint.name)!;
  const headers = {
    ...(browser.cart ? { "cart-token": browser.cart } : {}),
    ...(browser.shopper ? { "shopper-token": browser.shopper } : {}),
  };
  const call = {
    tenantId: null,
    actor: { ...systemActor, permissions: new Set<string>() },
    requestId: `visit-${newId()}`,
    request: { ip: "127.0.0.1", userAgent: "browser", cookies: {}, headers, rawBody: null },
  };
  return door.execute(tenant.runtime, call, { shop: slug, ...input }) as Promise<OutputOf<E>>;
}

async function fill(skuId: string, qty = 1, browser: Browser = {}): Promise<Browser> {
  const cart = await visit(shopApi.addToCart, { skuId, qty }, browser);
  return { ...browser, cart: cart.token ?? browser.cart! };
}

const buyer = { email: "Asha@Example.com", name: "Asha Rao", shipTo };
const buy = (browser: Browser, more: object = {}) =>
  visit(shopApi.placeShopOrder, { ...buyer, pays: "on_delivery", ...more }, browser);

async function bank(providerRef: string, decision: "captured" | "failed", eventId = newId()) {
  const [payment] = await world.admin<{ amount: number; currency: string }[]>`
    select amount_minor as amount, currency from payment where provider_ref = ${providerRef}`;
  const signal = new AbortController().signal;
  await deliverSandboxReport(
    { tenantId: tenant.tenantId, runtime: tenant.runtime, signal, transaction: (work) => tenant.step(work) },
    {
      ...{
        eventId,
        type: `payment.${decision}`,
        providerRef,
        amountMinor: payment!.amount,
        currency: payment!.currency,
      },
      ...(decision === "failed" ? { failureReason: "The bank declined the payment" } : {}),
    },
  );
}

const levelOf = async (skuId: string) => {
  const [level] = await world.admin<{ onHand: number; reserved: number }[]>`
    select on_hand_qty as "onHand", reserved_qty as reserved from stock_level
    where tenant_id = ${tenant.tenantId} and sku_id = ${skuId} and location_id = ${goods.warehouseId}`;
  return level!;
};
const mails = () =>
  world.admin<{ to: string; subject: string; text: string }[]>`
    select to_address as to, subject, text_body as text from mail where tenant_id = ${tenant.tenantId} order by created_at, id`;

/** What the worker does once an order has been cancelled. */
async function tellOfCancelling(): Promise<void> {
  const [fact] = await world.admin<EventFact[]>`
    select uid, type, entity_type as "entityType", entity_id as "entityId", before, after from event
    where tenant_id = ${tenant.tenantId} and type = 'sales.order_status_changed' order by id desc limit 1`;
  expect(subscribersOf(fact!)).toContain("shop/mail_cancelled");
  await tenant.step((ctx) => findReaction("shop/mail_cancelled", fact!.type)!(ctx, fact!));
}

test("shows styles with prices as the market shows them, and finds them in spite of spelling", async () => {
  const all = await visit(shopApi.listShopStyles, {});
  expect(all.items).toMatchObject([{ code: "KURTA-1", priceMinor: 99_900, isSoldOut: false }]);
  expect(all.facets.sizes.every((s) => s.count === 1)).toBe(true);
  const found = await visit(shopApi.listShopStyles, { q: "kurrta" });
  expect(found).toMatchObject({ total: 1, searchedFor: "kurta" });
  expect((await visit(shopApi.listShopStyles, { q: "trousers" })).total).toBe(0);
  const style = await visit(shopApi.getShopStyle, { code: "KURTA-1" });
  expect(style.colours.map((c) => c.name)).toEqual(["Navy", "Rust"]);
  await tenant.run(shopApi.showStyles, { styleIds: [goods.styleId], isShown: false });
  expect((await visit(shopApi.listShopStyles, {})).total).toBe(0);
  await expect(visit(shopApi.getShopStyle, { code: "KURTA-1" })).rejects.toMatchObject({ code: "not_found" });
});

test("a closed shop, and a business without one, are not found", async () => {
  await tenant.run(shopApi.changeShopSettings, { isOpen: false });
  await expect(visit(shopApi.getShop, {})).rejects.toMatchObject({ code: "not_found" });
  await expect(visit(shopApi.getShop, { shop: "nobody.example.com" })).rejects.toMatchObject({ code: "not_found" });
});

test("a cart holds its pieces, shows until when, and lets them go when the time is up", async () => {
  const skuId = goods.skuIds[0]!;
  const browser = await fill(skuId, 4);
  const cart = await visit(shopApi.getCart, {}, browser);
  expect(cart).toMatchObject({ pieces: 4, goodsMinor: 4 * 99_900, heldUntil: "2026-11-20T06:20:00.000Z" });
  expect(await levelOf(skuId)).toEqual({ onHand: 5, reserved: 4 });
  await expect(fill(skuId, 2)).rejects.toMatchObject({
    code: "out_of_stock",
    message: "Only 1 of this size is left.",
  });
  now = new Date(now.getTime() + 21 * 60_000);
  const lapsed = await visit(shopApi.getCart, {}, browser);
  expect(lapsed).toMatchObject({ heldUntil: null, lines: [{ state: "not_held", qty: 4 }] });
  await fill(skuId, 5);
  expect((await visit(shopApi.getCart, {}, browser)).lines[0]).toMatchObject({ state: "short", mostQty: 0 });
  await expect(buy(browser)).rejects.toMatchObject({ code: "out_of_stock" });
  expect(await visit(shopApi.holdCart, {}, browser)).toMatchObject({ pieces: 0, lines: [] });
});

test("buys a cart once, however often it is sent, and hands the held pieces over", async () => {
  const skuId = goods.skuIds[0]!;
  const browser = await fill(skuId, 2);
  const answers = await Promise.all([1, 2, 3, 4].map(() => buy(browser)));
  answers.push(await buy(browser));
  expect(new Set(answers.map((a) => `${a.number} ${a.key}`)).size).toBe(1);
  const { items } = await tenant.run(salesApi.listOrders, {});
  expect(items).toMatchObject([{ status: "confirmed", channelKind: "web", pieces: 2 }]);
  expect(await levelOf(skuId)).toEqual({ onHand: 5, reserved: 2 });
  expect(await visit(shopApi.getCart, {}, browser)).toMatchObject({ pieces: 0 });
  expect(await mails()).toMatchObject([
    { to: "asha@example.com", subject: `Your order ${answers[0]!.number} at Test Garments` },
  ]);
  const order = await visit(shopApi.getShopOrder, { number: answers[0]!.number, key: answers[0]!.key });
  expect(order).toMatchObject({ state: "on_delivery", shipTo: { line1: "12 Hill Road" }, mayCancel: true });
  const glance = await visit(shopApi.getShopOrder, { number: answers[0]!.number, email: "asha@example.com " });
  expect(glance).toMatchObject({ buyerName: null, email: "", shipTo: { line1: "", city: "Mumbai" }, mayCancel: false });
  for (const wrong of [{ email: "other@example.com" }, { key: "guessed" }, {}]) {
    const asked = visit(shopApi.getShopOrder, { number: answers[0]!.number, ...wrong });
    await expect(asked).rejects.toMatchObject({ code: "not_found" });
  }
  expect(await checkInvariants(world.admin, tenant.tenantId)).toEqual([]);
});

test("the delivery's charge is a taxed line of the order, free from its limit on, and only where it goes", async () => {
  const one = await fill(goods.skuIds[0]!);
  const quoted = await visit(shopApi.quoteCart, { shipTo }, one);
  expect(quoted).toMatchObject({
    deliveryMinor: 7_900,
    totalMinor: 99_900 + 7_900,
    payWays: ["online", "on_delivery"],
  });
  expect(quoted.taxes.map((t) => t.component).sort()).toEqual(["CGST", "SGST"]);
  const away = await visit(shopApi.quoteCart, { shipTo: { ...shipTo, state: "KA", postcode: "560001" } }, one);
  expect(away.taxes.map((t) => t.component)).toEqual(["IGST"]);
  expect(away.totalMinor).toBe(quoted.totalMinor);
  const two = await fill(goods.skuIds[1]!, 2);
  expect(await visit(shopApi.quoteCart, { shipTo }, two)).toMatchObject({ deliveryMinor: 0, totalMinor: 2 * 99_900 });
  for (const [field, change] of [
    ["shipTo.postcode", { postcode: "12" }],
    ["shipTo.state", { state: "Utah" }],
    ["shipTo.country", { country: "FR", state: undefined, postcode: undefined }],
  ] as const) {
    const asked = visit(shopApi.quoteCart, { shipTo: { ...shipTo, ...change } }, one);
    await expect(asked).rejects.toMatchObject({ fields: [{ path: field }] });
  }
  const stale = buy(one, { totalMinor: 1 });
  await expect(stale).rejects.toMatchObject({ code: "conflict", details: { totalMinor: quoted.totalMinor } });
  const bought = await buy(one, { totalMinor: quoted.totalMinor });
  expect(bought.totalMinor).toBe(quoted.totalMinor);
});

test("an online order waits for its payment: declined, tried again, approved, reported twice", async () => {
  const skuId = goods.skuIds[0]!;
  const browser = await fill(skuId, 2);
  const bought = await buy(browser, { pays: "online" });
  const which = { number: bought.number, key: bought.key };
  await bank(bought.payment!.providerRef, "failed");
  expect(await visit(shopApi.getShopOrder, which)).toMatchObject({
    state: "to_pay",
    lastPayment: { status: "failed", failureReason: "The bank declined the payment" },
  });
  const again = await visit(shopApi.payShopOrder, which);
  const same = await visit(shopApi.payShopOrder, which);
  expect(same.payment).toEqual(again.payment);
  const eventId = newId();
  await bank(again.payment!.providerRef, "captured", eventId);
  await bank(again.payment!.providerRef, "captured", eventId);
  const paid = await visit(shopApi.getShopOrder, which);
  expect(paid).toMatchObject({ state: "paid", paidMinor: bought.totalMinor });
  await expect(visit(shopApi.payShopOrder, which)).rejects.toMatchObject({ code: "wrong_state" });
  expect(await checkInvariants(world.admin, tenant.tenantId)).toEqual([]);
});

test("an order not paid in time lets its pieces go", async () => {
  const skuId = goods.skuIds[0]!;
  const bought = await buy(await fill(skuId, 5), { pays: "online" });
  expect(await levelOf(skuId)).toEqual({ onHand: 5, reserved: 5 });
  now = new Date(now.getTime() + 31 * 60_000);
  const signal = new AbortController().signal;
  await expireUnpaid({
    tenantId: tenant.tenantId,
    runtime: tenant.runtime,
    signal,
    transaction: (work) => tenant.step(work),
  });
  expect(await levelOf(skuId)).toEqual({ onHand: 5, reserved: 0 });
  const which = { number: bought.number, key: bought.key };
  expect(await visit(shopApi.getShopOrder, which)).toMatchObject({ state: "cancelled" });
  await expect(visit(shopApi.payShopOrder, which)).rejects.toMatchObject({ code: "wrong_state" });
});

test("the last piece, wanted in the shop and at the counter at the same moment, is sold once", async () => {
  for (let round = 0; round < 6; round += 1) {
    const skuId = goods.skuIds[round]!;
    await tenant.run(inventoryApi.adjustStock, {
      locationId: goods.warehouseId,
      lines: [{ skuId, differenceQty: -4 }],
    });
    const counter = () =>
      tenant.run(salesApi.sellOverCounter, { channelId: goods.channels.retail, lines: [{ skuId, qty: 1 }] });
    const outcomes = await Promise.allSettled([fill(skuId).then((b) => buy(b)), counter()]);
    expect(outcomes.map((o) => o.status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = outcomes.find((o) => o.status === "rejected") as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({ code: "out_of_stock" });
  }
  expect(await checkInvariants(world.admin, tenant.tenantId)).toEqual([]);
});

test("signs in by a mailed code, once, and joins the carts; guests' orders of that address are there", async () => {
  const [first, second] = goods.skuIds as [string, string];
  await buy(await fill(first));
  const codeOf = async () => /\d{6}/.exec((await mails()).at(-1)!.subject)![0];
  await visit(shopApi.sendSignInCode, { email: "asha@example.com" });
  const code = await codeOf();
  const phone = await fill(second, 2);
  const wrong = visit(shopApi.signInShopper, {
    email: "asha@example.com",
    code: code === "000000" ? "000001" : "000000",
  });
  await expect(wrong).rejects.toMatchObject({ code: "sign_in_failed" });
  const signedIn = await visit(shopApi.signInShopper, { email: "ASHA@example.com", code, name: "Asha Rao" }, phone);
  expect(signedIn.shopper).toMatchObject({ name: "Asha Rao", email: "asha@example.com", hasPassword: false });
  await expect(visit(shopApi.signInShopper, { email: "asha@example.com", code })).rejects.toMatchObject({
    code: "sign_in_failed",
  });
  const me = { shopper: signedIn.token };
  expect((await visit(shopApi.listShopperOrders, {}, me)).items).toHaveLength(1);
  expect(await visit(shopApi.getCart, {}, me)).toMatchObject({ pieces: 2 });
  await visit(shopApi.changeShopper, { password: "a long enough password", addresses: [shipTo] }, me);
  const laptop = await fill(second, 1, await fill(first, 1));
  const other = await visit(
    shopApi.signInShopper,
    { email: "asha@example.com", password: "a long enough password" },
    laptop,
  );
  const joined = await visit(shopApi.getCart, {}, { shopper: other.token, cart: other.cartToken! });
  expect(joined.lines.map((l) => l.qty).sort()).toEqual([1, 3]);
  await visit(shopApi.signOutShopper, {}, me);
  await expect(visit(shopApi.getShopper, {}, me)).rejects.toMatchObject({ code: "not_signed_in" });
  expect((await visit(shopApi.getShopper, {}, { shopper: other.token })).addresses).toMatchObject([
    { postcode: "400050" },
  ]);
  expect(await checkInvariants(world.admin, tenant.tenantId)).toEqual([]);
});

test("however many sign in by password, nobody else waits for a connection", async () => {
  const done: string[] = [];
  const tries = Array.from({ length: 30 }, (_, n) =>
    visit(shopApi.signInShopper, { email: `nobody-${n}@example.com`, password: "a long enough password" }).catch(() =>
      done.push("refused"),
    ),
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  const looked = Promise.all(Array.from({ length: 20 }, () => visit(shopApi.listShopStyles, {}))).then(() =>
    done.push("looked"),
  );
  await Promise.all([...tries, looked]);
  expect(done.indexOf("looked")).toBeLessThan(25);
});

test("a code is good for five tries", async () => {
  await visit(shopApi.sendSignInCode, { email: "asha@example.com" });
  const code = /\d{6}/.exec((await mails()).at(-1)!.subject)![0];
  const wrong = code === "000000" ? "111111" : "000000";
  for (let n = 0; n < 5; n += 1) {
    await expect(visit(shopApi.signInShopper, { email: "asha@example.com", code: wrong })).rejects.toMatchObject({
      code: "sign_in_failed",
    });
  }
  await expect(visit(shopApi.signInShopper, { email: "asha@example.com", code })).rejects.toMatchObject({
    code: "sign_in_failed",
  });
});

test("a cancelled order's money goes back, and so does money that comes too late", async () => {
  const bought = await buy(await fill(goods.skuIds[0]!), { pays: "online" });
  await bank(bought.payment!.providerRef, "captured");
  const which = { number: bought.number, key: bought.key };
  expect(await visit(shopApi.cancelShopOrder, which)).toEqual({ status: "cancelled" });
  expect(await visit(shopApi.getShopOrder, which)).toMatchObject({
    state: "cancelled",
    refundedMinor: bought.totalMinor,
  });
  expect(await checkInvariants(world.admin, tenant.tenantId)).toEqual([]);
  await tellOfCancelling();
  expect((await mails()).at(-1)).toMatchObject({
    subject: `Your order ${bought.number} has been cancelled`,
    text: expect.stringMatching(/As you asked[\s\S]*What you paid is on its way back/),
  });
});

test("whoever cancels an order, its shopper is told, and not what the desk noted for itself", async () => {
  await buy(await fill(goods.skuIds[0]!));
  const { items } = await tenant.run(salesApi.listOrders, {});
  await tenant.run(salesApi.cancelOrder, { id: items[0]!.id, reason: "Moths in the box" });
  await tellOfCancelling();
  const { text } = (await mails()).at(-1)!;
  expect(text).toMatch(/We are sorry[\s\S]*Nothing was charged/);
  expect(text).not.toContain("Moths");
});

test("a business that writes Hindi writes to its shoppers in Hindi", async () => {
  const { version } = await tenant.run(tenancyApi.getTenant, {});
  await tenant.run(tenancyApi.changeTenant, { version, locale: "hi-IN" });
  await visit(shopApi.sendSignInCode, { email: "asha@example.com" });
  expect((await mails()).at(-1)!.subject).toMatch(/^Test Garments के लिए आपका कोड \d{6}$/);
  const bought = await buy(await fill(goods.skuIds[0]!));
  const { subject, text } = (await mails()).at(-1)!;
  expect(subject).toBe(`Test Garments में आपका ऑर्डर ${bought.number}`);
  expect(text).toContain("नवंबर");
  // What is the business's own stays as the business wrote it.
  expect(text.replace(/https?:\S+|SO-\d+|Block print kurta|Navy|Standard|XXS|Test Garments/g, "")).not.toMatch(
    /[A-Za-z]{3,}/,
  );
});

test("what was sent may be asked to come back, each piece once and in time", async () => {
  const bought = await buy(await fill(goods.skuIds[0]!, 2));
  const which = { number: bought.number, key: bought.key };
  const { items } = await tenant.run(salesApi.listOrders, {});
  const lineId = (await visit(shopApi.getShopOrder, which)).lines[0]!.lineId;
  const ask = (qty: number) => visit(shopApi.askForReturn, { ...which, reason: "too_small", lines: [{ lineId, qty }] });
  await expect(ask(1)).rejects.toMatchObject({ code: "wrong_state" });
  await tenant.run(billingApi.shipOrder, { id: items[0]!.id });
  await ask(1);
  await expect(ask(2)).rejects.toMatchObject({ fields: [{ path: "lines.0.qty" }] });
  const open = await tenant.run(shopApi.listReturnRequests, {});
  expect(open.items).toMatchObject([{ status: "asked", lines: [{ qty: 1 }] }]);
  await expect(tenant.run(shopApi.answerReturnRequest, { id: open.items[0]!.id, accept: false })).rejects.toMatchObject(
    { fields: [{ path: "answer" }] },
  );
  await tenant.run(shopApi.answerReturnRequest, { id: open.items[0]!.id, accept: true });
  expect((await mails()).at(-1)!.subject).toContain("sending back");
  now = new Date(now.getTime() + 15 * 86_400_000);
  await expect(ask(1)).rejects.toMatchObject({ code: "wrong_state" });
});

test("a coupon takes its share off, as often as it may be used", async () => {
  const { createPromotion } = await import("@selvedge/contract").then((c) => c.pricingApi);
  await tenant.run(createPromotion, {
    ...{
      code: "WELCOME",
      name: "Welcome",
      kind: "percent",
      percentBasisPoints: 1000,
      coupon: "hello10",
      couponMostUses: 1,
    },
    ...{ startsAt: "2026-01-01T00:00:00Z", endsAt: "2027-01-01T00:00:00Z" },
  });
  const one = await fill(goods.skuIds[0]!);
  expect((await visit(shopApi.quoteCart, { shipTo }, one)).cart.discountMinor).toBe(0);
  const quoted = await visit(shopApi.quoteCart, { shipTo, coupon: " Hello10" }, one);
  expect(quoted.cart).toMatchObject({ discountMinor: 9_990, coupon: "HELLO10" });
  await buy(one, { coupon: "HELLO10", totalMinor: quoted.totalMinor });
  const two = await fill(goods.skuIds[1]!);
  await expect(buy(two, { coupon: "HELLO10" })).rejects.toMatchObject({ fields: [{ path: "coupon" }] });
});

test("events say which pages are old, and only those", () => {
  const level = (onHandQty: number, reservedQty: number) => ({ onHandQty, reservedQty });
  const fact = (type: string, before: unknown = null, after: unknown = null) =>
    changeOf({ type, entityType: "x", entityId: "k", before, after });
  expect(fact("inventory.level_changed", level(3, 0), level(3, 1))).toEqual({ skuId: "k", turned: false });
  expect(fact("inventory.level_changed", level(3, 2), level(3, 3))).toEqual({ skuId: "k", turned: true });
  expect(fact("pricing.price_set")).toEqual({ lists: true });
  expect(fact("shop.settings_changed")).toEqual({ all: true });
  expect(fact("sales.order_placed")).toBeNull();
});

test("shows what goes with a style as learning tells it, the newest word, and only what can be had", async () => {
  const [shirt, dress, stole] = await Promise.all(
    ["SHIRT", "DRESS", "STOLE"].map((code) => aStockedShop(tenant, { code, qty: 2 })),
  );
  const tell = (toldAt: string, look: string[], together: string[]) =>
    tenant.step((ctx) =>
      keepCompanions(ctx, {
        ...{ uid: newId(), type: "insights.companions_learned", entityType: "learning_model", entityId: newId() },
        after: { toldAt, companions: [{ styleId: goods.styleId, look, together, alike: [] }] },
      }),
    );
  await tell("2026-11-20T03:00:00.000Z", [stole!.styleId], [shirt!.styleId, dress!.styleId]);
  await tell("2026-11-19T03:00:00.000Z", [], []);
  const seen = () => visit(shopApi.getShopStyle, { code: "KURTA-1" });
  const codes = (styles: { code: string }[]) => styles.map((s) => s.code);
  expect(codes((await seen()).look)).toEqual(["STOLE"]);
  expect(codes((await seen()).together)).toEqual(["SHIRT", "DRESS"]);
  await tenant.run(shopApi.showStyles, { styleIds: [shirt!.styleId], isShown: false });
  expect(codes((await seen()).together)).toEqual(["DRESS"]);
});

test("narrows a list by kinds and collections within the rest, and counts what each would show", async () => {
  const dress = await aStockedShop(tenant, { code: "DRESS-1", qty: 2 });
  const kinds = (await tenant.run(catalogApi.listCategories, {})).items;
  await tenant.run(catalogApi.changeStyle, { id: goods.styleId, categoryId: kinds[0]!.id });
  await tenant.run(catalogApi.changeStyle, { id: dress.styleId, categoryId: kinds[1]!.id });
  await tenant.run(shopApi.setShopCollections, {
    collections: [{ slug: "edit", name: "Edit", rule: "styles", styleIds: [dress.styleId] }],
  });
  const list = await visit(shopApi.listShopStyles, { collections: "edit" });
  expect(list.items.map((s) => s.code)).toEqual(["DRESS-1"]);
  const { categories } = (await visit(shopApi.listShopStyles, {})).facets;
  expect(categories.map((c) => c.count)).toEqual([1, 1]);
  const ofKind = await visit(shopApi.listShopStyles, { kinds: kinds[0]!.code });
  expect(ofKind.items.map((s) => s.code)).toEqual(["KURTA-1"]);
  expect((await visit(shopApi.listShopStyles, { kinds: "nothing-like-it" })).total).toBe(0);
});

test("narrows a list by fabric, and counts what each would show", async () => {
  const dress = await aStockedShop(tenant, { code: "DRESS-1", qty: 2 });
  await tenant.run(catalogApi.changeStyle, { id: goods.styleId, fabric: "100% cotton cambric" });
  await tenant.run(catalogApi.changeStyle, { id: dress.styleId, fabric: "55% linen, 45% cotton" });
  const { facets } = await visit(shopApi.listShopStyles, {});
  expect(facets.fabrics).toEqual([
    { value: "cotton", label: "Cotton", count: 2, hex: null },
    { value: "linen", label: "Linen", count: 1, hex: null },
  ]);
  const linen = await visit(shopApi.listShopStyles, { fabric: "linen" });
  expect(linen.items.map((s) => s.code)).toEqual(["DRESS-1"]);
  expect(linen.facets.fabrics.map((f) => f.count)).toEqual([2, 1]);
});

test("what is sold out stands behind the rest or in its place, as the shop says, whatever the order", async () => {
  await aStockedShop(tenant, { code: "ANARKALI-1", qty: 0, priceMinor: 49_900 });
  const codes = async (more: object = {}) =>
    (await visit(shopApi.listShopStyles, more)).items.map((style) => style.code);
  expect(await codes()).toEqual(["KURTA-1", "ANARKALI-1"]);
  expect(await codes({ sort: "price_up" })).toEqual(["KURTA-1", "ANARKALI-1"]);
  await tenant.run(shopApi.changeShopSettings, { soldOut: "show" });
  expect(await codes()).toEqual(["ANARKALI-1", "KURTA-1"]);
  expect(await codes({ sort: "price_up" })).toEqual(["ANARKALI-1", "KURTA-1"]);
  await tenant.run(shopApi.changeShopSettings, { soldOut: "hide" });
  expect(await codes()).toEqual(["KURTA-1"]);
});

test("a shop that hides what is sold out hides the size, then the colour, then the style", async () => {
  const sizesOf = async () => {
    const style = await visit(shopApi.getShopStyle, { code: "KURTA-1" });
    return style.colours.map((c) => [c.name, c.skus.length]);
  };
  const sellOut = async (skuIds: readonly string[]) => {
    for (const skuId of skuIds) await fill(skuId, 5);
  };
  await sellOut(goods.skuIds.slice(0, 1));
  expect(await sizesOf()).toEqual([
    ["Navy", 4],
    ["Rust", 4],
  ]);
  await tenant.run(shopApi.changeShopSettings, { soldOut: "hide" });
  expect(await sizesOf()).toEqual([
    ["Navy", 3],
    ["Rust", 4],
  ]);
  await sellOut(goods.skuIds.slice(1, 4));
  expect(await sizesOf()).toEqual([["Rust", 4]]);
  await sellOut(goods.skuIds.slice(4));
  await expect(visit(shopApi.getShopStyle, { code: "KURTA-1" })).rejects.toMatchObject({ code: "not_found" });
});

test("lists no style of which the catalog has no price", async () => {
  const { items } = await tenant.run(catalogApi.listSizeScales, {});
  const scale = items.find((s) => s.sizes.includes("M"))!;
  await tenant.run(catalogApi.createStyle, {
    ...{ code: "BARE", name: "Unpriced", taxClass: "apparel", sizeScaleId: scale.id, sizes: ["M"] },
    colourways: [{ code: "RED", name: "Red", hex: "#aa2222" }],
  });
  expect((await visit(shopApi.listShopStyles, {})).items.map((s) => s.code)).toEqual(["KURTA-1"]);
});

const later = (hours: number) => {
  now = new Date(now.getTime() + hours * 3_600_000);
};
const reminded = async () => {
  await remindOfCarts({
    ...{ tenantId: tenant.tenantId, runtime: tenant.runtime, signal: new AbortController().signal },
    transaction: (work) => tenant.step(work),
  });
  return (await mails()).filter((mail) => mail.subject.startsWith("You left something"));
};
const tokenIn = (text: string) => /token=([\w-]+)/.exec(text)![1]!;

test("a bag left behind is told of once, and the mail's link opens it on any device", async () => {
  await tenant.run(shopApi.changeShopSettings, { remindHours: 4 });
  const browser = await fill(goods.skuIds[0]!, 2);
  await visit(shopApi.setCartContact, { email: "Asha@Example.com", remind: true }, browser);
  later(3);
  expect(await reminded()).toEqual([]);
  later(2);
  const [mail] = await reminded();
  expect(mail).toMatchObject({ to: "asha@example.com", text: expect.stringContaining("2 × Block print kurta, Navy") });
  expect(await reminded()).toHaveLength(1);
  const elsewhere = { cart: tokenIn(mail!.text) };
  expect((await visit(shopApi.getCart, {}, elsewhere)).pieces).toBe(2);
  expect((await visit(shopApi.getCart, {}, browser)).pieces).toBe(2);
  expect(await buy(elsewhere)).toMatchObject({ status: "confirmed" });
});

test("nobody is told of a bag who said no, stopped it, ordered since, or whose pieces are gone; and none where it is off", async () => {
  const left = async (email: string, remind = true, skuId = goods.skuIds[1]!) => {
    const browser = await fill(skuId);
    await visit(shopApi.setCartContact, { email, remind }, browser);
    return browser;
  };
  await left("off@example.com");
  await tenant.run(shopApi.changeShopSettings, { remindHours: 4 });
  const [kept] = await world.admin<{ n: number }[]>`
    select count(*)::int as n from cart where tenant_id = ${tenant.tenantId} and email_key is not null`;
  expect(kept!.n).toBe(0);
  await left("no@example.com", false);
  await left("asha@example.com");
  await left("gone@example.com", true, goods.skuIds[2]!);
  await left("yes@example.com");
  later(1);
  await buy(await fill(goods.skuIds[3]!));
  await buy(await fill(goods.skuIds[2]!, 5));
  later(4);
  const first = await reminded();
  expect(first.map((mail) => mail.to)).toEqual(["yes@example.com"]);
  await visit(shopApi.stopReminders, { token: tokenIn(first[0]!.text) });
  await expect(visit(shopApi.stopReminders, { token: "nobody" })).rejects.toMatchObject({ code: "not_found" });
  await left("yes@example.com", true, goods.skuIds[4]!);
  later(5);
  expect(await reminded()).toHaveLength(1);
});
