import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from "vitest";
import { startEmbedded } from "./embedded.ts";
import { calculateBackOff } from "./keep-running.ts";
import { openSqlPool } from "./pool.ts";
import { findPostmaster, readPidFile } from "./postmaster.ts";
import { isRunning, processStart } from "./process-identity.ts";
import { ask, type Held, hold } from "./testing/hold.ts";

// One cluster for the whole file: every test ends it and the next starts it, as an operator would.
const dataDir = mkdtempSync(join(tmpdir(), "selvedge-embedded-"));
const clusterDir = join(dataDir, "postgres");
const firstPort = 21_000 + Math.floor(Math.random() * 8000);

const held = new Set<Held>();
async function start(): Promise<Held> {
  const one = await hold(dataDir, firstPort);
  held.add(one);
  one.child.once("close", () => held.delete(one));
  return one;
}

const postmasterPid = () => findPostmaster(clusterDir)?.pid ?? 0;
async function untilDead(pid: number): Promise<void> {
  // A zombie whose parent does not look after it still counts as running.
  while (processStart(pid) !== null) await sleep(10);
}
const countRows = async (url: string) => (await ask<{ n: number }>(url, "select count(*)::int n from kept"))[0]?.n;

let initialSecrets = "";
beforeAll(async () => {
  // What an interrupted first start leaves behind.
  mkdirSync(join(dataDir, "postgres.new"));
  writeFileSync(join(dataDir, "postgres.new", "PG_VERSION"), "18");
  const first = await start();
  await ask(first.ownerUrl, "create table kept (n int); insert into kept values (1)");
  initialSecrets = readFileSync(join(dataDir, "postgres.json"), "utf8");
  await first.end("SIGTERM");
});
// A failed test must not spoil the next one.
afterEach(async () => {
  for (const one of held) await one.end("SIGKILL");
  const left = postmasterPid();
  if (!left) return;
  process.kill(left, "SIGQUIT");
  await untilDead(left);
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test("a clean stop leaves nothing running and a second start finds the same data, port and passwords", async () => {
  expect(postmasterPid()).toBe(0);
  expect(readPidFile(clusterDir)).toBeNull();
  const second = await start();
  expect(await countRows(second.ownerUrl)).toBe(1);
  expect(readFileSync(join(dataDir, "postgres.json"), "utf8")).toBe(initialSecrets);
  await second.end("SIGTERM");
  expect(second.logged()).toBe("");
});

test("the cluster is durable, UTF-8, checksummed, and reachable only from this machine with a password", async () => {
  const one = await start();
  const [settings] = await ask<Record<string, string>>(
    one.adminUrl,
    `select current_setting('fsync') fsync, current_setting('synchronous_commit') commit,
       current_setting('data_checksums') checksums, current_setting('server_encoding') encoding,
       current_setting('listen_addresses') listen, d.datlocprovider::text || ':' || d.datlocale as locale
     from pg_database d where datname = current_database()`,
  );
  expect(settings).toEqual({
    fsync: "on",
    commit: "on",
    checksums: "on",
    encoding: "UTF8",
    listen: "127.0.0.1",
    locale: "b:C.UTF-8",
  });
  const wrong = new URL(one.ownerUrl);
  wrong.password = "guess";
  await expect(ask(wrong.toString(), "select 1")).rejects.toThrow(/password authentication failed/);
  expect(statSync(join(dataDir, "postgres.json")).mode & 0o777).toBe(0o600);
  await one.end("SIGTERM");
});

test("neither role passes row-level security, and the application's role owns nothing", async () => {
  const one = await start();
  const roles = await ask(
    one.adminUrl,
    `select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as privileged,
       (select pg_get_userbyid(datdba) = rolname from pg_database where datname = 'selvedge') as owner
     from pg_roles where rolname like 'selvedge%' order by 1`,
  );
  expect(roles).toEqual([
    { rolname: "selvedge_app", privileged: false, owner: false },
    { rolname: "selvedge_owner", privileged: false, owner: true },
  ]);
  await one.end("SIGTERM");
});

test("after kill -9 of the server its PostgreSQL is taken over, not started twice, and then stopped cleanly", async () => {
  const killed = await start();
  const pid = postmasterPid();
  await killed.end("SIGKILL");
  expect(postmasterPid()).toBe(pid);
  const next = await start();
  expect(postmasterPid()).toBe(pid);
  expect(next.supervised).toBe(true);
  expect(next.logged()).toMatch(/Taking over/);
  await next.end("SIGTERM");
  expect(readPidFile(clusterDir)).toBeNull();
  await untilDead(pid);
  expect(postmasterPid()).toBe(0);
});

test("after kill -9 of both, the next start recovers what was committed", async () => {
  const killed = await start();
  await ask(killed.ownerUrl, "insert into kept values (2)");
  const pid = postmasterPid();
  await killed.end("SIGKILL");
  process.kill(pid, "SIGKILL");
  await untilDead(pid);
  const next = await start();
  expect(postmasterPid()).not.toBe(pid);
  expect(await countRows(next.ownerUrl)).toBe(2);
  await next.end("SIGTERM");
});

test("after kill -9 of PostgreSQL under load it is back, connections mend, and no acknowledged row is lost", async () => {
  const one = await start();
  await ask(one.ownerUrl, "create table acknowledged (id int primary key)");
  const sql = openSqlPool(one.ownerUrl, { max: 4 });
  const acknowledged: number[] = [];
  let next = 0;
  let running = true;
  const write = async () => {
    while (running) {
      const id = next++;
      await sql`insert into acknowledged values (${id})`.then(
        () => acknowledged.push(id),
        () => sleep(20),
      );
    }
  };
  const writers = [write(), write(), write(), write()];
  while (acknowledged.length < 50) await sleep(10);
  process.kill(postmasterPid(), "SIGKILL");
  // Backends outlive their postmaster for a moment and go on acknowledging; those rows count too.
  while (!one.logged().includes("is back")) await sleep(10);
  const before = acknowledged.length;
  while (acknowledged.length < before + 50) await sleep(10);
  running = false;
  await Promise.all(writers);
  const rows = await sql<{ id: number }[]>`select id from acknowledged`;
  const stored = new Set(rows.map((row) => row.id));
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  expect(one.logged()).toMatch(/ended unexpectedly/);
  await sql.end();
  await one.end("SIGTERM");
  expect(postmasterPid()).toBe(0);
});

test("a taken-over PostgreSQL that dies is started again as well", async () => {
  const killed = await start();
  await killed.end("SIGKILL");
  const next = await start();
  const pid = postmasterPid();
  process.kill(pid, "SIGKILL");
  while ([0, pid].includes(postmasterPid()) || readPidFile(clusterDir)?.status !== "ready") await sleep(20);
  expect(await countRows(next.ownerUrl)).toBe(2);
  await next.end("SIGTERM");
});

test("a second program on the same folder joins the first and does not end it", async () => {
  const first = await start();
  const pid = postmasterPid();
  const second = await start();
  expect(second.supervised).toBe(false);
  expect(second.port).toBe(first.port);
  await second.end("SIGTERM");
  expect(postmasterPid()).toBe(pid);
  expect(await countRows(first.ownerUrl)).toBe(2);
  await first.end("SIGTERM");
});

test("two programs that start at once end up with one PostgreSQL", async () => {
  const both = await Promise.all([start(), start()]);
  expect(both.map((one) => one.supervised).sort()).toEqual([false, true]);
  expect(both[0].port).toBe(both[1].port);
  for (const one of both.sort((a, b) => Number(a.supervised) - Number(b.supervised))) await one.end("SIGTERM");
  expect(postmasterPid()).toBe(0);
});

test("a program that exits without stopping takes its PostgreSQL with it", async () => {
  const one = await start();
  const pid = postmasterPid();
  await one.end("SIGUSR2");
  await untilDead(pid);
  expect(postmasterPid()).toBe(0);
});

test("a taken port makes it choose the next free one and remember it", async () => {
  const { port } = JSON.parse(readFileSync(join(dataDir, "postgres.json"), "utf8"));
  const squatter = createServer().listen(port, "127.0.0.1");
  onTestFinished(() => void squatter.close());
  const one = await start();
  expect(one.port).toBeGreaterThan(port);
  expect(one.logged()).toContain(`Port ${port} is taken`);
  await one.end("SIGTERM");
  await new Promise((resolve) => squatter.close(resolve));
  const again = await start();
  expect(again.port).toBe(one.port);
  await again.end("SIGTERM");
});

test("a pid file whose number now belongs to another process does not keep it from starting", async () => {
  writeFileSync(
    join(clusterDir, "postmaster.pid"),
    `${process.pid}\n${clusterDir}\n1\n${firstPort}\n\n127.0.0.1\n 1 1\nready\n`,
  );
  const one = await start();
  expect(await countRows(one.ownerUrl)).toBe(2);
  await one.end("SIGTERM");
  expect(isRunning(process.pid)).toBe(true);
});

test.for([
  { what: "of a program that is gone", content: JSON.stringify({ pid: 2_147_483_646, start: "1" }) },
  { what: "whose number now belongs to another program", content: JSON.stringify({ pid: process.pid, start: "1" }) },
  { what: "that holds nonsense", content: "{" },
])("a lock $what is taken over", async ({ content }) => {
  writeFileSync(join(dataDir, "postgres.lock"), content);
  const one = await start();
  expect(one.supervised).toBe(true);
  await one.end("SIGTERM");
});

test("when the file with the passwords is lost, new ones are set and the data stays", async () => {
  const before = await start();
  await before.end("SIGKILL");
  rmSync(join(dataDir, "postgres.json"));
  const one = await start();
  expect(await countRows(one.ownerUrl)).toBe(2);
  expect(one.ownerUrl).not.toBe(before.ownerUrl);
  await one.end("SIGTERM");
});

test("a data folder of another major version is refused in words", async () => {
  const version = join(clusterDir, "PG_VERSION");
  writeFileSync(version, "17\n");
  onTestFinished(() => writeFileSync(version, "18\n"));
  await expect(startEmbedded({ dataDir })).rejects.toThrow(/belongs to PostgreSQL 17; the installed one is 18/);
});

test("new starts are spaced ever wider, up to five seconds", () => {
  expect([0, 1, 2, 5, 6, 50].map(calculateBackOff)).toEqual([100, 200, 400, 3200, 5000, 5000]);
});
