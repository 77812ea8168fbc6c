import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./build-admin.ts";
import { type Build, builds, nextProgram } from "./build-storefront.ts";

export interface RunningStorefront {
  /** `http://127.0.0.1:3001` */
  origin: string;
  pid: number;
  stop(): Promise<void>;
}

const longestWaitMs = 30_000;

/**
 * Runs the built online shop beside the server, in a process of its own, and waits until it answers.
 * @throws Error in words when it ends, or does not answer in time
 */
export async function runStorefront(options: {
  port: number;
  host: string;
  apiOrigin: string;
  shopOrigin: string;
  secret: string;
  build?: Build;
  /** Proxies that are believed, as in `TRUST_PROXY`; the environment's own unless given. */
  trustProxy?: string;
}): Promise<RunningStorefront> {
  const { port, host, apiOrigin, shopOrigin, secret } = options;
  const child = spawn(process.execPath, [nextProgram, "start", "--port", String(port), "--hostname", host], {
    cwd: join(root, "apps/storefront"),
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      ...{ NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", NO_COLOR: "1" },
      STOREFRONT_DIST: builds[options.build ?? "running"],
      ...(options.trustProxy ? { TRUST_PROXY: options.trustProxy } : {}),
      ...{ SELVEDGE_API: apiOrigin, STOREFRONT_SECRET: secret, SHOP_ORIGIN: shopOrigin },
    },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      said = (said + chunk).slice(-4000);
    });
  }
  let hasEnded = false;
  const ended = new Promise<void>((resolve) =>
    child.once("close", () => {
      hasEnded = true;
      resolve();
    }),
  );
  const origin = `http://${host}:${port}`;
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
    await ended;
    clearTimeout(late);
  };
  const deadline = Date.now() + longestWaitMs;
  while (!(await answers(origin))) {
    if (hasEnded) throw new Error(`The online shop ended as it began:\n${said.trim()}`);
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`The online shop does not answer on ${origin}:\n${said.trim()}`);
    }
    await sleep(100);
  }
  return { origin, pid: child.pid ?? 0, stop };
}

async function answers(origin: string): Promise<boolean> {
  const answer = await fetch(`${origin}/robots.txt`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
  return answer !== null;
}
