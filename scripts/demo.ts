import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addDays, businessDate } from "@selvedge/domain";
import { makeDemo } from "../apps/server/src/demo/make-demo.ts";
import { openRuntime } from "../apps/server/src/main.ts";
import { operations, signUp } from "../apps/server/src/modules/index.ts";
import { readConfig } from "../apps/server/src/platform/config.ts";
import { migrate, startPostgres } from "../apps/server/src/platform/postgres/index.ts";
import type { Operation } from "../apps/server/src/platform/runner.ts";

/**
 * `npm run demo` makes the demo company: two years of a garment label's trade, ending yesterday or on the day given
 * (`npm run demo -- 2026-03-31`). The sign-ins are left in `demo-sign-ins.json` of the data folder.
 */
const begun = performance.now();

function say(message: string): void {
  console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${message}`);
}

/** One line per phase and tenth of it. */
function progress() {
  let last = "";
  return (phase: string, share: number) => {
    const line = `  ${phase}: ${Math.floor(share * 10) * 10} %`;
    if (line !== last) say(line);
    last = line;
  };
}

async function main(): Promise<void> {
  const config = readConfig({ LOG_LEVEL: "warn", ...process.env });
  const yesterday = addDays(businessDate(new Date(), "Asia/Kolkata"), -1);
  const endsOn = process.argv[2] ?? yesterday;
  if (!/^\d{4}-\d\d-\d\d$/.test(endsOn)) throw new Error("Say the last day as YYYY-MM-DD.");
  mkdirSync(config.dataDir, { recursive: true });
  const postgres = await startPostgres({ ...config, log: say });
  try {
    await migrate(postgres.ownerUrl);
    const { runtime, close } = await openRuntime(config, postgres);
    try {
      const program = { operations, signUp: signUp as unknown as Operation };
      const made = await makeDemo(runtime, program, {
        slug: "demo",
        endsOn,
        scale: 1,
        seed: 20_260_101,
        tell: progress(),
      });
      writeFileSync(join(config.dataDir, "demo-sign-ins.json"), `${JSON.stringify(made.people, null, 2)}\n`);
      say(`${made.orderLines.toLocaleString("en")} order lines; sign in as ${made.people[0]!.email}`);
    } finally {
      await close();
    }
  } finally {
    await postgres.stop();
  }
}

try {
  await main();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
