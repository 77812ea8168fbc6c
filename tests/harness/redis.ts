import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port.ts";
import { openRedisStandIn } from "./redis-stand-in.ts";

/** A Redis of its own for one test, which can also be made to hang, to die and to come back. */
export interface TestRedis {
  url: string;
  /** Takes what it is told and answers nothing, as a machine that thrashes does. */
  hang(): void;
  goOn(): void;
  stop(): Promise<void>;
}

/** The machine's Redis or Valkey (Debian: `apt-get install redis-server`); null where there is none. */
export function findRedis(): string | null {
  for (const name of ["redis-server", "valkey-server"]) {
    try {
      execFileSync(name, ["--version"]);
      return name;
    } catch {
      // Not on this machine.
    }
  }
  return null;
}

/** Every kind of Redis that tests can run on here: the stand-in always, the real one where it is found. */
export const redisKinds: [name: string, open: (port?: number) => Promise<TestRedis>][] = [
  ["the stand-in", openRedisStandIn],
];
const program = findRedis();
if (program) redisKinds.push([`a real ${program}`, (port) => startRedis(program, port)]);

async function startRedis(name: string, wanted?: number): Promise<TestRedis> {
  const port = wanted ?? (await freePort());
  const settings = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child = spawn(name, settings, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  for (let tries = 0; !/ready to accept connections/i.test(said); tries += 1) {
    if (child.exitCode !== null || tries > 200) throw new Error(`${name} did not start:\n${said}`);
    await sleep(25);
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    hang: () => void child.kill("SIGSTOP"),
    goOn: () => void child.kill("SIGCONT"),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}
