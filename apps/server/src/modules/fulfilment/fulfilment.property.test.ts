import { billingApi, inventoryApi, salesApi } from "@selvedge/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aStockedShop, type StockedShop } from "../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";
import { assertBooksTieToStock } from "../inventory/testing/stock-checks.ts";
import { receiveReturnStep } from "./receive-return.ts";
import { shipOrderStep } from "./ship-order.ts";

let world: TestWorld;
const shops: Record<"fifo" | "moving_average", TestTenant | null> = { fifo: null, moving_average: null };
let styles = 0;
beforeAll(async () => {
  world = await openTestWorld();
  shops.fifo = await world.openTenant({ costMethod: "fifo" });
  shops.moving_average = await world.openTenant({ costMethod: "moving_average" });
});
afterAll(() => world.close());

const someQty = fc.integer({ min: 1, max: 5 });
const aStep = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("ship" as const), line: fc.nat({ max: 2 }), qty: someQty }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("shipAll" as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("return" as const),
      line: fc.nat({ max: 2 }),
      qty: someQty,
      condition: fc.constantFrom("sellable" as const, "damaged" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cancel" as const) }) },
);
type Step = typeof aStep extends fc.Arbitrary<infer T> ? T : never;
type Condition = "sellable" | "damaged";

interface World {
  shop: TestTenant;
  stock: StockedShop;
  orderId: string;
  lines: { id: string; skuId: string; ordered: number; shipped: number; cancelled: number; withCustomer: number }[];
}

/** On hand and reserved of a SKU at the warehouse, on hand in quarantine, and the two accounts that cost moves between. */
async function look({ shop, stock }: World, skuId: string) {
  const [row] = await world.admin<Record<"onHand" | "reserved" | "quarantine" | "cogs" | "inventory", number>[]>`
    select coalesce(sum(l.on_hand_qty) filter (where l.location_id = ${stock.warehouseId}), 0)::int as "onHand",
           coalesce(sum(l.reserved_qty) filter (where l.location_id = ${stock.warehouseId}), 0)::int as reserved,
           coalesce(sum(l.on_hand_qty) filter (where p.kind = 'quarantine'), 0)::int as quarantine,
           (${balance("cogs")}) as cogs, (${balance("inventory")}) as inventory
    from stock_level l join location p on p.tenant_id = l.tenant_id and p.id = l.location_id
    where l.tenant_id = ${shop.tenantId} and l.sku_id = ${skuId}`;
  return row!;

  function balance(role: string) {
    return world.admin`
      select coalesce(sum(j.debit_minor - j.credit_minor), 0)::bigint from journal_line j
      join account a on a.tenant_id = j.tenant_id and a.id = j.account_id
      where j.tenant_id = ${shop.tenantId} and a.account_role = ${role}`;
  }
}

async function ship(w: World, asked: { line: number; qty: number }[] | undefined) {
  return w.shop.step((ctx) =>
    shipOrderStep(ctx, {
      orderId: w.orderId,
      lines: asked?.map(({ line, qty }) => ({ orderLineId: w.lines[line]!.id, qty })),
    }),
  );
}

/** Ships some pieces of a line and checks what that did; pieces that are not left are refused and change nothing. */
async function shipSome(w: World, n: number, qty: number, oracle: CostOracle): Promise<void> {
  const line = w.lines[n]!;
  const before = await look(w, line.skuId);
  const left = line.ordered - line.shipped - line.cancelled;
  if (qty > left) {
    await expect(ship(w, [{ line: n, qty }])).rejects.toMatchObject({ code: "wrong_state" });
    expect(await look(w, line.skuId)).toEqual(before);
    return;
  }
  await ship(w, [{ line: n, qty }]);
  const after = await look(w, line.skuId);
  expect(after.onHand).toBe(before.onHand - qty);
  expect(after.reserved).toBe(before.reserved - qty);
  expect(after.cogs - before.cogs).toBe(before.inventory - after.inventory);
  oracle.assertTook(line.skuId, qty, after.cogs - before.cogs);
  line.shipped += qty;
  line.withCustomer += qty;
}

/** What the oldest pieces cost (FIFO); silent for a SKU once pieces of it came back, and under moving average. */
interface CostOracle {
  assertTook(skuId: string, qty: number, costMinor: number): void;
  forget(skuId: string): void;
}

function costOracle(costs: Map<string, number[]> | null): CostOracle {
  return {
    assertTook(skuId, qty, costMinor) {
      const queue = costs?.get(skuId);
      if (queue) expect(costMinor).toBe(queue.splice(0, qty).reduce((sum, cost) => sum + cost, 0));
    },
    forget: (skuId) => void costs?.delete(skuId),
  };
}

async function returnSome(w: World, n: number, qty: number, condition: Condition, oracle: CostOracle): Promise<void> {
  const line = w.lines[n]!;
  const before = await look(w, line.skuId);
  const takeBack = () =>
    w.shop.step((ctx) =>
      receiveReturnStep(ctx, {
        ...{ orderId: w.orderId, reason: "does not fit" },
        lines: [{ orderLineId: line.id, qty, condition }],
      }),
    );
  const mayReturn = line.withCustomer >= qty;
  if (!mayReturn) {
    await expect(takeBack()).rejects.toMatchObject({ code: "wrong_state" });
    expect(await look(w, line.skuId)).toEqual(before);
    return;
  }
  await takeBack();
  const after = await look(w, line.skuId);
  expect(after.onHand - before.onHand).toBe(condition === "sellable" ? qty : 0);
  expect(after.quarantine - before.quarantine).toBe(condition === "damaged" ? qty : 0);
  expect(after.reserved).toBe(before.reserved);
  expect(before.cogs - after.cogs).toBe(after.inventory - before.inventory);
  line.withCustomer -= qty;
  oracle.forget(line.skuId);
}

async function cancel(w: World): Promise<void> {
  const before = await Promise.all(w.lines.map((line) => look(w, line.skuId)));
  const leftOf = (line: World["lines"][number]) => line.ordered - line.shipped - line.cancelled;
  const done = await w.shop.run(salesApi.cancelOrder, { id: w.orderId, reason: "changed her mind" }).catch((e) => e);
  const after = await Promise.all(w.lines.map((line) => look(w, line.skuId)));
  if (done instanceof Error) {
    expect(done).toMatchObject({ code: "wrong_state" });
    expect(w.lines.every((line) => leftOf(line) === 0)).toBe(true);
    expect(after).toEqual(before);
    return;
  }
  w.lines.forEach((line, i) => {
    const unshipped = w.lines.reduce((sum, other) => sum + (other.skuId === line.skuId ? leftOf(other) : 0), 0);
    expect(after[i]).toEqual({ ...before[i], reserved: before[i]!.reserved - unshipped });
  });
  for (const line of w.lines) line.cancelled = line.ordered - line.shipped;
}

async function shipAll(w: World, oracle: CostOracle): Promise<void> {
  const rest = w.lines.map((line, n) => ({ n, qty: line.ordered - line.shipped - line.cancelled }));
  if (rest.every(({ qty }) => qty === 0)) {
    await expect(ship(w, undefined)).rejects.toMatchObject({ code: "wrong_state" });
    return;
  }
  const shipped = await ship(w, undefined);
  expect(shipped.lines.map(({ orderLineId, qty }) => [orderLineId, qty])).toEqual(
    rest.filter(({ qty }) => qty > 0).map(({ n, qty }) => [w.lines[n]!.id, qty]),
  );
  for (const { n, qty } of rest) {
    w.lines[n]!.shipped += qty;
    w.lines[n]!.withCustomer += qty;
    if (qty > 0) oracle.forget(w.lines[n]!.skuId);
  }
}

async function assertShipmentsTell(w: World): Promise<void> {
  const { items } = await w.shop.run(billingApi.listShipments, { id: w.orderId });
  for (const line of w.lines) {
    const sumOf = (kind: "out" | "return") =>
      items
        .filter((shipment) => shipment.kind === kind)
        .flatMap((shipment) => shipment.lines)
        .reduce((sum, l) => sum + (l.orderLineId === line.id ? l.qty : 0), 0);
    expect(sumOf("out")).toBe(line.shipped);
    expect(sumOf("return")).toBe(line.shipped - line.withCustomer);
    expect(line.shipped + line.cancelled).toBeLessThanOrEqual(line.ordered);
  }
  const wrong = await world.admin`
    select l.id from sales_order_line l where l.tenant_id = ${w.shop.tenantId} and l.order_id = ${w.orderId}
      and l.returned_qty = l.shipped_qty and (
        select coalesce(sum(case s.kind when 'out' then x.cost_minor else -x.cost_minor end), 0)
        from shipment_line x join shipment s on s.tenant_id = x.tenant_id and s.id = x.shipment_id
        where x.tenant_id = l.tenant_id and x.order_line_id = l.id) <> 0`;
  expect(wrong, "a line wholly returned has cost nothing").toEqual([]);
}

/** An order of three lines over two SKUs, from layers of different cost. */
async function placeOne(
  method: "fifo" | "moving_average",
  layers: { qty: number; unitCostMinor: number }[],
  qtys: number[],
) {
  const shop = shops[method]!;
  styles += 1;
  const stock = await aStockedShop(shop, { code: `FUL-${styles}`, qty: 0 });
  const skuIds = [stock.skuIds[0]!, stock.skuIds[1]!, stock.skuIds[0]!];
  const costs = new Map(skuIds.map((skuId) => [skuId, [] as number[]]));
  for (const layer of [...layers, { qty: 15, unitCostMinor: 7777 }]) {
    const lines = [...costs.keys()].map((skuId) => ({ skuId, ...layer }));
    await shop.run(inventoryApi.receiveStock, { locationId: stock.warehouseId, lines });
    for (const queue of costs.values()) queue.push(...new Array<number>(layer.qty).fill(layer.unitCostMinor));
  }
  const placed = await shop.run(salesApi.placeOrder, {
    channelId: stock.channels.web,
    lines: skuIds.map((skuId, i) => ({ skuId, qty: qtys[i]! })),
  });
  const w: World = {
    ...{ shop, stock, orderId: placed.orderId },
    lines: placed.lines.map((line) => ({
      ...{ id: line.lineId, skuId: line.skuId, ordered: line.qty, shipped: 0, cancelled: 0, withCustomer: 0 },
    })),
  };
  return { w, oracle: costOracle(method === "fifo" ? costs : null) };
}

async function take(w: World, oracle: CostOracle, step: Step): Promise<void> {
  if (step.do === "ship") await shipSome(w, step.line, step.qty, oracle);
  else if (step.do === "shipAll") await shipAll(w, oracle);
  else if (step.do === "return") await returnSome(w, step.line, step.qty, step.condition, oracle);
  else await cancel(w);
}

test("Feature: garment-business-management, Property 9: Fulfilment Inventory Updates", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("fifo" as const, "moving_average" as const),
      fc.array(fc.record({ qty: fc.integer({ min: 1, max: 4 }), unitCostMinor: fc.integer({ min: 0, max: 90_000 }) }), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.array(someQty, { minLength: 3, maxLength: 3 }),
      fc.array(aStep, { minLength: 1, maxLength: 7 }),
      async (method, layers, qtys, steps) => {
        const { w, oracle } = await placeOne(method, layers, qtys);
        for (const step of steps) {
          await take(w, oracle, step);
          const ended = w.lines.every((line) => line.withCustomer === 0 && line.shipped + line.cancelled > 0);
          if (ended) break;
        }
        await assertShipmentsTell(w);
      },
    ),
    { numRuns: 100 },
  );
  await assertBooksTieToStock(world, shops.fifo!);
  await assertBooksTieToStock(world, shops.moving_average!);
}, 240_000);
