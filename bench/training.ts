import { availableParallelism } from "node:os";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { startServer } from "../apps/server/src/main.ts";
import { nextTasks } from "../apps/server/src/modules/insights/forecast/next-tasks.ts";
import type {
  ChunkTask,
  ForecastResult,
  ForecastTask,
  SeriesInput,
} from "../apps/server/src/modules/insights/forecast/tasks.ts";
import { limitTraining, trainInThreads } from "../apps/server/src/modules/insights/training/train-in-threads.ts";
import { readConfig } from "../apps/server/src/platform/config.ts";
import { migrate } from "../apps/server/src/platform/postgres/index.ts";
import { startThrowaway } from "../apps/server/src/platform/postgres/throwaway.ts";
import { createRng } from "../packages/learn/src/index.ts";

/**
 * `npm run bench:training [-- --series 10000 --threads 2 --method panel]`: daily series of two years, backtest and forecast, by the same tasks
 * and threads as the server's own runs, inside a process that serves: its event-loop delay and the time of requests are measured meanwhile.
 */
const { values } = parseArgs({
  options: {
    series: { type: "string", default: "10000" },
    threads: { type: "string", default: String(availableParallelism()) },
    method: { type: "string", default: "panel" },
    horizon: { type: "string", default: "28" },
    drivers: { type: "string", default: "yes" },
    // The smallest form, to see that all of it runs: its figures mean nothing.
    smoke: { type: "boolean", default: false },
  },
});
const count = values.smoke ? 4 : Number(values.series);
const DAYS = 730;
const CUT_OFF = 20_500;
const WEEK = [1, 0.9, 0.9, 1, 1.3, 1.6, 1.2];

/** A third slow (0.4 a day), a third medium (4), a third fast (25), with week, year and overdispersed noise, as bench/learn/scale.ts has them. */
function makeSeries(index: number): Uint8Array {
  const rng = createRng(index + 1);
  const level = [0.4, 4, 25][index % 3]!;
  const draw = (mean: number) => {
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * rng.normal()));
    let n = 0;
    let chance = Math.exp(-mean);
    for (let u = rng.uniform() - chance; u > 0 && n < 500; u -= chance) chance *= mean / ++n;
    return n;
  };
  const pairs: number[] = [];
  for (let t = 0; t < DAYS; t += 1) {
    const mean = level * WEEK[t % 7]! * (1 + 0.3 * Math.sin((2 * Math.PI * t) / 365)) * Math.exp(0.2 * rng.normal());
    const pieces = draw(mean);
    if (pieces > 0) pairs.push(CUT_OFF - DAYS + 1 + t, pieces);
  }
  const bytes = new DataView(new ArrayBuffer(4 * pairs.length));
  pairs.forEach((value, i) => {
    bytes.setInt32(4 * i, value);
  });
  return new Uint8Array(bytes.buffer);
}

/** One series per SKU at one place; a style has four colours in five sizes. */
function makeTasks(): ChunkTask[] {
  const method = values.method === "alone" ? ("alone" as const) : ("panel" as const);
  const settings = {
    ...{
      cutOffDay: CUT_OFF,
      horizon: Number(values.horizon),
      seed: 1,
      method,
      useDrivers: values.drivers === "yes",
      country: "IN",
    },
    judgeEvery: Math.max(5, Math.ceil(count / 300)),
  };
  const size = count > 5000 ? 1000 : 500;
  const tasks: ChunkTask[] = [];
  for (let from = 0; from < count; from += size) {
    const series = Array.from({ length: Math.min(size, count - from) }, (_, k): SeriesInput => {
      const i = from + k;
      const style = Math.floor(i / 20);
      return {
        ...{ skuId: `sku${i}`, colourwayId: `colour${Math.floor(i / 5)}`, styleId: `style${style}` },
        ...{ categoryId: `category${style % 12}`, locationId: "place", demand: makeSeries(i), stock: null },
        attributes: [style % 12, 1, (i % 5) / 4, 7],
      };
    });
    tasks.push({ stage: "chunk", settings, series, prices: {} });
  }
  return tasks;
}

/** What the learning thread does: all rounds of a run's tasks. @returns nodes forecast */
async function train(): Promise<number> {
  limitTraining({ threads: Number(values.threads), megabytes: 512 });
  const file = new URL("../apps/server/src/modules/insights/forecast/forecast-worker.ts", import.meta.url);
  const options = { signal: new AbortController().signal, tell: () => {} };
  const results: ForecastResult[] = [];
  for (let tasks: ForecastTask[] = makeTasks(), round = 1; tasks.length > 0; round += 1) {
    results.push(...(await trainInThreads<ForecastTask, ForecastResult>(file, tasks, options)));
    tasks = nextTasks(results, round);
  }
  return results.reduce((sum, r) => sum + (r.stage === "finish" ? r.count : 0), 0);
}

/** Trains apart, once told to begin, and gives the number of nodes. */
function trainApart(): Promise<number> {
  const thread = new Worker(new URL(import.meta.url), { argv: process.argv.slice(2) });
  return new Promise((resolve, reject) => {
    thread.once("message", (nodes: number) => {
      resolve(nodes);
      void thread.terminate();
    });
    thread.once("error", reject);
  });
}

/** Asks the server something every 50 ms until stopped. @returns milliseconds of each answer, shortest first */
function visit(origin: string) {
  const milliseconds: number[] = [];
  let serving = true;
  const done = (async () => {
    while (serving) {
      const begun = performance.now();
      await fetch(`${origin}/health/ready`).then((answer) => answer.text());
      milliseconds.push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  return async () => {
    serving = false;
    await done;
    return milliseconds.sort((a, b) => a - b);
  };
}

async function measureLoop<T>(work: () => Promise<T>) {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const result = await work();
  delay.disable();
  const ms = (nanoseconds: number) => (nanoseconds / 1e6).toFixed(1);
  return { result, says: `mean ${ms(delay.mean)} ms, 99 % ${ms(delay.percentile(99))} ms, most ${ms(delay.max)} ms` };
}

async function bench(): Promise<void> {
  const postgres = await startThrowaway();
  await migrate(postgres.ownerUrl);
  const server = await startServer(readConfig({ PORT: "0", LOG_LEVEL: "error", ROLE: "api" }), postgres);
  const quiet = await measureLoop(() => new Promise((resolve) => setTimeout(resolve, values.smoke ? 50 : 5000)));
  const leave = visit(server.origin);
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const training = await measureLoop(trainApart);
  const seconds = (performance.now() - begun) / 1000;
  const used = process.cpuUsage(cpu);
  const requests = await leave();
  const at = (share: number) =>
    requests[Math.min(requests.length - 1, Math.floor(share * requests.length))]!.toFixed(1);
  console.log(
    [
      `${count} daily series of ${DAYS} days (${training.result} nodes with colours, styles and above), ${values.horizon} days ahead, with backtest, reconciled`,
      `${seconds.toFixed(1)} s by the clock on ${values.threads} threads, ${((used.user + used.system) / 1e6).toFixed(1)} s of CPU, peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
      `event loop of the serving thread meanwhile: ${training.says} (10 ms is the timer's own step)`,
      `five seconds before it, on the same machine: ${quiet.says}`,
      `${requests.length} requests meanwhile: median ${at(0.5)} ms, 99 % ${at(0.99)} ms, most ${at(1)} ms`,
    ].join("\n"),
  );
  await server.stop();
  await postgres.stop();
  process.exit(0);
}

if (isMainThread) await bench();
else parentPort!.postMessage(await train());
