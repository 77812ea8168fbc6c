import type { insightsApi, OutputOf } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { AppError, notFound } from "../../platform/errors.ts";
import { readOptions } from "./options.ts";

export type ImportStatus = (typeof insightsApi.importStatuses)[number];

export interface ImportRow {
  id: string;
  kind: "sales_history" | "styles" | "customers";
  status: ImportStatus;
  fileId: string;
  fileName: string;
  mapping: Record<string, string>;
  options: Record<string, unknown>;
  phase: string | null;
  totalLines: number | null;
  doneLines: number;
  goodLines: number;
  rejectedLines: number;
  summary: Record<string, unknown> | null;
  failure: string | null;
  cancelRequested: boolean;
  doneSeq: number;
  createdAt: Date;
  finishedAt: Date | null;
}

/** @throws not_found */
export async function getImportRow(ctx: Ctx, id: string, lock = false): Promise<ImportRow> {
  const { sql, tenantId } = ctx;
  const [row] = await sql<ImportRow[]>`
    select id, kind, status, file_id as "fileId", file_name as "fileName", mapping, options, phase,
           total_lines as "totalLines", done_lines as "doneLines", good_lines as "goodLines",
           rejected_lines as "rejectedLines", summary, failure, cancel_requested as "cancelRequested",
           done_seq as "doneSeq", created_at as "createdAt", finished_at as "finishedAt"
    from import_job where tenant_id = ${tenantId} and id = ${id} ${lock ? sql`for update` : sql``}`;
  if (!row) throw notFound("import");
  return row;
}

export type ImportView = OutputOf<typeof insightsApi.listImports>["items"][number];

export function viewOf(row: ImportRow): ImportView {
  const { fileId: _file, cancelRequested: _cancel, doneSeq: _seq, createdAt, finishedAt, mapping, ...rest } = row;
  return {
    ...rest,
    mapping,
    options: readOptions(row.options) as unknown as Record<string, unknown>,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}

// What may follow what. A crash leaves `checking`, `running` or `undoing`; the job is run again from there.
const next: Record<ImportStatus, readonly ImportStatus[]> = {
  uploaded: ["checking"],
  checking: ["checked", "failed", "cancelled"],
  checked: ["checking", "running"],
  running: ["done", "failed", "cancelled", "undoing"],
  done: ["undoing"],
  cancelled: ["checking"],
  failed: ["checking"],
  undoing: ["undone", "cancelled", "done"],
  undone: ["checking"],
};

/** Moves an import on, with what else changes. @throws wrong_state */
export async function moveImport(
  ctx: Ctx,
  row: ImportRow,
  to: ImportStatus,
  also: { phase?: string | null; failure?: string | null; summary?: Record<string, unknown>; finished?: boolean } = {},
): Promise<void> {
  if (!next[row.status].includes(to)) {
    throw new AppError("wrong_state", `This import is ${row.status}; it cannot become ${to} now.`, {
      details: { status: row.status, allowed: next[row.status] },
    });
  }
  await ctx.sql`
    update import_job set status = ${to}, phase = ${also.phase ?? null}, failure = ${also.failure ?? null},
           summary = coalesce(${also.summary ? ctx.sql.json(also.summary as never) : null}::jsonb, summary),
           cancel_requested = false, finished_at = ${also.finished ? ctx.now : null}, version = version + 1
    where tenant_id = ${ctx.tenantId} and id = ${row.id}`;
  ctx.emit({
    type: "connect.import_changed",
    entityType: "import_job",
    entityId: row.id,
    before: { status: row.status },
    after: { status: to, fileName: row.fileName, failure: also.failure ?? null },
  });
  row.status = to;
}

/** True progress, seen at once by everybody who looks; nothing but the counters changes. */
export async function tellProgress(
  ctx: Ctx,
  id: string,
  progress: {
    phase: string;
    doneLines: number;
    totalLines?: number | null;
    goodLines?: number;
    rejectedLines?: number;
  },
): Promise<{ cancelRequested: boolean }> {
  const [row] = await ctx.sql<{ cancelRequested: boolean }[]>`
    update import_job set phase = ${progress.phase}, done_lines = ${progress.doneLines},
           total_lines = coalesce(${progress.totalLines ?? null}::bigint, total_lines),
           good_lines = coalesce(${progress.goodLines ?? null}::bigint, good_lines),
           rejected_lines = coalesce(${progress.rejectedLines ?? null}::bigint, rejected_lines)
    where tenant_id = ${ctx.tenantId} and id = ${id}
    returning cancel_requested as "cancelRequested"`;
  ctx.emit({ type: "connect.import_progressed", entityType: "import_job", entityId: id, after: progress });
  return row ?? { cancelRequested: true };
}

/** Lets go of an import's staged lines; its bad lines and sums stay to be read. */
export async function dropStagedLines(ctx: Ctx, importId: string): Promise<void> {
  const { sql, tenantId } = ctx;
  await sql`delete from import_line where tenant_id = ${tenantId} and import_id = ${importId}`;
  await sql`delete from import_document where tenant_id = ${tenantId} and import_id = ${importId}`;
  await sql`delete from import_sku where tenant_id = ${tenantId} and import_id = ${importId}`;
}
