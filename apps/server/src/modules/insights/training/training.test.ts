import { forecastApi, learningApi } from "@selvedge/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findReaction } from "../../../platform/events.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../../testing/open-test-tenant.ts";
import { findChampion, readModelContent } from "../registry/find-champion.ts";
import { registerSlowMean } from "../testing/slow-mean.ts";
import { aJob } from "../testing/work-jobs.ts";
import { startNightly } from "./schedule-nights.ts";
import { sweepRuns } from "./sweep-runs.ts";
import { workRun } from "./work-run.ts";

registerSlowMean();

describe("training", () => {
  let world: TestWorld;
  let shop: TestTenant;
  beforeAll(async () => {
    world = await openTestWorld();
  });
  afterAll(() => world?.close());

  const start = async (parameters: object = {}) => {
    const { runId } = await shop.run(learningApi.startLearningRun, {
      kind: "slow_mean",
      parameters: { ...parameters },
    });
    return runId;
  };
  const train = async (parameters: object = {}) => {
    const runId = await start(parameters);
    await workRun(aJob(shop), { runId });
    return shop.run(learningApi.getLearningRun, { id: runId });
  };
  const models = async () => (await shop.run(learningApi.listLearningModels, { kind: "slow_mean" })).items;

  it("trains in threads, and keeps metrics, data hash, code version and model", async () => {
    shop = await world.openTenant();
    const run = await train();
    expect(run).toMatchObject({
      status: "done",
      progress: 1,
      dataHash: "1,2,6",
      dataRows: 3,
      metrics: { mean: 3, results: 2 },
    });
    expect(run.codeVersion).toMatch(/^[0-9a-f]{12}$/);
    const [model] = await models();
    expect(model).toMatchObject({ version: 1, status: "champion", runId: run.id, metrics: { mean: 3 } });
    const content = await shop.step((ctx) => readModelContent<{ mean: number }>(ctx, model!.id));
    expect(content).toEqual({ mean: 3 });
  });

  it("leaves a failed run with its reason, and what served before", async () => {
    shop = await world.openTenant();
    await train();
    const run = await train({ fails: true });
    expect(run).toMatchObject({ status: "failed", failure: "these values cannot be learnt from" });
    expect((await models()).map((m) => m.status)).toEqual(["champion"]);
  });

  it("cancels a run that waits, and one that trains within two seconds", async () => {
    shop = await world.openTenant();
    const waiting = await start();
    expect(await shop.run(learningApi.cancelLearningRun, { id: waiting })).toEqual({ status: "cancelled" });
    await workRun(aJob(shop), { runId: waiting });
    const running = await start({ milliseconds: 60_000 });
    const begun = performance.now();
    const worked = workRun(aJob(shop), { runId: running });
    await expect
      .poll(async () => (await shop.run(learningApi.getLearningRun, { id: running })).progress, { timeout: 10_000 })
      .toBeGreaterThan(0.05);
    await shop.run(learningApi.cancelLearningRun, { id: running });
    await worked;
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect(await shop.run(learningApi.getLearningRun, { id: running })).toMatchObject({ status: "cancelled" });
    expect(await models()).toEqual([]);
    await expect(shop.run(learningApi.cancelLearningRun, { id: running })).rejects.toMatchObject({
      code: "wrong_state",
    });
  });

  it("refuses a second run while one is open, unknown kinds, wrong parameters and a cut-off in the future", async () => {
    shop = await world.openTenant();
    await start();
    await expect(start()).rejects.toMatchObject({ code: "wrong_state" });
    for (const bad of [{ kind: "nothing_known" }, { kind: "slow_mean", parameters: { values: "x" } }]) {
      await expect(
        shop.step(async (ctx) => (await import("./start-run.ts")).startRun(ctx, bad as never)),
      ).rejects.toMatchObject({ code: "validation_failed" });
    }
    const other = await world.openTenant();
    await expect(
      other.run(learningApi.startLearningRun, { kind: "slow_mean", cutOffOn: "2099-01-01" }),
    ).rejects.toMatchObject({ code: "validation_failed" });
  });

  it("takes a run up again whose program stopped or died", async () => {
    shop = await world.openTenant();
    const runId = await start({ milliseconds: 60_000 });
    const stop = new AbortController();
    const worked = workRun(aJob(shop, stop.signal), { runId });
    await expect.poll(async () => (await shop.run(learningApi.getLearningRun, { id: runId })).status).toBe("running");
    stop.abort(new Error("the program stops"));
    await expect(worked).rejects.toThrow();
    expect(await shop.run(learningApi.getLearningRun, { id: runId })).toMatchObject({ status: "queued" });
    await world.admin`update learning_run set status = 'running', progress_at = now() - interval '1 hour', parameters = parameters || '{"milliseconds": 5}' where id = ${runId}`;
    await sweepRuns(aJob(shop));
    await workRun(aJob(shop), { runId });
    expect(await shop.run(learningApi.getLearningRun, { id: runId })).toMatchObject({ status: "done" });
  });

  it("lets a model serve that is no worse, and has a worse one wait", async () => {
    shop = await world.openTenant();
    await train({ score: 1 });
    await train({ score: 1.04 });
    await train({ score: 1.5 });
    await train({ score: 0.5, mayRefresh: false });
    expect((await models()).map((m) => [m.version, m.status])).toEqual([
      [4, "challenger"],
      [3, "challenger"],
      [2, "champion"],
      [1, "retired"],
    ]);
  });

  it("promotes and rolls back by a person, recorded, and then leaves the choice to people", async () => {
    shop = await world.openTenant();
    await train({ score: 1 });
    await train({ score: 2, values: [50] });
    const [challenger, first] = await models();
    await shop.run(learningApi.promoteLearningModel, { id: challenger!.id, reason: "festival goods" });
    await expect(shop.run(learningApi.promoteLearningModel, { id: challenger!.id })).rejects.toMatchObject({
      code: "wrong_state",
    });
    await shop.run(learningApi.rollBackLearningModel, { id: challenger!.id, reason: "sold too little" });
    expect((await shop.step((ctx) => findChampion(ctx, "slow_mean")))?.id).toBe(first!.id);
    await expect(shop.run(learningApi.rollBackLearningModel, { id: first!.id })).rejects.toMatchObject({
      code: "wrong_state",
    });
    await train({ score: 0.1 });
    const told = await shop.run(learningApi.getLearningModel, { id: challenger!.id });
    expect(told.champion?.version).toBe(1);
    expect(told.promotions.map((p) => [p.action, p.version, p.reason])).toEqual([
      ["roll_back", 1, "sold too little"],
      ["promote", 2, "festival goods"],
      ["first", 1, null],
    ]);
  });

  it("trains no second time at night what was trained up to the same day with the same recipe", async () => {
    shop = await world.openTenant();
    const night = (parameters: Record<string, unknown>) =>
      shop.step((ctx) => startNightly(ctx, "slow_mean", parameters));
    const runId = await night({});
    expect(runId).not.toBe(null);
    expect(await night({})).toBe(null);
    await workRun(aJob(shop), { runId: runId! });
    expect(await night({})).toBe(null);
    await train({ fails: true, score: 3 });
    expect(await night({ score: 3 })).not.toBe(null);
    expect(await night({ score: 2 })).not.toBe(null);
  });

  it("keeps a feature's quality per run, and tells when it moved", async () => {
    shop = await world.openTenant();
    const many = Array.from({ length: 300 }, (_, i) => i % 10);
    await train({ values: many });
    const quality = async () => (await shop.run(learningApi.listFeatures, { kind: "slow_mean" })).items[0]!.quality;
    expect(await quality()).toMatchObject({ verdict: "good", psi: null, valueCount: 300, least: 0, greatest: 9 });
    await train({ values: many, score: 9 });
    expect(await quality()).toMatchObject({ verdict: "good", psi: 0, ks: 0 });
    const moved = await train({ values: many.map((v) => v * 3 + 101), score: 9 });
    expect(await quality()).toMatchObject({ verdict: "bad", runId: moved.id, outOfRangeCount: expect.any(Number) });
    expect((await quality())!.findings.map((f) => f.split(":")[0])).toEqual(["range", "moved"]);
    const [event] =
      await world.admin`select after from event where tenant_id = ${shop.tenantId} and type = 'insights.features_bad'`;
    expect(event!["after"].bad[0].feature).toBe("value");
  });

  it("opens one alert for inputs that moved, however often, and closes it when they are good again", async () => {
    shop = await world.openTenant();
    const many = Array.from({ length: 300 }, (_, i) => i % 10);
    const moved = many.map((v) => v + 40);
    const tell = findReaction("insights/features_alert", "insights.features_bad")!;
    const done = findReaction("insights/after_run", "insights.run_done")!;
    const hear = async (runId: string) => {
      const events = await world.admin<{ uid: string; type: string; after: unknown }[]>`
        select uid, type, after from event where tenant_id = ${shop.tenantId} and entity_id = ${runId} order by id`;
      for (const { uid, type, after } of events) {
        const reaction = type === "insights.features_bad" ? tell : type === "insights.run_done" ? done : null;
        const fact = { uid, type, entityType: "learning_run", entityId: runId, after };
        if (reaction) await shop.step((ctx) => reaction(ctx, fact));
      }
    };
    const alerts = async (open: "true" | "false") =>
      (await shop.run(forecastApi.listLearningAlerts, { open })).items.filter((a) => a.code === "features_bad");
    await hear((await train({ values: many })).id);
    expect(await alerts("true")).toEqual([]);
    // The model waits as challenger, so the run in use stays what is compared with.
    for (let night = 0; night < 3; night += 1) await hear((await train({ values: moved, score: 9 })).id);
    expect(await alerts("true")).toEqual([expect.objectContaining({ kind: "slow_mean" })]);
    const [told] = await world.admin`
      select count(*)::int as n from event
      where tenant_id = ${shop.tenantId} and type = 'insights.alert_opened' and after->>'code' = 'features_bad'`;
    expect(told!["n"]).toBe(1);
    await hear((await train({ values: many, score: 9 })).id);
    expect([(await alerts("true")).length, (await alerts("false")).length]).toEqual([0, 1]);
  });
});
