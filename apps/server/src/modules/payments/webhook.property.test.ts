import { billingApi, salesApi } from "@selvedge/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RequestMeta } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { aStockedShop, type StockedShop } from "../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";
import { operations as sales } from "../sales/index.ts";
import { type SandboxReport, sandboxDelivery } from "./index.ts";

let world: TestWorld;
let tenant: TestTenant;
let shop: StockedShop;
let slug: string;
let secret: string;
beforeAll(async () => {
  world = await openTestWorld();
  tenant = await world.openTenant();
  shop = await aStockedShop(tenant, { qty: 100_000 });
  const [row] = await world.admin<{ slug: string; secret: string }[]>`
    select slug, settings->>'sandboxSecret' as secret from tenant where id = ${tenant.tenantId}`;
  ({ slug, secret } = row!);
});
afterAll(() => world.close());

const webhook = sales.find((o) => o.endpoint.name === "sales.record_sandbox_event")!;

/** Delivers a report as the provider does: a signed body, nobody signed in. */
function deliver(
  report: SandboxReport,
  change: Partial<{ secret: string; body: string }> = {},
): Promise<{ outcome: string }> {
  const { body, headers } = sandboxDelivery(change.secret ?? secret, report);
  const request: RequestMeta = {
    ip: "127.0.0.1",
    userAgent: "sandbox",
    cookies: {},
    headers,
    rawBody: change.body ?? body,
  };
  const call = {
    tenantId: null,
    actor: { type: "system" as const, id: null, permissions: new Set<string>() },
    requestId: newId(),
    request,
  };
  return webhook.execute(tenant.runtime, call, { tenant: slug, ...JSON.parse(body) }) as Promise<{ outcome: string }>;
}

async function openOrder(qty: number) {
  const placed = await tenant.run(salesApi.placeOrder, {
    channelId: shop.channels.web,
    confirm: false,
    lines: [{ skuId: shop.skuIds[0]!, qty }],
  });
  const opened = await tenant.run(billingApi.startSandboxPayment, {
    id: placed.orderId,
    amountMinor: placed.totalMinor,
  });
  return { ...placed, ...opened };
}

interface Delivery {
  event: number;
  together: boolean;
}

/** What the provider saw happen, and in which order, how often and how closely its reports arrive. */
const delivery = fc.record({
  types: fc.array(fc.constantFrom("payment.captured" as const, "payment.failed" as const), {
    minLength: 1,
    maxLength: 4,
  }),
  order: fc.array(fc.record({ event: fc.nat({ max: 3 }), together: fc.boolean() }), { minLength: 1, maxLength: 8 }),
  qty: fc.integer({ min: 1, max: 3 }),
  wrongAmount: fc.boolean(),
  refund: fc.boolean(),
});

test("Feature: garment-business-management, Property 7: Payment-Triggered Workflow Automation", async () => {
  await fc.assert(
    fc.asyncProperty(delivery, async ({ types, order, qty, wrongAmount, refund }) => {
      const opened = await openOrder(qty);
      const reports = types.map((type) => ({
        eventId: newId(),
        type,
        providerRef: opened.providerRef,
        amountMinor: opened.totalMinor,
        currency: "INR",
        ...(type === "payment.failed" ? { failureReason: "Declined" } : {}),
      }));
      if (wrongAmount) await deliver({ ...reports[0]!, eventId: newId(), type: "payment.captured", amountMinor: 1 });
      const arrived = order.map(({ event, together }: Delivery) => ({
        report: reports[event % reports.length]!,
        together,
      }));
      const outcomes = await deliverAll(arrived);
      const captured = arrived.some((a) => a.report.type === "payment.captured");
      expect(outcomes.filter((o) => o === "recorded").length).toBeGreaterThanOrEqual(1);
      await checkOrder(opened, captured);
      // Everything once more, as a provider that lost our answers does: only a capture not yet seen still counts.
      const again: string[] = [];
      for (const report of reports) again.push(`${report.type} ${(await deliver(report)).outcome}`);
      const counted = again.filter((outcome) => outcome === "payment.captured recorded");
      expect(counted).toHaveLength(!captured && types.includes("payment.captured") ? 1 : 0);
      const nowCaptured = types.includes("payment.captured");
      await checkOrder(opened, nowCaptured);
      if (refund && nowCaptured) await refundAndCheck(opened);
    }),
    { numRuns: 100 },
  );
}, 180_000);

/** Reports marked together are sent without waiting for one another. */
async function deliverAll(arrived: readonly { report: SandboxReport; together: boolean }[]): Promise<string[]> {
  const outcomes: Promise<{ outcome: string }>[] = [];
  for (const { report, together } of arrived) {
    const sent = deliver(report);
    outcomes.push(sent);
    if (!together) await sent;
  }
  return (await Promise.all(outcomes)).map((o) => o.outcome);
}

type Opened = Awaited<ReturnType<typeof openOrder>>;

/** A capture moved the order on once, posted once, and counts once as paid; without one nothing moved. */
async function checkOrder({ orderId, paymentId, totalMinor }: Opened, captured: boolean) {
  const order = await tenant.run(salesApi.getOrder, { id: orderId });
  expect(order.status).toBe(captured ? "confirmed" : "pending");
  expect(order.paidMinor).toBe(captured ? totalMinor : 0);
  expect(order.history.map((h) => h.toStatus)).toEqual(captured ? ["pending", "confirmed"] : ["pending"]);
  const [books] = await world.admin<
    { entries: number; advance: number; unapplied: number; status: string; confirmed: number }[]
  >`
    select (select count(*)::int from journal_entry where document_id = p.id) as entries,
           (select coalesce(sum(l.credit_minor - l.debit_minor), 0)::bigint from journal_entry e
             join journal_line l on l.tenant_id = e.tenant_id and l.entry_id = e.id
             join account a on a.tenant_id = l.tenant_id and a.id = l.account_id and a.account_role = 'customer_advance'
             where e.document_id = p.id) as advance,
           p.unapplied_minor as unapplied, p.status,
           (select count(*)::int from event where entity_id = ${orderId} and type = 'sales.order_status_changed') as confirmed
    from payment p where p.id = ${paymentId}`;
  const minor = captured ? totalMinor : 0;
  expect(books).toMatchObject({
    entries: captured ? 1 : 0,
    advance: minor,
    unapplied: minor,
    confirmed: captured ? 1 : 0,
  });
  if (captured) expect(books!.status).toBe("captured");
  else expect(["pending", "failed"]).toContain(books!.status);
}

/** A refund takes back the money and its posting, and nothing else. */
async function refundAndCheck({ orderId, paymentId, totalMinor }: Opened) {
  await tenant.run(billingApi.refundPayment, { id: paymentId, reason: "Changed mind" });
  await expect(tenant.run(billingApi.refundPayment, { id: paymentId, reason: "Again" })).rejects.toMatchObject({
    code: "over_applied",
  });
  const order = await tenant.run(salesApi.getOrder, { id: orderId });
  expect(order).toMatchObject({ status: "confirmed", paidMinor: totalMinor, refundedMinor: totalMinor });
  const [left] = await world.admin<{ minor: number }[]>`
    select coalesce(sum(l.debit_minor - l.credit_minor), 0)::bigint as minor
    from payment p
    join journal_entry e on e.tenant_id = p.tenant_id and e.document_id = p.id
    join journal_line l on l.tenant_id = e.tenant_id and l.entry_id = e.id
    join account a on a.tenant_id = l.tenant_id and a.id = l.account_id and a.account_role = 'payment_clearing'
    where p.order_id = ${orderId}`;
  expect(left!.minor).toBe(0);
}

test("refuses a report that is not signed with the business's secret, or whose body was changed", async () => {
  const opened = await openOrder(1);
  const report: SandboxReport = {
    eventId: newId(),
    type: "payment.captured",
    providerRef: opened.providerRef,
    amountMinor: opened.totalMinor,
    currency: "INR",
  };
  await expect(deliver(report, { secret: "another" })).rejects.toMatchObject({ code: "not_permitted" });
  await expect(deliver(report, { body: JSON.stringify({ ...report, amountMinor: 1 }) })).rejects.toMatchObject({
    code: "not_permitted",
  });
  await checkOrder(opened, false);
});

test("a report that overtakes its payment counts when it is delivered again", async () => {
  const opened = await openOrder(1);
  const report: SandboxReport = {
    eventId: newId(),
    type: "payment.captured",
    providerRef: "sbx_unknown",
    amountMinor: opened.totalMinor,
    currency: "INR",
  };
  expect((await deliver(report)).outcome).toBe("ignored");
  expect((await deliver({ ...report, providerRef: opened.providerRef })).outcome).toBe("recorded");
  await checkOrder(opened, true);
});
