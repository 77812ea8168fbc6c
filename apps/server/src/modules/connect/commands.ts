import { insightsApi, type OutputOf } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { getFile, readFileStream } from "../../platform/files.ts";
import { decodeCursor, pageOf } from "../../platform/pages.ts";
import { command, query } from "../../platform/runner.ts";
import { guessMapping } from "./guess-mapping.ts";
import { getImportRow, type ImportRow, moveImport, viewOf } from "./import-job.ts";
import { type ImportMapping, type ImportOptions, readOptions } from "./options.ts";
import { openTable } from "./read-file.ts";

export const listImports = query(insightsApi.listImports, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const rows = await sql<(ImportRow & { cursorAt: string })[]>`
    select id, kind, status, file_id as "fileId", file_name as "fileName", mapping, options, phase,
           total_lines as "totalLines", done_lines as "doneLines", good_lines as "goodLines",
           rejected_lines as "rejectedLines", summary, failure, cancel_requested as "cancelRequested",
           done_seq as "doneSeq", created_at as "createdAt", finished_at as "finishedAt", created_at::text as "cursorAt"
    from import_job where tenant_id = ${tenantId}
      ${after ? sql`and (created_at, id) < (${String(after[0])}::timestamptz, ${String(after[1])}::uuid)` : sql``}
    order by created_at desc, id desc limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (r) => [r.cursorAt, r.id],
    ({ cursorAt: _at, ...r }) => viewOf(r),
  );
});

const SAMPLE_LINES = 8;

type Sample = Pick<OutputOf<typeof insightsApi.getImport>, "columns" | "sample" | "encoding">;
const nothingRead: Sample = { columns: [], sample: [], encoding: null };

/** The file's columns and first lines, read now: a person maps what is there. */
async function readSample(ctx: Ctx, row: ImportRow, asked: Partial<ImportOptions>): Promise<Sample> {
  const file = await getFile(ctx, row.fileId);
  const table = await openTable(() => readFileStream(file), { ...readOptions(row.options), ...asked });
  const sample: string[][] = [];
  for await (const line of table.lines) {
    sample.push(line.cells.map((c) => c.slice(0, 200)));
    if (sample.length >= SAMPLE_LINES) break;
  }
  return { columns: table.columns, sample, encoding: table.encoding };
}

/** While the file is worked on its screen asks each second; what it looks like is asked for when there is something to map. */
const isUnderWay = ({ status }: ImportRow) => status === "checking" || status === "running" || status === "undoing";

export const getImport = query(insightsApi.getImport, async (ctx, input) => {
  const row = await getImportRow(ctx, input.id);
  if (isUnderWay(row)) return { ...viewOf(row), ...nothingRead };
  const { encoding, delimiter } = input;
  const asked = { ...(encoding ? { encoding } : {}), ...(delimiter ? { delimiter } : {}) };
  const read = await readSample(ctx, row, asked).catch((error: unknown) => {
    if (error instanceof AppError) return { ...nothingRead, failure: error.message };
    throw error;
  });
  const mapping = Object.keys(row.mapping).length > 0 ? row.mapping : guessMapping(read.columns);
  return { ...viewOf(row), mapping, ...read, failure: row.failure ?? ("failure" in read ? read.failure : null) };
});

const needed = ["documentNumber", "occurredAt", "skuCode", "qty", "unitPrice"] as const;

export const checkImport = command(insightsApi.checkImport, async (ctx, input) => {
  const row = await getImportRow(ctx, input.id, true);
  assertMapped(input.mapping);
  const options = readOptions({ ...row.options, ...input.options });
  await ctx.sql`
    update import_job set mapping = ${ctx.sql.json(input.mapping as never)}, options = ${ctx.sql.json(options as never)},
           done_lines = 0, good_lines = 0, rejected_lines = 0, total_lines = null, done_seq = 0, summary = null
    where tenant_id = ${ctx.tenantId} and id = ${row.id}`;
  await moveImport(ctx, row, "checking", { phase: "Reading the file" });
  ctx.enqueue({
    task: "connect.check_import",
    payload: { importId: row.id },
    queue: `import-${ctx.tenantId}`,
    key: `check-${row.id}`,
  });
  return { id: row.id };
});

function assertMapped(mapping: ImportMapping): void {
  const missing = needed.filter((field) => !mapping[field]);
  if (missing.length === 0) return;
  throw new AppError("validation_failed", `Say which column is: ${missing.join(", ")}.`, {
    fields: missing.map((field) => ({ path: `mapping.${field}`, message: "Choose the column" })),
  });
}

export const runImport = command(insightsApi.runImport, async (ctx, input) => {
  const row = await getImportRow(ctx, input.id, true);
  if (row.status === "checked" && row.goodLines === 0) {
    throw new AppError("wrong_state", "No line of this file can come in; see why on the list of bad lines.");
  }
  await moveImport(ctx, row, "running", { phase: "Waiting to begin" });
  await ctx.sql`update import_job set done_lines = 0, done_seq = 0 where tenant_id = ${ctx.tenantId} and id = ${row.id}`;
  ctx.enqueue({
    task: "connect.run_import",
    payload: { importId: row.id },
    queue: `import-${ctx.tenantId}`,
    key: `run-${row.id}`,
  });
  return { id: row.id };
});

export const cancelImport = command(insightsApi.cancelImport, async (ctx, input) => {
  // The counters' row is the job's own while it writes a batch; this waits for that batch and is read by the next.
  const row = await getImportRow(ctx, input.id, true);
  if (row.status !== "checking" && row.status !== "running") {
    throw new AppError("wrong_state", `This import is ${row.status}; there is nothing to stop.`);
  }
  await ctx.sql`update import_job set cancel_requested = true where tenant_id = ${ctx.tenantId} and id = ${row.id}`;
  ctx.emit({
    type: "connect.import_cancel_requested",
    entityType: "import_job",
    entityId: row.id,
    after: { cancelRequested: true },
  });
  return { id: row.id };
});

export const undoImport = command(insightsApi.undoImport, async (ctx, input) => {
  const row = await getImportRow(ctx, input.id, true);
  await moveImport(ctx, row, "undoing", { phase: "Taking it out" });
  ctx.enqueue({
    task: "connect.undo_import",
    payload: { importId: row.id },
    queue: `import-${ctx.tenantId}`,
    key: `undo-${row.id}`,
  });
  return { id: row.id };
});

export const listImportRejects = query(insightsApi.listImportRejects, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  await getImportRow(ctx, input.id);
  const after = decodeCursor(input.cursor, 1);
  const rows = await sql<{ lineNo: number; reason: string; raw: string }[]>`
    select line_no as "lineNo", reason, raw from import_reject
    where tenant_id = ${tenantId} and import_id = ${input.id} ${after ? sql`and line_no > ${Number(after[0])}` : sql``}
    order by line_no limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (r) => [r.lineNo],
    (r) => r,
  );
});
