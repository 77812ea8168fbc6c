import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { getFile, readFileStream } from "../../platform/files.ts";
import type { JobContext } from "../../platform/jobs.ts";
import { readLocations } from "../inventory/index.ts";
import { readChannels } from "../sales/index.ts";
import { dropStagedLines, getImportRow, type ImportRow, moveImport, tellProgress } from "./import-job.ts";
import { addToMonths, type FileMonths, monthsSummary, newFileMonths } from "./month-sums.ts";
import { type ImportMapping, type ImportOptions, readOptions } from "./options.ts";
import { type DateOrder, guessDateOrder, makeDateReader } from "./read-date.ts";
import { type OpenedFile, openTable, type RawLine } from "./read-file.ts";
import { makeReader, type Understood, type UnderstoodLine } from "./understand-line.ts";

const BATCH = 4000;
const MOST_RAW = 1000;

interface Reject {
  lineNo: number;
  reason: string;
  raw: string;
}

class Cancelled extends Error {}

/**
 * Reads the whole file with its mapping: good lines are staged, bad ones listed with their reason. Nothing of the
 * business changes. Run again it begins afresh, so a crash in the middle does no harm.
 */
export async function checkHistory(job: JobContext, importId: string): Promise<void> {
  const row = await job.transaction((ctx) => getImportRow(ctx, importId));
  if (row.status !== "checking") return;
  try {
    await stage(job, row);
  } catch (error) {
    if (error instanceof Cancelled) return finishCheck(job, importId, "cancelled", null);
    if (!(error instanceof AppError) || error.code === "busy") throw error;
    await finishCheck(job, importId, "failed", error.message);
  }
}

async function finishCheck(job: JobContext, importId: string, to: "cancelled" | "failed", failure: string | null) {
  await job.transaction(async (ctx) => {
    await clearStaging(ctx, importId);
    await moveImport(ctx, await getImportRow(ctx, importId, true), to, { failure, finished: true });
  });
}

async function clearStaging(ctx: Ctx, importId: string): Promise<void> {
  const { sql, tenantId } = ctx;
  await dropStagedLines(ctx, importId);
  await sql`delete from import_reject where tenant_id = ${tenantId} and import_id = ${importId}`;
}

async function stage(job: JobContext, row: ImportRow): Promise<void> {
  const options = readOptions(row.options);
  const mapping = row.mapping as ImportMapping;
  const begun = await job.transaction(async (ctx) => {
    await clearStaging(ctx, row.id);
    const [file, channels, locations] = await Promise.all([
      getFile(ctx, row.fileId),
      readChannels(ctx),
      readLocations(ctx),
    ]);
    return { file, tenant: ctx.tenant, channels: channels.map((c) => c.code), locations: locations.map((l) => l.code) };
  });
  const open = () => openTable(() => readFileStream(begun.file), options);
  const table = await open();
  assertColumns(mapping, table.columns);
  const order = options.dateFormat === "auto" ? await orderOf(await open(), mapping, begun.tenant) : options.dateFormat;
  const readDate = makeDateReader(order, begun.tenant.timeZone);
  const reader = makeReader(table.columns, mapping, options, begun.tenant.currency, readDate);
  const months = newFileMonths(table.columns, mapping, readDate);
  const state = { done: 0, good: 0, rejected: 0 };
  let good: UnderstoodLine[] = [];
  let bad: Reject[] = [];
  const flush = async () => {
    const { cancelRequested } = await job.transaction((ctx) => writeBatch(ctx, row.id, good, bad, state));
    good = [];
    bad = [];
    if (cancelRequested) throw new Cancelled();
    if (job.signal.aborted) throw new Error("stopped; the check begins again at the next start");
  };
  for await (const raw of table.lines) {
    const understood = knownPlaces(reader.read(raw), begun, options);
    addToMonths(months, raw);
    state.done += 1;
    if ("line" in understood) {
      good.push(understood.line);
      state.good += 1;
    } else {
      bad.push({ lineNo: raw.lineNo, reason: understood.reason, raw: rawText(raw) });
      state.rejected += 1;
    }
    if (good.length + bad.length >= BATCH) await flush();
  }
  await flush();
  if (state.done === 0) throw new AppError("validation_failed", "The file has a header and no lines.");
  await refreshStaging(job);
  await job.transaction((ctx) => concludeCheck(ctx, row.id, state.done, months));
}

const MOST_DATES = 50_000;

/** The order of the file's short dates, told by its own lines. */
async function orderOf(table: OpenedFile, mapping: ImportMapping, tenant: { country: string }): Promise<DateOrder> {
  const at = table.columns.indexOf(mapping.occurredAt ?? "");
  const dates: string[] = [];
  for await (const { cells } of table.lines) {
    dates.push((cells[at] ?? "").trim());
    if (dates.length >= MOST_DATES) break;
  }
  return guessDateOrder(dates, tenant.country);
}

const refreshStaging = (job: JobContext) => job.transaction((ctx) => ctx.sql`select app.refresh_staging_statistics()`);

function assertColumns(mapping: ImportMapping, columns: readonly string[]): void {
  const missing = Object.entries(mapping).filter(([, column]) => !columns.includes(column));
  if (missing.length > 0) {
    throw new AppError(
      "validation_failed",
      `The file has no column ${missing.map(([, c]) => `"${c}"`).join(", ")}; map again.`,
    );
  }
}

/** A line that names a channel or place must name one that is there. */
function knownPlaces(
  understood: Understood,
  known: { channels: readonly string[]; locations: readonly string[] },
  options: ImportOptions,
): Understood {
  if (!("line" in understood)) return understood;
  const { line } = understood;
  const channel = line.channelCode ?? options.channelCode ?? null;
  if (channel !== null && !known.channels.includes(channel)) return { reason: `There is no channel "${channel}"` };
  const location = line.locationCode ?? options.locationCode ?? null;
  if (location !== null && !known.locations.includes(location)) return { reason: `There is no location "${location}"` };
  return understood;
}

function rawText(raw: RawLine): string {
  // PostgreSQL keeps no NUL in text.
  return raw.cells.join(",").replaceAll("\u0000", "").slice(0, MOST_RAW);
}

async function writeBatch(
  ctx: Ctx,
  importId: string,
  good: readonly UnderstoodLine[],
  bad: readonly Reject[],
  state: { done: number; good: number; rejected: number },
) {
  const { sql, tenantId } = ctx;
  const progress = {
    phase: "Reading the file",
    doneLines: state.done,
    goodLines: state.good,
    rejectedLines: state.rejected,
  };
  const [, , told] = await Promise.all([
    sql`
      insert into import_line (tenant_id, import_id, line_no, kind, document_number, occurred_at, on_date, sku_code, style_code,
        colour, size, description, is_service, qty, unit_price_minor, amount_minor, discount_minor, unit_cost_minor,
        customer_code, customer_name, country, channel_code, location_code)
      select ${tenantId}, ${importId}, r."lineNo", r.kind, r."documentNumber", r."occurredAt", r."on", r."skuCode", r."styleCode",
        r.colour, r.size, r.description, r."isService", r.qty, r."unitPriceMinor", r."amountMinor", r."discountMinor",
        r."unitCostMinor", r."customerCode", r."customerName", r.country, r."channelCode", r."locationCode"
      from jsonb_to_recordset(${jsonRows(sql, good)}::jsonb) as r("lineNo" bigint, kind text, "documentNumber" text,
        "occurredAt" timestamptz, "on" date, "skuCode" text, "styleCode" text, colour text, size text, description text,
        "isService" boolean, qty int, "unitPriceMinor" bigint, "amountMinor" bigint, "discountMinor" bigint,
        "unitCostMinor" bigint, "customerCode" text, "customerName" text, country text, "channelCode" text, "locationCode" text)`,
    sql`
      insert into import_reject (tenant_id, import_id, line_no, reason, raw)
      select ${tenantId}, ${importId}, r."lineNo", r.reason, r.raw
      from jsonb_to_recordset(${jsonRows(sql, bad)}::jsonb) as r("lineNo" bigint, reason text, raw text)
      on conflict do nothing`,
    tellProgress(ctx, importId, progress),
  ]);
  return told;
}

/** What only the whole file shows: documents that are here already, codes that clash; then the order of posting. */
async function concludeCheck(ctx: Ctx, importId: string, totalLines: number, months: FileMonths): Promise<void> {
  const { sql, tenantId } = ctx;
  await sql`
    with gone as (
      delete from import_line l
      where l.tenant_id = ${tenantId} and l.import_id = ${importId} and exists (
        select 1 from sales_order o where o.tenant_id = l.tenant_id and o.number = l.document_number)
      returning l.line_no, l.document_number, l.sku_code, l.qty, l.amount_minor
    )
    insert into import_reject (tenant_id, import_id, line_no, reason, raw)
    select ${tenantId}, ${importId}, line_no, 'Document ' || document_number || ' is here already',
           concat_ws(',', document_number, sku_code, qty, amount_minor)
    from gone on conflict do nothing`;
  await rejectClashes(ctx, importId);
  await sql`
    insert into import_document (tenant_id, import_id, seq, document_number, kind, occurred_at, line_count)
    select ${tenantId}, ${importId}, row_number() over (order by min(occurred_at), document_number, kind), document_number, kind,
           min(occurred_at), count(*)
    from import_line where tenant_id = ${tenantId} and import_id = ${importId}
    group by document_number, kind`;
  await sql`
    insert into import_sku (tenant_id, import_id, sku_code, style_code, description, colour, size, is_service)
    select distinct on (sku_code) ${tenantId}::uuid, ${importId}::uuid, sku_code, style_code, description, colour, size, is_service
    from import_line where tenant_id = ${tenantId} and import_id = ${importId}
    order by sku_code, (description = sku_code), length(description) desc, line_no`;
  const [counts] = await sql<{ good: number; rejected: number; reasons: { reason: string; lines: number }[] }[]>`
    select (select count(*)::int from import_line where tenant_id = ${tenantId} and import_id = ${importId}) as good,
           (select count(*)::int from import_reject where tenant_id = ${tenantId} and import_id = ${importId}) as rejected,
           coalesce((select jsonb_agg(jsonb_build_object('reason', reason, 'lines', n)) from (
             select regexp_replace(reason, '"[^"]*"|Document \\S+|SKU \\S+', '...') as reason, count(*) as n from import_reject
             where tenant_id = ${tenantId} and import_id = ${importId} group by 1 order by 2 desc limit 20) x), '[]') as reasons`;
  const rejectedLines = await sql<{ line_no: number }[]>`
    select line_no from import_reject where tenant_id = ${tenantId} and import_id = ${importId} order by line_no`;
  const summary = {
    reasons: counts!.reasons,
    months: monthsSummary(months, new Set(rejectedLines.map((r) => Number(r.line_no)))),
  };
  await tellProgress(ctx, importId, {
    phase: "Checked",
    doneLines: totalLines,
    totalLines,
    goodLines: counts!.good,
    rejectedLines: counts!.rejected,
  });
  await moveImport(ctx, await getImportRow(ctx, importId, true), "checked", { summary, phase: null });
}

/** Two codes for one style, colour and size: the first stays, lines of the others are bad. */
async function rejectClashes(ctx: Ctx, importId: string): Promise<void> {
  const { sql, tenantId } = ctx;
  const clashes = await sql<{ sku_code: string }[]>`
    select sku_code from (
      select sku_code, row_number() over (partition by style_code, upper(colour), size order by sku_code) as nth,
             row_number() over (partition by sku_code order by style_code, colour, size) as meaning
      from (select distinct sku_code, style_code, colour, size from import_line
            where tenant_id = ${tenantId} and import_id = ${importId}) code
    ) c where nth > 1 and meaning = 1`;
  if (clashes.length === 0) return;
  await sql`
    with gone as (
      delete from import_line where tenant_id = ${tenantId} and import_id = ${importId}
        and sku_code = any(${clashes.map((c) => c.sku_code)})
      returning line_no, document_number, sku_code, qty, amount_minor
    )
    insert into import_reject (tenant_id, import_id, line_no, reason, raw)
    select ${tenantId}, ${importId}, line_no, 'SKU ' || sku_code || ' names the same style, colour and size as another code',
           concat_ws(',', document_number, sku_code, qty, amount_minor)
    from gone on conflict do nothing`;
}
