import { billingApi, salesApi } from "@selvedge/contract";
import { nextStatus, type SalesOrderEvent, type SalesOrderStatus } from "@selvedge/domain";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aStockedShop, type StockedShop } from "../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";

let world: TestWorld;
let shop: TestTenant;
let stock: StockedShop;

beforeAll(async () => {
  world = await openTestWorld();
  shop = await world.openTenant();
  stock = await aStockedShop(shop, { qty: 100_000 });
});
afterAll(() => world.close());

const step = fc.oneof(
  fc.constant({ do: "confirm" as const }),
  fc.constant({ do: "hold" as const }),
  fc.constant({ do: "resume" as const }),
  fc.constant({ do: "cancel" as const }),
  fc.record({ do: fc.constant("ship" as const), line: fc.nat({ max: 2 }), qty: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ do: fc.constant("return" as const), line: fc.nat({ max: 2 }), qty: fc.integer({ min: 1, max: 3 }) }),
);

async function take(
  orderId: string,
  lineIds: readonly string[],
  s: typeof step extends fc.Arbitrary<infer T> ? T : never,
) {
  const line = "line" in s ? { orderLineId: lineIds[s.line % lineIds.length]!, qty: s.qty } : null;
  switch (s.do) {
    case "confirm":
      return shop.run(salesApi.confirmOrder, { id: orderId });
    case "hold":
      return shop.run(salesApi.holdOrder, { id: orderId, reason: "Waiting" });
    case "resume":
      return shop.run(salesApi.resumeOrder, { id: orderId });
    case "cancel":
      return shop.run(salesApi.cancelOrder, { id: orderId, reason: "No more" });
    case "ship":
      return shop.run(billingApi.shipOrder, { id: orderId, lines: [line!] });
    case "return":
      return shop.run(billingApi.receiveReturn, {
        id: orderId,
        reason: "Too small",
        lines: [{ ...line!, condition: "sellable" }],
      });
  }
}

interface HistoryRow {
  seq: number;
  from_status: SalesOrderStatus | null;
  to_status: SalesOrderStatus;
  trigger: SalesOrderEvent;
  at: Date;
}

const readHistory = (orderId: string) =>
  world.admin<HistoryRow[]>`
    select seq, from_status, to_status, trigger, at from sales_order_history where order_id = ${orderId} order by seq`;

/** Every row follows from the one before by the documented table; a hold remembers where it came from. */
function expectLawful(history: readonly HistoryRow[]): void {
  let status: SalesOrderStatus | null = null;
  let heldFrom: SalesOrderStatus | null = null;
  history.forEach((row, i) => {
    expect(row.seq).toBe(i + 1);
    expect(row.from_status).toBe(status);
    if (i > 0) {
      expect(row.at.getTime()).toBeGreaterThanOrEqual(history[i - 1]!.at.getTime());
      expect(nextStatus(status!, row.trigger, heldFrom)).toBe(row.to_status);
    }
    heldFrom = row.to_status === "on_hold" ? status : null;
    status = row.to_status;
  });
}

test("Feature: garment-business-management, Property 6: Order Status and History Consistency", async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(step, { minLength: 1, maxLength: 9 }), async (confirm, steps) => {
      const placed = await shop.run(salesApi.placeOrder, {
        channelId: stock.channels.wholesale,
        confirm,
        lines: stock.skuIds.slice(0, 3).map((skuId) => ({ skuId, qty: 4 })),
      });
      const lineIds = placed.lines.map((l) => l.lineId);
      for (const s of steps) {
        const before = await shop.run(salesApi.getOrder, { id: placed.orderId });
        const refused = await take(placed.orderId, lineIds, s).then(
          () => false,
          (error: { code?: string }) => {
            expect(["wrong_state", "out_of_stock"]).toContain(error.code);
            return true;
          },
        );
        const after = await shop.run(salesApi.getOrder, { id: placed.orderId });
        if (refused) expect(after).toEqual(before);
        else expect(after.history.slice(0, before.history.length)).toEqual(before.history);
      }
      const history = await readHistory(placed.orderId);
      expectLawful(history);
      const [order] = await world.admin`select status from sales_order where id = ${placed.orderId}`;
      expect(order!["status"]).toBe(history.at(-1)!.to_status);
    }),
    { numRuns: 100 },
  );
}, 120_000);
