import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Row, Sql } from "postgres";
import { readConfig } from "../apps/server/src/platform/config.ts";
import { startPostgres } from "../apps/server/src/platform/postgres/index.ts";
import { connectOnce } from "../apps/server/src/platform/postgres/roles.ts";

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
  const sql = connectOnce(running.adminUrl, {
    onnotice: (notice) => console.error(`${notice.severity}: ${notice.message}`),
    types: {
      bigint: { to: 20, from: [20], serialize: String, parse: toExactNumber },
      date: { to: 1082, from: [1082], serialize: String, parse: String },
    },
    connection: { application_name: "selvedge sql" },
  });
  try {
    await printRows(sql, text);
  } finally {
    await sql.end();
    await running.stop();
  }
}

async function printRows(sql: Sql, text: string): Promise<void> {
  try {
    // A cursor keeps memory flat however many rows there are.
    for await (const rows of sql.unsafe(text).cursor(1000)) printAll(rows);
  } catch (error) {
    const several = (error as { code?: string; message: string }).message.includes("cannot insert multiple commands");
    if (!several) throw error;
    const results = (await sql.unsafe(text).simple()) as unknown as (Row | Row[])[];
    for (const result of results) printAll(Array.isArray(result) ? result : [result]);
  }
}

function printAll(rows: Iterable<Row | undefined>): void {
  let lines = "";
  for (const row of rows) if (row) lines += `${JSON.stringify(row)}\n`;
  process.stdout.write(lines);
}

/** A bigint as a number while that is exact, and as text beyond. */
function toExactNumber(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}

try {
  await main();
} catch (error) {
  const { message, detail, hint } = error as Error & { detail?: string; hint?: string };
  console.error([message, detail, hint].filter(Boolean).join("\n"));
  process.exitCode = 1;
}
