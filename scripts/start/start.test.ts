import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { processStart } from "../../apps/server/src/platform/postgres/process-identity.ts";
import { freePort } from "../../tests/harness/free-port.ts";
import { fingerprint, root } from "./build-admin.ts";
import { assertPortFree, explainListenError } from "./port.ts";

const folder = mkdtempSync(join(tmpdir(), "selvedge-start-"));
const children = new Set<ChildProcess>();
afterAll(async () => {
  for (const child of children) {
    const gone = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGTERM");
    await gone;
  }
  rmSync(folder, { recursive: true, force: true });
});

/** A setting of its own, and no npm above, whoever runs the tests. */
function environment(port: number): Record<string, string | undefined> {
  return {
    ...process.env,
    npm_lifecycle_event: "",
    PORT: String(port),
    DATA_DIR: join(folder, "data"),
    ROLE: "worker",
    DATABASE_URL: "",
  };
}

/** Runs `npm start`'s program as a worker (so that nothing has to be built) and collects what it prints. */
function run(port: number, words: string[] = ["--no-demo"]) {
  const child = spawn(process.execPath, [join(root, "scripts/start.ts"), ...words], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: environment(port),
  });
  children.add(child);
  let printed = "";
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      printed += chunk;
      for (const look of waiting) look();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  void ended.then(() => children.delete(child));
  return {
    child,
    ended,
    printed: () => printed,
    /** Waits until a text has been printed; fails with everything printed when the program ends before. */
    until: (text: string) =>
      new Promise<void>((resolve, reject) => {
        const look = () => printed.includes(text) && resolve();
        waiting.add(look);
        look();
        void ended.then(() => reject(new Error(`It ended without printing "${text}":\n${printed}`)));
      }),
  };
}

test("starts on an empty folder, answers, ends cleanly on SIGTERM, and starts again on the same data", async () => {
  const port = await freePort();
  for (const applies of [true, false]) {
    const program = run(port);
    await program.until("Ctrl-C stops it");
    expect(program.printed().includes("migrations")).toBe(applies);
    expect(program.printed()).toContain(`http://127.0.0.1:${port}/v1`);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
    program.child.kill("SIGTERM");
    expect(await program.ended).toBe(0);
    expect(existsSync(join(folder, "data/postgres/postmaster.pid"))).toBe(false);
    expect(existsSync(join(folder, "data/postgres.lock"))).toBe(false);
  }
});

/** A history of so many lines, each a document of its own. */
function writeHistory(lines: number): string {
  const file = join(folder, "history.csv");
  const rows = Array.from({ length: lines }, (_, i) => `${1000 + i},2025-05-13 14:30:00,TEE-${i % 7},2,10.50`);
  writeFileSync(file, ["Invoice,Date,SKU,Qty,Price", ...rows].join("\n"));
  return file;
}

function importFile(file: string, port: number, tenant: string) {
  const words = ["--tenant", tenant, "--new", "--map", "documentNumber=Invoice", "--map", "occurredAt=Date"];
  const columns = ["--map", "skuCode=SKU", "--map", "qty=Qty", "--map", "unitPrice=Price"];
  return promisify(execFile)(process.execPath, [join(root, "scripts/import.ts"), file, ...words, ...columns], {
    cwd: root,
    env: environment(port),
  });
}

test("a history comes in by command beside a running program, which works on it or leaves it, and by itself", async () => {
  const port = await freePort();
  const file = writeHistory(4000);
  const program = run(port);
  await program.until("Ctrl-C stops it");
  const beside = await importFile(file, port, "beside");
  expect(beside.stdout).toContain("4000 good lines, 0 bad");
  expect(beside.stdout).toMatch(/ done; peak memory/);
  program.child.kill("SIGTERM");
  expect(await program.ended).toBe(0);
  expect((await importFile(file, port, "alone")).stdout).toMatch(/ done; peak memory/);
});

test("stops when the npm that started it is gone, and only then", async () => {
  const port = await freePort();
  // A shell in between, as npm puts one; it ends without handing anything on.
  const shell = spawn("sh", ["-c", `"${process.execPath}" scripts/start.ts --no-demo & echo $!; wait`], {
    cwd: root,
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...environment(port), npm_lifecycle_event: "start" },
  });
  let printed = "";
  shell.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    printed += chunk;
  });
  while (!printed.includes("Ctrl-C stops it")) await sleep(20);
  await sleep(1000);
  expect(printed).not.toContain("npm has ended");
  shell.kill("SIGTERM");
  const pid = Number(printed.split("\n")[0]);
  while (processStart(pid) !== null) await sleep(20);
  expect(existsSync(join(folder, "data/postgres.lock"))).toBe(false);
});

test("a demo that was interrupted is removed before the next start", async () => {
  const port = await freePort();
  const first = run(port);
  await first.until("Ctrl-C stops it");
  first.child.kill("SIGTERM");
  await first.ended;
  writeFileSync(join(folder, "data/demo-unfinished"), "");
  const second = run(port);
  await second.until("Ctrl-C stops it");
  expect(second.printed()).toMatch(/Removed a demo company that was not finished[\s\S]*Applied \d+ migrations/);
  expect(existsSync(join(folder, "data/demo-unfinished"))).toBe(false);
  second.child.kill("SIGTERM");
  await second.ended;
});

test("a taken port is said in words, before anything else is begun", async () => {
  const squatter = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => squatter.once("listening", resolve));
  const { port } = squatter.address() as AddressInfo;
  const program = run(port);
  expect(await program.ended).toBe(1);
  expect(program.printed()).toBe(
    `Port ${port} is taken by another program. End it, or choose another port: PORT=${port + 1} npm start\n`,
  );
  await new Promise((resolve) => squatter.close(resolve));
});

test("a wrong setting is named, and nothing is begun", async () => {
  const program = run(70_000);
  expect(await program.ended).toBe(1);
  expect(program.printed()).toMatch(/^The environment has values that cannot be used:\n {2}PORT: /);
});

describe("what a failure to listen means", () => {
  test.for([
    ["EADDRINUSE", /Port 8000 is taken by another program/],
    ["EACCES", /may not listen on port 8000/],
    ["EADDRNOTAVAIL", /HOST=10\.9\.8\.7 is not an address of this machine/],
    ["EOTHER", /cannot listen on 10\.9\.8\.7, port 8000 \(EOTHER\)/],
  ] as const)("%s", ([code, words]) => {
    expect(explainListenError(code, 8000, "10.9.8.7")).toMatch(words);
  });

  test("an address of another machine is refused", async () => {
    await expect(assertPortFree(await freePort(), "192.0.2.1")).rejects.toThrow("HOST=192.0.2.1 is not an address");
  });
});

test("the admin is built again when a source comes, changes or goes, and not for a test", () => {
  const source = (name: string) => join(folder, name);
  const look = () => fingerprint([folder]);
  writeFileSync(source("a.tsx"), "1");
  const first = look();
  expect(look()).toBe(first);
  writeFileSync(source("a.test.tsx"), "1");
  expect(look()).toBe(first);
  utimesSync(source("a.tsx"), 1, 1);
  const touched = look();
  expect(touched).not.toBe(first);
  writeFileSync(source("b.tsx"), "");
  expect(look()).not.toBe(touched);
  rmSync(source("b.tsx"));
  expect(look()).toBe(touched);
  expect(readFileSync(source("a.tsx"), "utf8")).toBe("1");
});
