/**
 * How long 10,000 daily series of two years take, each with its backtest, on two worker threads.
 * node bench/learn/scale.ts [series] [threads]
 */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { createRng, forecastAuto } from "../../packages/learn/src/index.ts";
import { reach } from "./reach.ts";

const DAYS = 730;
const WEEK = [1, 0.9, 0.9, 1, 1.3, 1.6, 1.2];

/** Daily sales: a third slow (0.4 a day), a third medium (4), a third fast (25), with week, year and overdispersed noise. */
function makeSeries(index: number): Float64Array {
  const rng = createRng(index + 1);
  const level = [0.4, 4, 25][index % 3]!;
  const draw = (mean: number) => {
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * rng.normal()));
    let count = 0;
    let chance = Math.exp(-mean);
    for (let u = rng.uniform() - chance; u > 0 && count < 500; u -= chance) chance *= mean / ++count;
    return count;
  };
  return Float64Array.from({ length: DAYS }, (_, t) =>
    draw(level * WEEK[t % 7]! * (1 + 0.3 * Math.sin((2 * Math.PI * t) / 365)) * Math.exp(0.2 * rng.normal())),
  );
}

if (isMainThread) {
  const count = Number(process.argv[2] ?? 10_000);
  const threads = Number(process.argv[3] ?? 2);
  const begin = performance.now();
  const results = await Promise.all(
    Array.from({ length: threads }, (_, thread) => {
      const worker = new Worker(new URL(import.meta.url), { workerData: { count, threads, thread } });
      return new Promise<{ made: number; better: number }>((resolve, reject) => {
        worker.once("message", resolve);
        worker.once("error", reject);
      });
    }),
  );
  const made = results.reduce((sum, r) => sum + r.made, 0);
  const better = results.reduce((sum, r) => sum + r.better, 0);
  const cpu = process.cpuUsage();
  const seconds = (performance.now() - begin) / 1000;
  const used = (cpu.user + cpu.system) / 1e6;
  const memory = process.resourceUsage().maxRSS / 1024;
  console.log(
    `${made} daily series of ${DAYS} days, 28 ahead, with backtest: ${seconds.toFixed(1)} s on ${threads} threads, ` +
      `${used.toFixed(1)} s of CPU, peak memory ${memory.toFixed(0)} MB; ` +
      `backtest beats seasonal naive on ${better}`,
  );
  reach({
    what: `${count} daily series of two years, each with backtest and forecast`,
    ours: `${seconds.toFixed(1)} s by the clock (${used.toFixed(1)} s of CPU on ${threads} threads), ${memory.toFixed(0)} MB`,
    aim: "60 s on 2 cores, 1.5 GB",
    ok: seconds <= 60 && memory <= 1536,
  });
} else {
  const { count, threads, thread } = workerData as { count: number; threads: number; thread: number };
  let made = 0;
  let better = 0;
  for (let i = thread; i < count; i += threads) {
    const forecast = forecastAuto(makeSeries(i), { horizon: 28, period: 7, seed: 1 });
    if (!forecast.ok) throw new Error(forecast.reason);
    made++;
    if ((forecast.backtest?.margin ?? 0) > 0) better++;
  }
  parentPort!.postMessage({ made, better });
}
