import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { migrate, startPostgres } from "../apps/server/src/platform/postgres/index.ts";
import { tenancyApi } from "../packages/contract/src/index.ts";
import { measured, type Request } from "./http/operations.ts";
import { type Paced, pace } from "./http/pace.ts";
import { makeWorld, type World } from "./http/world.ts";

/**
 * `npm run bench:sign-in [-- --json --seconds 15 --rate 20]`: how long people wait who sign in, at so many a second, and
 * what that does to everybody else: orders placed and styles listed at an even rate, without sign-ins, beside them, and
 * beside a flood of ten times as many.
 */
const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    seconds: { type: "string", default: "15" },
    rate: { type: "string", default: "20" },
    // The smallest form, to see that all of it runs: its figures mean nothing.
    smoke: { type: "boolean", default: false },
  },
});
const { smoke } = values;
const seconds = smoke ? 0.5 : Number(values.seconds);
const rate = smoke ? 2 : Number(values.rate);
const people = smoke ? 2 : 60;
const password = "selvage of heavy twill";
const say = (text: string) => console.error(text);

interface Phase {
  name: string;
  signIns: Paced | null;
  orders: Paced | null;
  lists: Paced | null;
  /** How late timers of the server's event loop ran, at its worst hundredth. */
  loopP99Ms: number;
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "selvedge-bench-"));
  const database = await startPostgres({ dataDir });
  let server: ReturnType<typeof fork> | null = null;
  try {
    await migrate(database.ownerUrl);
    server = fork(path.join(import.meta.dirname, "http/server.ts"), {
      env: { ...process.env, BENCH_DATABASE: JSON.stringify({ ...database, dataDir }) },
    });
    const { origin } = await new Promise<{ origin: string }>((resolve) =>
      server!.once("message", (m) => resolve(m as { origin: string })),
    );
    const world = await makeWorld(origin, smoke ? 2 : 50);
    say(`${people} people`);
    for (let i = 0; i < people; i += 1)
      await world.call(tenancyApi.createUser, { name: `Person ${i}`, email: emailOf(i), password, roles: ["clerk"] });
    const phases = await measureAll(world);
    console.log(values.json ? JSON.stringify({ seconds, rate, phases }) : table(phases));
  } finally {
    server?.kill("SIGKILL");
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const emailOf = (i: number) => `person-${i}@bench.example`;
let turn = 0;
const signIn = (): Request => ({
  method: "POST",
  path: "/v1/auth/sign-in",
  body: { email: emailOf(turn++ % people), password },
});
const operation = (name: string) => measured.find((m) => m.name === name)!.make;

async function measureAll(world: World): Promise<Phase[]> {
  await measure(world, "warm-up", { signIns: rate / 4, others: true }, Math.min(3, seconds));
  return [
    await measure(world, `${rate} sign-ins a second alone`, { signIns: rate, others: false }),
    await measure(world, "orders and lists alone", { signIns: 0, others: true }),
    await measure(world, `both, ${rate} sign-ins a second`, { signIns: rate, others: true }),
    await measure(world, `both, a flood of ${rate * 10}`, { signIns: rate * 10, others: true }),
  ];
}

async function measure(
  world: World,
  name: string,
  what: { signIns: number; others: boolean },
  howLong = seconds,
): Promise<Phase> {
  say(name);
  // The server counts its delays from one look to the next.
  await loopDelayMs(world.origin);
  const stranger = { ...world, token: "" };
  const [signIns, orders, lists] = await Promise.all([
    what.signIns > 0 ? pace(stranger, signIn, what.signIns, howLong) : null,
    what.others ? pace(world, operation("place_order"), 20, howLong) : null,
    what.others ? pace(world, operation("style_levels"), 40, howLong) : null,
  ]);
  return { name, signIns, orders, lists, loopP99Ms: await loopDelayMs(world.origin) };
}

async function loopDelayMs(origin: string): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  return Math.round(Number(/^nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(text)?.[1] ?? Number.NaN) * 10_000) / 10;
}

function table(phases: readonly Phase[]): string {
  const cells = (paced: Paced | null) => {
    if (!paced) return "-";
    const refused = Object.entries(paced.refused).map(([status, n]) => `${n} x ${status}`);
    return [`${paced.p50Ms} / ${paced.p95Ms} / ${paced.mostMs} ms`, ...refused].join(", ");
  };
  const rows = phases.map((p) => [p.name, cells(p.signIns), cells(p.orders), cells(p.lists), `${p.loopP99Ms} ms`]);
  const head = ["", "sign-in p50 / p95 / most", "place_order (20/s)", "style_levels (40/s)", "event loop p99"];
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...all.map((row) => row[i]!.length)));
  return [
    `${seconds} s each, ${cpus().length} cores (${cpus()[0]?.model}), Node ${process.version}`,
    ...all.map((row) => row.map((cell, i) => cell.padEnd(widths[i]!)).join("  ")),
  ].join("\n");
}

await main();
