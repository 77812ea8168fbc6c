import { availableParallelism } from "node:os";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
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
  },
});
const count = Number(values.series);
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

const postgres = await startThrowaway();
await migrate(postgres.ownerUrl);
const config = readConfig({ PORT: "0", LOG_LEVEL: "error", ROLE: "api" });
const server = await startServer(config, postgres);
limitTraining({ threads: Number(values.threads), megabytes: 512 });
const tasks = makeTasks();
const signal = new AbortController().signal;

const requests: number[] = [];
let serving = true;
const visitor = (async () => {
  while (serving) {
    const begun = performance.now();
    await fetch(`${server.origin}/health/ready`).then((answer) => answer.text());
    requests.push(performance.now() - begun);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
})();
const quiet = monitorEventLoopDelay({ resolution: 10 });
quiet.enable();
await new Promise((resolve) => setTimeout(resolve, 5000));
quiet.disable();
requests.length = 0;
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const cpu = process.cpuUsage();
const begun = performance.now();
const results: ForecastResult[] = await trainInThreads<ForecastTask, ForecastResult>(workerFile(), tasks, {
  signal,
  tell: () => {},
});
for (let round = 1; ; round += 1) {
  const further = nextTasks(results, round);
  if (further.length === 0) break;
  results.push(
    ...(await trainInThreads<ForecastTask, ForecastResult>(workerFile(), further, { signal, tell: () => {} })),
  );
}
const seconds = (performance.now() - begun) / 1000;
const used = process.cpuUsage(cpu);
delay.disable();
serving = false;
await visitor;
const nodes = results.reduce((sum, r) => sum + (r.stage === "finish" ? r.count : 0), 0);
requests.sort((a, b) => a - b);
const ms = (nanoseconds: number) => (nanoseconds / 1e6).toFixed(1);
console.log(
  [
    `${count} daily series of ${DAYS} days (${nodes} nodes with colours, styles and above), ${values.horizon} days ahead, with backtest, reconciled`,
    `${seconds.toFixed(1)} s by the clock on ${values.threads} threads, ${((used.user + used.system) / 1e6).toFixed(1)} s of CPU, peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
    `event loop of the serving process meanwhile: mean ${ms(delay.mean)} ms, 99 % ${ms(delay.percentile(99))} ms, most ${ms(delay.max)} ms (10 ms is the timer's own step)`,
    `five seconds before it, on the same machine: mean ${ms(quiet.mean)} ms, 99 % ${ms(quiet.percentile(99))} ms, most ${ms(quiet.max)} ms`,
    `${requests.length} requests meanwhile: median ${requests[requests.length >> 1]!.toFixed(1)} ms, 99 % ${requests[Math.floor(requests.length * 0.99)]!.toFixed(1)} ms, most ${requests.at(-1)!.toFixed(1)} ms`,
  ].join("\n"),
);
await server.stop();
await postgres.stop();
process.exit(0);

function workerFile(): URL {
  return new URL("../apps/server/src/modules/insights/forecast/forecast-worker.ts", import.meta.url);
}
