import { createReadStream, existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { openRuntime } from "../apps/server/src/main.ts";
import { createImport, guessMapping, importTasks, readColumns } from "../apps/server/src/modules/connect/index.ts";
import { operations } from "../apps/server/src/modules/index.ts";
import { readConfig } from "../apps/server/src/platform/config.ts";
import { type Ctx, type Runtime, systemActor } from "../apps/server/src/platform/context.ts";
import { AppError } from "../apps/server/src/platform/errors.ts";
import { putFile } from "../apps/server/src/platform/files.ts";
import { newId } from "../apps/server/src/platform/ids.ts";
import { startJobs } from "../apps/server/src/platform/jobs.ts";
import { migrate, startPostgres } from "../apps/server/src/platform/postgres/index.ts";
import { inTransaction } from "../apps/server/src/platform/runner.ts";
import { insightsApi, tenancyApi } from "../packages/contract/src/index.ts";
import { printReconciliation } from "./import/print-reconciliation.ts";

const usage = `npm run import -- FILE --tenant SLUG [options]

Brings a sales history (CSV, CSV.gz, XLSX) into a business; the same as in the admin under Imports.
  --tenant SLUG          the business; --new opens it first
  --new                  open the business: --country GB --currency GBP --time-zone Europe/London --name "Name"
  --owner E-MAIL         its owner's address (default owner@SLUG.example), --password (default demo-owner-2026)
  --map field=Column     say which column is which; guessed from the header where left out (repeat)
  --option name=value    taxTreatment, costPercentOfPrice, creditPrefix, settled, channelCode, ... (repeat)
  --dry-run              check only: list bad lines with their reasons, change nothing
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tenant: { type: "string" },
    new: { type: "boolean", default: false },
    name: { type: "string" },
    country: { type: "string", default: "GB" },
    currency: { type: "string", default: "GBP" },
    "time-zone": { type: "string", default: "Europe/London" },
    locale: { type: "string", default: "en-GB" },
    owner: { type: "string" },
    password: { type: "string", default: "demo-owner-2026" },
    map: { type: "string", multiple: true, default: [] },
    option: { type: "string", multiple: true, default: [] },
    "dry-run": { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

/** `a=b` pairs; numbers and booleans are read as such. */
function pairs(list: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    list.map((one) => {
      const at = one.indexOf("=");
      if (at < 1) fail(`"${one}" is not name=value.\n\n${usage}`);
      const value = one.slice(at + 1);
      return [one.slice(0, at), /^(true|false|-?\d+(\.\d+)?)$/.test(value) ? (JSON.parse(value) as unknown) : value];
    }),
  );
}

async function openBusiness(runtime: Runtime, slug: string): Promise<string> {
  const [known] = await runtime.sql<
    { tenant_id: string }[]
  >`select tenant_id from app.tenant_directory where slug = ${slug}`;
  if (known) return known.tenant_id;
  if (!values.new) fail(`There is no business "${slug}"; add --new to open it.`);
  const signUp = operations.find((o) => o.endpoint.name === tenancyApi.signUp.name)!;
  const email = values.owner ?? `owner@${slug}.example`;
  const opened = (await signUp.execute(
    runtime,
    { tenantId: null, actor: systemActor, requestId: `import-${newId()}` },
    {
      slug,
      name: values.name ?? slug,
      country: values.country,
      currency: values.currency,
      locale: values.locale,
      timeZone: values["time-zone"],
      owner: { name: "Owner", email, password: values.password },
    },
  )) as { tenantId: string };
  console.log(`Opened the business ${slug}; sign in as ${email} / ${values.password}`);
  return opened.tenantId;
}

async function main(): Promise<void> {
  const [file] = positionals;
  if (values.help || !file || !values.tenant) fail(usage);
  if (!existsSync(file)) fail(`There is no file ${file}.`);
  const config = { ...readConfig(), logLevel: "warn" };
  const postgres = await startPostgres(config);
  await migrate(postgres.ownerUrl);
  const { runtime, close } = await openRuntime(config, postgres);
  // The queue gives each job to one worker: this one, or that of a server which runs beside it.
  const jobs = await startJobs(runtime, postgres.ownerUrl, importTasks);
  try {
    const tenantId = await openBusiness(runtime, values.tenant);
    const ok = await importFile(runtime, tenantId, file);
    process.exitCode = ok ? 0 : 1;
  } finally {
    await jobs.stop();
    await close();
    await postgres.stop();
  }
}

type Door = <T>(name: string, input: object) => Promise<T>;

interface Import {
  status: string;
  phase: string | null;
  failure: string | null;
  doneLines: number;
  totalLines: number | null;
  goodLines: number;
  rejectedLines: number;
}

/** Waits until nobody works on the import any more, telling every five seconds how far it is. */
async function whenWorked(door: Door, id: string, say: (text: string) => void): Promise<Import> {
  for (let second = 1; ; second += 1) {
    await sleep(1000);
    const now = await door<Import>(insightsApi.getImport.name, { id });
    if (!["checking", "running", "undoing"].includes(now.status)) return now;
    const ofAll = now.totalLines ? ` of ${now.totalLines}` : "";
    if (second % 5 === 0) say(`${now.phase ?? ""}: ${now.doneLines}${ofAll} lines`);
  }
}

async function importFile(runtime: Runtime, tenantId: string, file: string): Promise<boolean> {
  const call = { tenantId, actor: systemActor, requestId: `import-${newId()}` };
  const transaction = <T>(run: (ctx: Ctx) => Promise<T>) =>
    inTransaction(runtime, call, { name: "script.import" }, run);
  const door: Door = <T>(name: string, input: object) =>
    operations.find((o) => o.endpoint.name === name)!.execute(runtime, call, input) as Promise<T>;
  const begun = performance.now();
  const say = (text: string) =>
    console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(7)} s  ${text}`);
  const stored = await putFile(tenantId, "import", path.basename(file), createReadStream(file));
  const importId = await transaction((ctx) => createImport(ctx, stored));
  const mapping = { ...guessMapping(await readColumns(stored)), ...pairs(values.map) };
  await door(insightsApi.checkImport.name, { id: importId, mapping, options: pairs(values.option) });
  const checked = await whenWorked(door, importId, say);
  if (checked.status !== "checked") fail(`The check ended as ${checked.status}: ${checked.failure ?? ""}`);
  say(`Checked: ${checked.goodLines} good lines, ${checked.rejectedLines} bad`);
  const rejects = await door<{ items: { lineNo: number; reason: string }[] }>(insightsApi.listImportRejects.name, {
    id: importId,
    limit: 20,
  });
  for (const r of rejects.items) console.log(`  line ${r.lineNo}: ${r.reason}`);
  if (checked.rejectedLines > rejects.items.length) console.log("  ... the whole list is in the admin");
  if (values["dry-run"]) return true;
  await door(insightsApi.runImport.name, { id: importId });
  const done = await whenWorked(door, importId, say);
  say(
    `${done.status}${done.failure ? `: ${done.failure}` : ""}; peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
  );
  if (done.status !== "done") return false;
  return printReconciliation(await door(insightsApi.getImportReconciliation.name, { id: importId }));
}

main().catch((error: unknown) =>
  fail(error instanceof AppError ? error.message : String((error as Error).stack ?? error)),
);
