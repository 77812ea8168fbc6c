import { forecastApi, inventoryApi, learningApi, salesApi } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aStockedShop, type StockedShop } from "../../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../../testing/open-test-tenant.ts";
import { aJob } from "../testing/work-jobs.ts";
import { workRun } from "../training/work-run.ts";
import { readDemandAhead } from "./find-served-forecast.ts";
import { measureAccuracy } from "./measure-accuracy.ts";

const start = "2026-01-01";
let today = "2026-05-01";

/** Trade of a hundred days: a morning sale of each SKU in turn, more of the first. */
async function trade(world: TestWorld, shop: TestTenant, stocked: StockedShop, from: number, to: number) {
  const rows = [];
  for (let d = from; d < to; d += 1) {
    for (const [i, skuId] of stocked.skuIds.entries()) {
      if ((d + i) % (1 + (i % 3)) !== 0) continue;
      rows.push({ on: addDays(start, d), sku: skuId, qty: 1 + ((d * 7 + i * 3) % 4) });
    }
  }
  const channel = stocked.channels.web;
  await world.admin`
    with line as (
      select gen_random_uuid() as order_id, gen_random_uuid() as id, r.*, row_number() over () as no
      from jsonb_to_recordset(${world.admin.json(rows)}::jsonb) as r("on" date, sku uuid, qty int)
    ), placed as (
      insert into sales_order (tenant_id, id, number, channel_id, location_id, status, currency, price_mode, placed_on, placed_at,
                               gross_minor, discount_minor, taxable_minor, tax_minor, total_minor)
      select ${shop.tenantId}, order_id, 'T' || ${from}::int || '-' || no, ${channel}, ${stocked.warehouseId}, 'completed', 'INR', 'inclusive',
             "on", "on"::timestamptz + interval '5 hours', 100 * qty, 0, 100 * qty, 0, 100 * qty from line returning id
    )
    insert into sales_order_line (tenant_id, id, order_id, line_no, sku_id, qty, unit_price_minor, gross_minor, discount_minor,
                                  taxable_minor, tax_minor, total_minor)
    select ${shop.tenantId}, id, order_id, 1, sku, qty, 100, 100 * qty, 0, 100 * qty, 0, 100 * qty from line`;
}

describe("forecasts", () => {
  let world: TestWorld;
  let shop: TestTenant;
  let stocked: StockedShop;
  const train = async (parameters: object = {}, cutOffOn?: string) => {
    const { runId } = await shop.run(learningApi.startLearningRun, {
      kind: "forecast",
      parameters: { horizonDays: 28, ...parameters },
      ...(cutOffOn ? { cutOffOn } : {}),
    });
    await workRun(aJob(shop), { runId });
    return shop.run(learningApi.getLearningRun, { id: runId });
  };

  beforeAll(async () => {
    world = await openTestWorld({ now: () => new Date(`${today}T06:30:00Z`) });
    shop = await world.openTenant();
    stocked = await aStockedShop(shop, { qty: 5000 });
    await trade(world, shop, stocked, 0, 120);
  }, 120_000);
  afterAll(() => world?.close());

  it("answers every level, adds up through them, and reads what the champion's run said", async () => {
    const run = await train();
    expect(run).toMatchObject({ status: "done", metrics: { series: 8 } });
    const all = await shop.run(forecastApi.getForecast, { level: "all" });
    expect(all.points).toHaveLength(28);
    for (const level of ["category", "style", "colourway", "sku"] as const) {
      const { items } = await shop.run(forecastApi.listForecasts, { level });
      if (level === "category") continue;
      expect(items.reduce((sum, r) => sum + r.units, 0)).toBeCloseTo(all.row.units, 6);
    }
    expect(all.row.low80).toBeLessThanOrEqual(all.row.units);
    expect(all.row.high80).toBeGreaterThanOrEqual(all.row.units);
    const [sku] = (await shop.run(forecastApi.listForecasts, { level: "sku" })).items;
    const node = await shop.run(forecastApi.getForecast, { level: "sku", nodeId: sku!.nodeId! });
    expect(node.history.some((h) => h.units > 0)).toBe(true);
    expect(node.backtest.length).toBeGreaterThan(0);
    expect(node.places.map((p) => p.units)).toEqual([sku!.units]);
    const ahead = await shop.step((ctx) =>
      readDemandAhead(ctx, { skuIds: [sku!.nodeId!], everyPlace: false, fromOn: all.run.startsOn, days: 7 }),
    );
    expect(ahead[0]!.units).toBeCloseTo(
      node.points.slice(0, 7).reduce((s, p) => s + p.mean, 0),
      6,
    );
    expect(ahead[0]!.deviation).toBeGreaterThan(0);
  });

  it("pages through days, each once, with rising quantiles", async () => {
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await shop.run(forecastApi.listForecastDays, {
        horizonDays: 14,
        limit: 50,
        ...(cursor ? { cursor } : {}),
      });
      for (const day of page.items) {
        seen.add(`${day.nodeId} ${day.on}`);
        const q = day.quantiles;
        const rising = [q["0.025"]!, q["0.1"]!, q["0.25"]!, q["0.75"]!, q["0.9"]!, q["0.975"]!];
        expect(rising).toEqual([...rising].sort((a, b) => a - b));
      }
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.size).toBe(8 * 14);
  });

  it("reads nothing later than the cut-off: later sales, stock and promotions change nothing", async () => {
    const cutOffOn = addDays(start, 110);
    const first = await train({}, cutOffOn);
    const before = (await shop.run(forecastApi.getForecast, { level: "all" })).points;
    await trade(world, shop, stocked, 115, 120);
    await shop.run(inventoryApi.receiveStock, {
      locationId: stocked.warehouseId,
      lines: stocked.skuIds.map((skuId) => ({ skuId, qty: 5, unitCostMinor: 100 })),
    });
    const order = await shop.run(salesApi.placeOrder, {
      channelId: stocked.channels.web,
      lines: [{ skuId: stocked.skuIds[0]!, qty: 3 }],
    });
    await shop.run(salesApi.cancelOrder, { id: order.orderId, reason: "test" });
    const second = await train({}, cutOffOn);
    expect(second.dataHash).toBe(first.dataHash);
    expect((await shop.run(forecastApi.getForecast, { level: "all" })).points).toEqual(before);
    const whole = await train({}, addDays(start, 118));
    expect(whole.dataHash).not.toBe(first.dataHash);
  });

  it("compares with what then happened, and tells when it does worse than naive", async () => {
    const run = await train({}, addDays(start, 100));
    await shop.step(measureAccuracy);
    const { items } = await shop.run(forecastApi.listForecastAccuracy, { level: "style" });
    const mine = items.filter((i) => i.runId === run.id);
    expect(mine.map((i) => i.ahead)).toEqual(["1-7", "8-14", "15-28"]);
    const [sold] = await world.admin`
      select sum(l.qty)::int as units from sales_order o join sales_order_line l on l.order_id = o.id
      where o.tenant_id = ${shop.tenantId} and o.status <> 'cancelled'
        and o.placed_on between ${addDays(start, 101)} and ${addDays(start, 107)}`;
    expect(mine[0]!.actual).toBe(sold!["units"]);
    expect(mine[0]!.wape).toBeGreaterThanOrEqual(0);
    // A season that nobody could foresee: nothing sells any more, so last week repeated is wrong as well, and less so.
    today = addDays(start, 150);
    await world.admin`
      update forecast_accuracy set absolute_error = naive_absolute_error * 2 + 100, actual = greatest(actual, 60)
      where tenant_id = ${shop.tenantId} and run_id = ${run.id} and level = 'style'`;
    await world.admin`update forecast_accuracy set measured_on = '2027-01-01' where run_id = ${run.id}`;
    await shop.step(measureAccuracy);
    const alerts = await shop.run(forecastApi.listLearningAlerts, { open: "true" });
    const codes = alerts.items.map((a) => a.code);
    expect(codes).toContain("worse_than_naive");
    const [event] = await world.admin`
      select count(*)::int as n from event where tenant_id = ${shop.tenantId} and type = 'insights.alert_opened'`;
    expect(event!["n"]).toBe(alerts.items.length);
    await shop.run(forecastApi.resolveLearningAlert, { id: alerts.items[0]!.id });
    await expect(shop.run(forecastApi.resolveLearningAlert, { id: alerts.items[0]!.id })).rejects.toMatchObject({
      code: "wrong_state",
    });
  });

  it("has another recipe wait as challenger", async () => {
    const run = await train({ method: "alone" });
    const { items } = await shop.run(learningApi.listLearningModels, { kind: "forecast" });
    expect(items.find((m) => m.runId === run.id)?.status).toBe("challenger");
  });
});
