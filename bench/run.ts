import { fork } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { migrate, startPostgres, withDatabase } from "../apps/server/src/platform/postgres/index.ts";
import { drive, type Result, round } from "./http/drive.ts";
import { measured } from "./http/operations.ts";
import { findPgbench, pgbench } from "./http/pgbench.ts";
import { makeWorld, type World } from "./http/world.ts";

/**
 * `npm run bench [-- --json --seconds 4 --styles 500 --only place_order]`: the operations of the peers' table through
 * HTTP at 1, 8 and 32 clients on 10,000 SKUs, beside pgbench on the same PostgreSQL in the same run.
 */
const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    seconds: { type: "string", default: "4" },
    styles: { type: "string", default: "500" },
    only: { type: "string" },
    statements: { type: "boolean", default: false },
    // Besides, so many times in turn: two seconds of each operation at 8 clients, two seconds of pgbench.
    rounds: { type: "string", default: "0" },
    // The smallest form, to see that all of it runs: its figures mean nothing.
    smoke: { type: "boolean", default: false },
  },
});
const { smoke } = values;
const seconds = smoke ? 0.05 : Number(values.seconds);
const styles = smoke ? 2 : Number(values.styles);
const clientCounts = smoke ? [1] : [1, 8, 32];
const say = (text: string) => console.error(text);

interface Started {
  origin: string;
  startMs: number;
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "selvedge-bench-"));
  const database = await startPostgres({ dataDir });
  let child: ReturnType<typeof fork> | null = null;
  try {
    await migrate(database.ownerUrl);
    child = fork(path.join(import.meta.dirname, "http/server.ts"), {
      env: { ...process.env, BENCH_DATABASE: JSON.stringify({ ...database, dataDir }) },
    });
    const started = await new Promise<Started>((resolve, reject) => {
      child!.once("message", (m) => resolve(m as Started));
      child!.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
    });
    const report = await measureAll(database.adminUrl, dataDir, child.pid!, started);
    console.log(values.json ? JSON.stringify(report) : table(report));
  } finally {
    child?.removeAllListeners("exit");
    child?.kill("SIGKILL");
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measureAll(adminUrl: string, dataDir: string, serverPid: number, started: Started) {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  await admin`create extension if not exists pg_stat_statements`;
  await admin.unsafe("create database pgbench_run");
  const postmaster = Number(readFileSync(path.join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
  const residentIdleMb = memoryOf(serverPid);
  say(`making ${styles * 20} SKUs`);
  const world = await makeWorld(started.origin, styles);
  await warmUp(world, { server: serverPid, postmaster });
  await admin`analyze`;
  const binary = smoke ? null : findPgbench();
  const pgbenchUrl = withDatabase(adminUrl, "pgbench_run");
  const pgbenchRates: { simple: number[]; prepared: number[] } = { simple: [], prepared: [] };
  const pgbenchRound = async () => {
    if (!binary) return;
    for (const mode of ["simple", "prepared"] as const) {
      pgbenchRates[mode].push(round(await pgbench(binary, pgbenchUrl, mode, 8, Math.max(4, seconds))));
    }
  };
  await pgbenchRound();
  const operations = [];
  for (const op of measured.filter((m) => !values.only || m.name === values.only)) {
    say(op.name);
    const results: Result[] = [];
    let sqlPerOperation = 0;
    for (const clients of clientCounts) {
      await admin`select pg_stat_statements_reset()`;
      const result = await drive(world, op, clients, seconds, { server: serverPid, postmaster });
      results.push(result);
      if (values.statements) await printStatements(admin);
      if (clients === 1) sqlPerOperation = await statementsPerOperation(admin);
    }
    const ratiosInTurn: number[] = [];
    for (let turn = 0; binary && turn < Number(values.rounds); turn += 1) {
      const { perSecond } = await drive(world, op, 8, 2, { server: serverPid, postmaster });
      ratiosInTurn.push(round(perSecond / (await pgbench(binary, pgbenchUrl, "simple", 8, 2))));
    }
    ratiosInTurn.sort((a, b) => a - b);
    if (ratiosInTurn.length > 0) say(`in turn with pgbench: ${ratiosInTurn.join(" ")}`);
    operations.push({ name: op.name, like: op.like, sqlPerOperation, results, ratiosInTurn });
    if (op.name === "place_order") await pgbenchRound();
  }
  await pgbenchRound();
  await admin.end();
  const mean = (rates: number[]) => (rates.length > 0 ? round(rates.reduce((a, b) => a + b) / rates.length) : null);
  const tps = { simple: mean(pgbenchRates.simple), prepared: mean(pgbenchRates.prepared) };
  const share = (perSecond: number, rate: number | null) => (rate === null ? null : round(perSecond / rate));
  return {
    machine: {
      cores: cpus().length,
      model: cpus()[0]?.model,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
    skus: world.skuIds.length,
    seconds,
    startMs: started.startMs,
    residentIdleMb,
    residentMb: memoryOf(serverPid),
    pgbenchTps: tps,
    pgbenchRates,
    operations: operations.map((o) => ({
      ...o,
      ratioToPgbenchAt8: {
        simple: share(o.results[1]?.perSecond ?? 0, tps.simple),
        prepared: share(o.results[1]?.perSecond ?? 0, tps.prepared),
      },
    })),
  };
}

/** Runs every operation for a moment, so that the tables of documents hold rows when their statistics are gathered. */
async function warmUp(world: World, pids: { server: number; postmaster: number }): Promise<void> {
  for (const op of measured) await drive(world, op, 8, Math.min(1, seconds), pids);
}

/** Statements the application's role sent, over how often the operation's own first statement ran. */
async function statementsPerOperation(admin: postgres.Sql): Promise<number> {
  const rows = await admin<{ query: string; calls: number }[]>`
    select s.query, s.calls::int from pg_stat_statements s join pg_roles r on r.oid = s.userid
    where r.rolname = 'selvedge_app' and s.toplevel and s.query not ilike '%graphile%'`;
  const begun = rows.filter((r) => r.query.includes("app.begin_command") || /^select (1|\$1)$/.test(r.query));
  const opened = begun.reduce<(typeof rows)[number] | undefined>(
    (most, r) => (most && most.calls >= r.calls ? most : r),
    undefined,
  );
  const total = rows.reduce((sum, r) => sum + r.calls, 0);
  return opened && opened.calls > 0 ? round(total / opened.calls) : total;
}

/** The statements that cost most, to stderr: calls, mean milliseconds, blocks hit, text. */
async function printStatements(admin: postgres.Sql): Promise<void> {
  const rows = await admin<{ calls: number; mean: number; hit: number; query: string }[]>`
    select calls::int, round(mean_exec_time::numeric, 3)::float8 as mean, (shared_blks_hit / greatest(calls, 1))::int as hit,
           left(regexp_replace(query, '\\s+', ' ', 'g'), 110) as query
    from pg_stat_statements order by total_exec_time desc limit 24`;
  for (const r of rows)
    say(
      `${String(r.calls).padStart(6)} x ${String(r.mean).padStart(7)} ms ${String(r.hit).padStart(5)} blocks  ${r.query}`,
    );
}

function memoryOf(pid: number): number {
  const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kb) / 1024);
}

function table(report: Awaited<ReturnType<typeof measureAll>>): string {
  const rows = report.operations.map((o) => {
    const [one, eight, many] = o.results;
    return [
      o.name,
      [one, eight, many].map((r) => r?.perSecond).join(" / "),
      `${eight?.p95Ms} ms`,
      o.sqlPerOperation,
      `${round((eight?.serverCpuMs ?? 0) + (eight?.databaseCpuMs ?? 0))} ms`,
      `${o.ratioToPgbenchAt8.simple ?? "-"} / ${o.ratioToPgbenchAt8.prepared ?? "-"}`,
      o.results.reduce((sum, r) => sum + r.errors, 0),
    ];
  });
  const lines = [["operation", "per second at 1 / 8 / 32", "p95 at 8", "SQL", "CPU", "of pgbench", "errors"], ...rows];
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((l) => String(l[i]).length)));
  return [
    `${report.skus} SKUs, ${report.seconds} s each, ${report.machine.cores} cores (${report.machine.model}), Node ${report.machine.node}`,
    `start ${report.startMs} ms, resident ${report.residentIdleMb} MB idle, ${report.residentMb} MB after; pgbench at 8 clients ${report.pgbenchTps.simple} tps simple, ${report.pgbenchTps.prepared} tps prepared`,
    ...lines.map((l) => l.map((c, i) => String(c).padEnd(widths[i]!)).join("  ")),
  ].join("\n");
}

await main();
