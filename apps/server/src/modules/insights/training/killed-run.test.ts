import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { learningApi } from "@selvedge/contract";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { openTestWorld, type TestTenant, type TestWorld } from "../../../testing/open-test-tenant.ts";
import { registerSlowMean } from "../testing/slow-mean.ts";
import { aJob } from "../testing/work-jobs.ts";
import { MOST_ATTEMPTS, sweepRuns } from "./sweep-runs.ts";
import { workRun } from "./work-run.ts";

registerSlowMean();

let world: TestWorld;
let shop: TestTenant;
const programs: ChildProcess[] = [];

beforeAll(async () => {
  world = await openTestWorld();
  shop = await world.openTenant();
});
afterEach(() => {
  for (const program of programs) program.kill("SIGKILL");
});
afterAll(() => world?.close());

/** The worker process that takes jobs from this world's database, ready to work. */
async function startProgram(): Promise<ChildProcess> {
  const file = path.resolve(import.meta.dirname, "../testing/training-program.ts");
  const program = spawn(process.execPath, [file, world.urls.appUrl, world.urls.ownerUrl], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  programs.push(program);
  await once(program.stdout!, "data");
  return program;
}

const start = async (parameters: object) =>
  (await shop.run(learningApi.startLearningRun, { kind: "slow_mean", parameters: { ...parameters } })).runId;
const read = (id: string) => shop.run(learningApi.getLearningRun, { id });
/** As if the killed program had not been heard of for some time. */
const letTimePass = (id: string) =>
  Promise.all([
    world.admin`update graphile_worker._private_jobs set locked_at = locked_at - interval '10 minutes'`,
    world.admin`update learning_run set progress_at = now() - interval '10 minutes', parameters = parameters || '{"milliseconds": 5}' where id = ${id}`,
  ]);

it("a run whose program was killed in mid-training is swept and finished by the next program, its queue freed", async () => {
  const killed = await startProgram();
  const runId = await start({ milliseconds: 120_000 });
  await expect.poll(async () => (await read(runId)).progress, { timeout: 20_000 }).toBeGreaterThan(0);
  killed.kill("SIGKILL");
  await once(killed, "exit");
  expect(await read(runId)).toMatchObject({ status: "running" });
  await letTimePass(runId);
  await startProgram();
  await sweepRuns(aJob(shop));
  await expect.poll(async () => (await read(runId)).status, { timeout: 20_000 }).toBe("done");
  expect(await read(runId)).toMatchObject({ failure: null, metrics: { mean: 3 } });
}, 60_000);

it("gives up a run that took its program down again and again, and says what to do", async () => {
  shop = await world.openTenant();
  const runId = await start({});
  await world.admin`
    update learning_run set status = 'running', attempts = ${MOST_ATTEMPTS - 1}, progress_at = now() - interval '1 hour' where id = ${runId}`;
  await sweepRuns(aJob(shop));
  expect(await read(runId)).toMatchObject({ status: "queued" });
  await world.admin`
    update learning_run set status = 'running', attempts = ${MOST_ATTEMPTS}, progress_at = now() - interval '1 hour' where id = ${runId}`;
  await sweepRuns(aJob(shop));
  expect(await read(runId)).toMatchObject({ status: "failed", failure: expect.stringContaining("LEARN_THREADS") });
  await workRun(aJob(shop), { runId });
  expect(await read(runId)).toMatchObject({ status: "failed" });
});
