import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { connectOnce } from "../roles.ts";

/** A running `hold-embedded.ts` and what it printed. */
export interface Held {
  child: ChildProcess;
  port: number;
  adminUrl: string;
  ownerUrl: string;
  supervised: boolean;
  /** Everything it logged so far. */
  logged(): string;
  /** Sends a signal and waits until the program is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Starts the program and waits until its PostgreSQL is up; throws with its log when it ends before. */
export async function hold(dataDir: string, port: number): Promise<Held> {
  const program = fileURLToPath(new URL("hold-embedded.ts", import.meta.url));
  const child = spawn(process.execPath, [program, dataDir, String(port)], { stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    log += chunk;
  });
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("close", () => reject(new Error(`It ended before PostgreSQL was up:\n${log}`)));
  });
  return {
    child,
    ...(JSON.parse(line) as { port: number; adminUrl: string; ownerUrl: string; supervised: boolean }),
    logged: () => log,
    end: async (signal) => {
      child.kill(signal);
      await gone;
    },
  };
}

/** Runs one statement over a connection of its own. */
export async function ask<T extends object>(url: string, statement: string): Promise<T[]> {
  const sql = connectOnce(url);
  try {
    return (await sql.unsafe(statement)) as unknown as T[];
  } finally {
    await sql.end({ timeout: 1 });
  }
}
