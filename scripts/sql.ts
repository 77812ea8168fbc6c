import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../apps/server/src/platform/config.ts";
import { startPostgres } from "../apps/server/src/platform/postgres/index.ts";
import type { SqlPool } from "../apps/server/src/platform/postgres/pool.ts";
import { connectOnce } from "../apps/server/src/platform/postgres/roles.ts";
import type { Row } from "../apps/server/src/platform/postgres/sql.ts";

/**
 * `npm run sql -- "select ..."` prints one JSON object per row; several statements may be given, or the text on
 * standard input. It signs in as the superuser (with DATABASE_URL: as that user), so it sees every tenant.
 */
async function main(): Promise<void> {
  const text = process.argv.slice(2).join(" ").trim() || (process.stdin.isTTY ? "" : readFileSync(0, "utf8").trim());
  if (!text) throw new Error('Say what to run: npm run sql -- "select count(*) from tenant"');
  const config = readConfig();
  if (!config.databaseUrl && !existsSync(join(config.dataDir, "postgres"))) {
    throw new Error(`There is no database in ${config.dataDir} yet; \`npm start\` makes it.`);
  }
  const running = await startPostgres({ ...config, log: (message) => console.error(message) });
  const sql = connectOnce(running.adminUrl, (message) => console.error(message));
  try {
    await printRows(sql, text);
  } finally {
    await sql.end();
    await running.stop();
  }
}

async function printRows(sql: SqlPool, text: string): Promise<void> {
  const bare = text.replace(/;\s*$/, "");
  if (/^\s*(select|table|values)\b/i.test(bare) && !bare.includes(";")) {
    // One question may have millions of answers: read in portions, memory stays flat.
    await sql.begin(async (tx) => {
      for await (const rows of tx.unsafe(bare).cursor(1000)) printAll(rows);
    });
    return;
  }
  // Several statements answer with one list each.
  const answer = (await sql.unsafe(text)) as (Row | Row[])[];
  for (const one of answer) printAll(Array.isArray(one) ? one : [one]);
}

function printAll(rows: Row[]): void {
  process.stdout.write(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}

try {
  await main();
} catch (error) {
  const { message, detail, hint } = error as Error & { detail?: string; hint?: string };
  console.error([message, detail, hint].filter(Boolean).join("\n"));
  process.exitCode = 1;
}
