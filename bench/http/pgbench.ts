import { execFile, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** pgbench of the machine (Debian: `apt-get install postgresql-contrib`); null where there is none. */
export function findPgbench(): string | null {
  const versions = existsSync("/usr/lib/postgresql") ? readdirSync("/usr/lib/postgresql").sort().reverse() : [];
  const candidates = versions.map((v) => path.join("/usr/lib/postgresql", v, "bin/pgbench"));
  if (spawnSync("pgbench", ["--version"]).status === 0) candidates.push("pgbench");
  return candidates.find((c) => spawnSync(c, ["--version"]).status === 0) ?? null;
}

/**
 * Transactions per second of pgbench's TPC-B-like script on the same cluster, in the run's own database, scale 10, so many
 * clients; `simple` is pgbench's own default way of sending, `prepared` its fastest.
 */
export async function pgbench(
  binary: string,
  url: string,
  mode: "simple" | "prepared",
  clients: number,
  seconds: number,
): Promise<number> {
  await run(binary, ["-i", "-q", "-s", "10", url]);
  const { stdout } = await run(binary, [
    "-M",
    mode,
    "-c",
    String(clients),
    "-j",
    "2",
    "-T",
    String(seconds),
    "-n",
    url,
  ]);
  const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
  if (!tps) throw new Error(`pgbench said nothing of its rate:\n${stdout}`);
  return Number(tps);
}
