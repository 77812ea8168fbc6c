import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { decideApi, learningApi } from "@selvedge/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDemo } from "../../../demo/make-demo.ts";
import { categoryOf, styles } from "../../../demo/range.ts";
import { trueSizeOf } from "../../../demo/sim-fit.ts";
import { simulateTrade } from "../../../demo/simulate.ts";
import { demoTruth } from "../../../demo/truth.ts";
import { systemActor } from "../../../platform/context.ts";
import { openFiles } from "../../../platform/files.ts";
import { newId } from "../../../platform/ids.ts";
import { inTransaction, type Operation } from "../../../platform/runner.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../../testing/open-test-tenant.ts";
import { operations, signUp } from "../../index.ts";
import { keepFits } from "../../shop/index.ts";
import { tellFits } from "../fit/tell-fits.ts";
import { workRun } from "../training/work-run.ts";
import { aJob } from "./work-jobs.ts";

/** Kora Garments at half its size: what its generator planted is compared with what the models say, by their own doors. */
const request = { endsOn: "2026-03-31", scale: 0.5, seed: 11, tell: () => {} };
const truth = demoTruth(request.endsOn);
const dataDir = mkdtempSync(path.join(tmpdir(), "selvedge-truth-"));

describe("what the demo company hides", () => {
  let world: TestWorld;
  let shop: TestTenant;

  beforeAll(async () => {
    openFiles(dataDir);
    world = await openTestWorld({ now: () => new Date("2026-04-01T06:30:00Z") });
    const program = { operations, signUp: signUp as unknown as Operation };
    const { tenantId } = await makeDemo(world.runtime, program, { ...request, slug: "demo" });
    const call = () => ({ tenantId, actor: systemActor, requestId: `test-${newId()}` });
    shop = {
      ...{ runtime: world.runtime, tenantId },
      run: (door, input) => {
        const found = "execute" in door ? door : operations.find((o) => o.endpoint.name === door.name)!;
        return (found as Operation).execute(world.runtime, call(), input) as never;
      },
      step: (work) => inTransaction(world.runtime, call(), { name: "test.step" }, work),
    };
    for (const kind of ["elasticity", "customers", "recommendations", "anomalies", "fit"]) {
      // Some the demo has queued itself.
      const { items } = await shop.run(learningApi.listLearningRuns, { kind });
      const runId = items[0]?.id ?? (await shop.run(learningApi.startLearningRun, { kind })).runId;
      await workRun(aJob(shop), { runId });
      expect(await shop.run(learningApi.getLearningRun, { id: runId })).toMatchObject({
        status: "done",
        failure: null,
      });
    }
    await tellShopOfFits();
  }, 600_000);

  /** What the event runner does while the program runs. */
  async function tellShopOfFits(): Promise<void> {
    const models = await world.admin<{ entityId: string }[]>`
      select id as "entityId" from learning_model where tenant_id = ${shop.tenantId} and kind = 'fit' and status = 'champion'`;
    expect(models.length).toBeGreaterThanOrEqual(4);
    for (const model of models) await shop.step((ctx) => tellFits(ctx, model));
    const told = await world.admin<{ after: unknown }[]>`
      select after from event where tenant_id = ${shop.tenantId} and type = 'insights.fits_learned'`;
    for (const event of told) await shop.step((ctx) => keepFits(ctx, event));
  }
  afterAll(async () => {
    await world?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it("finds the elasticities: 95 % intervals hold the planted ones of nine styles in ten", async () => {
    const rows = await world.admin<{ code: string; lower: number; upper: number; elasticity: number }[]>`
      select y.code, e.lower, e.upper, e.elasticity from style_elasticity e join style y on y.tenant_id = e.tenant_id and y.id = e.style_id
      where e.tenant_id = ${shop.tenantId}`;
    const planted = (code: string) => truth.elasticities[categoryOf(styles.find((s) => s.code === code)!)]!;
    const held = rows.filter((r) => r.lower <= planted(r.code) && planted(r.code) <= r.upper);
    expect(rows.length).toBeGreaterThan(40);
    expect(held.length / rows.length).toBeGreaterThanOrEqual(0.9);
    const error = Math.sqrt(rows.reduce((sum, r) => sum + (r.elasticity - planted(r.code)) ** 2, 0) / rows.length);
    expect(error).toBeLessThan(0.8);
  });

  it("finds how styles are cut: planted ones by sign and size, true ones left alone", async () => {
    const { items } = await shop.run(decideApi.listStyleFits, { limit: 200 });
    const planted = truth.fit.offsets;
    const cuts = items.flatMap((row) => (row.cut ? [{ code: row.styleCode, ...row.cut }] : []));
    const sold = cuts.filter((cut) => cut.pieces >= 60);
    const named = sold.filter((cut) => planted[cut.code] !== undefined);
    expect(named.length).toBeGreaterThanOrEqual(8);
    const right = named.filter((cut) => cut.verdict === (planted[cut.code]! > 0 ? "small" : "large"));
    expect(right.length / named.length).toBeGreaterThanOrEqual(0.75);
    const wrong = sold.filter((cut) => planted[cut.code] === undefined && cut.verdict !== "true");
    expect(wrong.length / sold.length).toBeLessThan(0.12);
    const held = sold.filter(
      (cut) => Math.abs(cut.offset - (planted[cut.code] ?? 0)) <= 2.5 * cut.standardError + 0.15,
    );
    expect(held.length / sold.length).toBeGreaterThanOrEqual(0.85);
  });

  it("finds the true sizes of those who bought often, and the size that fits where their usual one does not", async () => {
    const { consumers } = simulateTrade(request);
    const rows = await world.admin<{ id: string; code: string }[]>`
      select id, code from party where tenant_id = ${shop.tenantId} and kind = 'person'`;
    const idOf = new Map(rows.map((row) => [row.code, row.id]));
    const styleIds = new Map(
      (
        await world.admin<{ id: string; code: string }[]>`select id, code from style where tenant_id = ${shop.tenantId}`
      ).map((row) => [row.code, row.id]),
    );
    const gaps: number[] = [];
    let [right, usualRight] = [0, 0];
    const waists = ["28", "30", "32", "34", "36", "38"];
    const nearest = (size: number) => waists[Math.max(0, Math.min(5, Math.round(size)))];
    for (const consumer of consumers) {
      const customerId = idOf.get(consumer.code)!;
      const { you } = await shop.run(decideApi.getSizeAdvice, { customerId, styleId: styleIds.get("TR601")! });
      if (!you || you.pieces < 4) continue;
      const own = trueSizeOf(truth, "WAIST", consumer.body);
      const needed = nearest(own + truth.fit.offsets["TR601"]!);
      gaps.push(Math.abs(you.trueSize - own));
      if (you.size === needed) right += 1;
      if (nearest(own) === needed) usualRight += 1;
    }
    expect(gaps.length).toBeGreaterThan(30);
    expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeLessThan(0.45);
    expect(right / gaps.length).toBeGreaterThan(0.65);
    expect(usualRight / gaps.length).toBeLessThan(0.4);
  });

  it("says to mend what is cut wrong, and why pieces come back", async () => {
    const { items } = await shop.run(decideApi.listSuggestions, { kind: "fix_fit", limit: 100 });
    const codes = items.map((s) => s.subjectCode!);
    expect(codes.filter((code) => truth.fit.offsets[code] !== undefined).length).toBeGreaterThanOrEqual(5);
    expect(items.every((s) => s.worthMinor > 0 && s.worthLowMinor <= s.worthMinor)).toBe(true);
    const { reasons, returnedQty, scales } = await shop.run(decideApi.getFitQuality, {});
    expect(scales.map((s) => s.scaleName)).not.toContain("WAIST");
    expect(scales.every((s) => s.metrics["logLoss"]! < s.metrics["naiveLogLoss"]!)).toBe(true);
    expect(reasons.reduce((sum, r) => sum + r.pieces, 0)).toBe(returnedQty);
    expect(reasons.find((r) => r.reason === "unsaid")!.pieces).toBe(0);
  });

  it("ranks the planted pairs among the first companions", async () => {
    const { items } = await shop.run(decideApi.listCompanions, { limit: 200 });
    const codeOf = new Map(
      (
        await world.admin<{ id: string; code: string }[]>`select id, code from style where tenant_id = ${shop.tenantId}`
      ).map((s) => [s.id, s.code]),
    );
    const offered = new Set(
      (
        await world.admin<
          { code: string }[]
        >`select code from style where tenant_id = ${shop.tenantId} and status in ('active', 'markdown')`
      ).map((s) => s.code),
    );
    const wanted = truth.coPurchases.filter((pair) => offered.has(pair.second));
    const ranked = wanted.filter(({ first, second }) => {
      const own = items
        .filter((pair) => codeOf.get(pair.styleId) === first)
        .map((pair) => codeOf.get(pair.withStyleId));
      return own.slice(0, 2).includes(second);
    });
    expect(wanted.length).toBeGreaterThan(4);
    expect(ranked.length / wanted.length).toBeGreaterThanOrEqual(0.75);
  });

  it("puts the planted loyal above the planted lapsed in segment, value and risk", async () => {
    const trade = simulateTrade(request);
    const rows = await world.admin<{ code: string; segment: string; churn: number | null; clv: number | null }[]>`
      select p.code, c.segment, c.churn_probability as churn, c.clv_minor as clv from customer_insight c
      join party p on p.tenant_id = c.tenant_id and p.id = c.customer_id where c.tenant_id = ${shop.tenantId} and p.kind = 'person'`;
    const byCode = new Map(rows.map((r) => [r.code, r]));
    const of = (segment: string) =>
      trade.consumers.filter((c) => c.segment === segment).flatMap((c) => byCode.get(c.code) ?? []);
    const mean = (list: (number | null)[]) => {
      const known = list.filter((v) => v !== null);
      return known.reduce((sum, v) => sum + v, 0) / known.length;
    };
    const [loyal, lapsed] = [of("loyal"), of("lapsed")];
    expect(mean(lapsed.map((r) => r.churn))).toBeGreaterThan(mean(loyal.map((r) => r.churn)) + 0.3);
    expect(mean(loyal.map((r) => r.clv))).toBeGreaterThan(5 * mean(lapsed.map((r) => r.clv)));
    const good = new Set(["champions", "loyal", "big_spenders", "promising"]);
    expect(loyal.filter((r) => good.has(r.segment)).length / loyal.length).toBeGreaterThan(0.75);
    expect(lapsed.filter((r) => good.has(r.segment)).length / lapsed.length).toBeLessThan(0.1);
  });

  it("says which wholesale accounts lapsed, and to call them", async () => {
    const trade = simulateTrade(request);
    const lapsed = trade.accounts.filter((a) => a.segment === "lapsed").map((a) => a.name);
    const { items } = await shop.run(decideApi.listSuggestions, { kind: "call_customer" });
    expect(items.map((s) => s.subjectName)).toEqual(expect.arrayContaining(lapsed));
  });

  it("raises the planted price slip, discounts, theft and returner, and little else", async () => {
    const { items } = await shop.run(decideApi.listAnomalies, { limit: 200 });
    const planted = (kind: string) => truth.anomalies.find((a) => a.kind === kind)!;
    const within = (on: string, a: { from: string; to: string }) => on >= a.from && on <= a.to;
    const slip = planted("price_typo");
    expect(items.filter((c) => c.kind === "price" && within(c.happenedOn, slip))).toHaveLength(1);
    const abuse = planted("discount_abuse");
    const discounts = items.filter((c) => c.kind === "discount");
    expect(discounts.filter((c) => within(c.happenedOn, abuse)).length).toBeGreaterThanOrEqual(4);
    expect(discounts.every((c) => within(c.happenedOn, abuse) && c.locationName === "Pune Koregaon Park")).toBe(true);
    expect(items.filter((c) => c.kind === "stock")).toEqual([
      expect.objectContaining({ happenedOn: planted("shrinkage").from, locationName: "Mumbai Bandra" }),
    ]);
    const returner = simulateTrade(request).consumers[7]!;
    expect(items.filter((c) => c.kind === "refund").sort((a, b) => b.score - a.score)[0]).toMatchObject({
      customerName: returner.name,
    });
    expect(items.length).toBeLessThan(80);
  });
});
