import { gunzipSync } from "node:zlib";
import { learningApi } from "@selvedge/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { openTestWorld, type TestTenant, type TestWorld } from "../../../testing/open-test-tenant.ts";
import { registerModel } from "../registry/register-model.ts";
import { openMlflowServer } from "../testing/open-mlflow-server.ts";
import type { MeanTask } from "../testing/slow-mean-worker.ts";
import { aJob } from "../testing/work-jobs.ts";
import { registerLearner } from "../training/learner.ts";
import { workRun } from "../training/work-run.ts";
import { exportChampion, exportRun, setMlflow } from "./export-run.ts";

registerLearner<{ values: number[] }, MeanTask, number>({
  kind: "told_mean",
  parameters: z.object({ values: z.array(z.number()).default([1, 2, 6]) }) as unknown as z.ZodType<{
    values: number[];
  }>,
  workerFile: new URL("../testing/slow-mean-worker.ts", import.meta.url),
  readFeatures: async (_ctx, { parameters }) => ({
    tasks: [{ values: Float64Array.from(parameters.values), milliseconds: 0, fails: false }],
    ...{ dataHash: "abc", dataRows: 3 },
  }),
  writeResults: async (ctx, run, [mean]) => {
    await registerModel(ctx, {
      ...{ kind: "told_mean", runId: run.id, name: "mean", metrics: { mean: mean! }, score: mean!, scoreName: "mean" },
      content: { mean },
    });
    return { metrics: { mean: mean!, unmeasured: null } };
  },
});

let world: TestWorld;
let shop: TestTenant;
let mlflow: Awaited<ReturnType<typeof openMlflowServer>>;
beforeAll(async () => {
  world = await openTestWorld();
  shop = await world.openTenant();
  mlflow = await openMlflowServer("secret");
  setMlflow({ trackingUri: mlflow.trackingUri, token: "secret" });
});
afterAll(async () => {
  setMlflow(null);
  await mlflow?.close();
  await world?.close();
});

const train = async (values: number[]) => {
  const { runId } = await shop.run(learningApi.startLearningRun, { kind: "told_mean", parameters: { values } });
  await workRun(aJob(shop), { runId });
  return runId;
};

it("tells MLflow a run with parameters, metrics, file and registered version, and links to it", async () => {
  const runId = await train([1, 2, 6]);
  await exportRun(aJob(shop), { runId });
  const [run] = mlflow.runs;
  expect(run!.info).toMatchObject({ status: "FINISHED", end_time: expect.any(Number) });
  expect(Object.fromEntries(run!.params)).toMatchObject({
    data_hash: "abc",
    values: "1,2,6",
    seed: expect.any(String),
  });
  expect(run!.metrics.map((m) => [m.key, m.value])).toEqual([["mean", 3]]);
  const [version] = mlflow.versions;
  expect(version!.tags).toContainEqual({ key: "selvedge.version", value: "1" });
  expect(mlflow.models.get(version!.name)?.get("champion")).toBe("1");
  const [file] = [...mlflow.artifacts.values()];
  expect(JSON.parse(gunzipSync(file!).toString())).toEqual({ mean: 3 });
  const told = await shop.run(learningApi.getLearningRun, { id: runId });
  expect(told.exportedTo).toBe(`${mlflow.trackingUri}/#/experiments/1/runs/run1`);
});

it("is tried again after a refusal, from any point, and leaves one run and one version", async () => {
  const runId = await train([4]);
  const before = { runs: mlflow.runs.length, versions: mlflow.versions.length };
  const realFetch = globalThis.fetch;
  // The connection breaks before every request in turn, as a server that restarts would have it.
  for (let broken = 0; broken < 9; broken += 1) {
    let sent = 0;
    globalThis.fetch = (...args) => {
      sent += 1;
      return sent > broken ? Promise.reject(new TypeError("connection refused")) : realFetch(...args);
    };
    await exportRun(aJob(shop), { runId }).catch(() => {});
  }
  globalThis.fetch = realFetch;
  mlflow.fail(1);
  await expect(exportRun(aJob(shop), { runId })).rejects.toThrow("503");
  await exportRun(aJob(shop), { runId });
  expect(mlflow.runs.length).toBe(before.runs + 1);
  expect(mlflow.versions.length).toBe(before.versions + 1);
});

it("has the alias follow a promotion and a roll back", async () => {
  const { items } = await shop.run(learningApi.listLearningModels, { kind: "told_mean" });
  const [waiting, first] = items;
  expect([waiting!.status, first!.status]).toEqual(["challenger", "champion"]);
  const alias = () => mlflow.models.get(mlflow.versions[0]!.name)?.get("champion");
  await shop.run(learningApi.promoteLearningModel, { id: waiting!.id });
  await exportChampion(aJob(shop), { modelId: waiting!.id });
  expect(alias()).toBe("2");
  await shop.run(learningApi.rollBackLearningModel, { id: waiting!.id });
  await exportChampion(aJob(shop), { modelId: first!.id });
  expect(alias()).toBe("1");
});
