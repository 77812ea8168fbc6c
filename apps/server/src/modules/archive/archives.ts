import type { Readable } from "node:stream";
import { archiveApi, type OutputOf } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { AppError, notFound } from "../../platform/errors.ts";
import { dropFile, openFileWriter, readFileStream } from "../../platform/files.ts";
import { newId } from "../../platform/ids.ts";
import type { JobContext } from "../../platform/jobs.ts";
import { decodeCursor, pageOf } from "../../platform/pages.ts";
import { command, inTransaction, query } from "../../platform/runner.ts";
import { restoreArchive } from "./restore-archive.ts";
import { type Progress, writeArchive } from "./write-archive.ts";

type ArchiveView = OutputOf<typeof archiveApi.getArchive>;
type Row = Omit<ArchiveView, "createdAt" | "finishedAt"> & { createdAt: Date; finishedAt: Date | null };

const columns = (ctx: Ctx) => ctx.sql`
  id, direction, status, phase, done_rows as "doneRows", total_rows as "totalRows", size_bytes as "sizeBytes",
  restored_slug as "restoredSlug", failure, created_at as "createdAt", finished_at as "finishedAt"`;
const viewOf = (row: Row): ArchiveView => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

async function getRow(ctx: Ctx, id: string): Promise<ArchiveView> {
  const [row] = await ctx.sql<
    Row[]
  >`select ${columns(ctx)} from tenant_archive where tenant_id = ${ctx.tenantId} and id = ${id}`;
  if (!row) throw notFound("archive");
  return viewOf(row);
}

export const getArchive = query(archiveApi.getArchive, (ctx, { id }) => getRow(ctx, id));

export const listArchives = query(archiveApi.listArchives, async (ctx, input) => {
  const after = decodeCursor(input.cursor, 1);
  const rows = await ctx.sql<Row[]>`
    select ${columns(ctx)} from tenant_archive
    where tenant_id = ${ctx.tenantId} ${after ? ctx.sql`and id < ${String(after[0])}` : ctx.sql``} order by id desc limit ${input.limit + 1}`;
  return pageOf(rows, input.limit, (row) => [row.id], viewOf);
});

/** Starts the export's job; one at a time. */
export const startExport = command(archiveApi.startExport, async (ctx) => {
  const [running] = await ctx.sql`
    select 1 from tenant_archive where tenant_id = ${ctx.tenantId} and status = 'running' and created_at > now() - interval '6 hours'`;
  if (running) throw new AppError("wrong_state", "An archive is being made already; wait for it.");
  return record(ctx, "export", {});
});

/** A step: records the upload of another business's archive and starts the job that brings it in. */
export function startRestore(ctx: Ctx, storageKey: string, slug: string | undefined): Promise<ArchiveView> {
  return record(ctx, "restore", { storageKey, slug });
}

async function record(
  ctx: Ctx,
  direction: "export" | "restore",
  more: { storageKey?: string; slug?: string | undefined },
) {
  const id = newId();
  await ctx.sql`
    insert into tenant_archive (tenant_id, id, direction, status, storage_key, requested_by)
    values (${ctx.tenantId}, ${id}, ${direction}, 'running', ${more.storageKey ?? null}, ${ctx.actor.id})`;
  ctx.emit({ type: `archive.${direction}_started`, entityType: "archive", entityId: id, after: { direction } });
  ctx.enqueue({
    task: `archive.${direction}`,
    payload: { id, slug: more.slug },
    queue: `archive ${ctx.tenantId}`,
    maxAttempts: 2,
  });
  return getRow(ctx, id);
}

/** The export's job: one snapshot for all of it, read without holding anybody up. */
export async function runExport(job: JobContext, { id }: { id: string }): Promise<void> {
  const file = openFileWriter(job.tenantId, "archive");
  try {
    const call = {
      tenantId: job.tenantId,
      actor: { type: "system" as const, id: null, permissions: new Set(["*"]) },
      requestId: `archive-${id}`,
    };
    await inTransaction(
      job.runtime,
      call,
      { name: "archive.export", readOnly: true, snapshot: true, once: true },
      (ctx) => writeArchive(ctx.sql, job.tenantId, file.stream, progressNote(job, id)),
    );
    const size = await file.finished();
    await job.transaction(async (ctx) => {
      await ctx.sql`
        update tenant_archive set status = 'done', storage_key = ${file.storageKey}, size_bytes = ${size}, finished_at = now(), done_rows = total_rows
        where tenant_id = ${ctx.tenantId} and id = ${id}`;
      ctx.emit({ type: "archive.export_finished", entityType: "archive", entityId: id, after: { sizeBytes: size } });
    });
  } catch (error) {
    file.stream.destroy();
    await dropFile(file.storageKey).catch(() => {});
    await fail(job, id, error);
  }
}

/** The restore's job: brings the uploaded archive in as a business of its own, and forgets the upload. */
export async function runRestore(job: JobContext, { id, slug }: { id: string; slug?: string }): Promise<void> {
  const [row] = await job.transaction(
    (ctx) => ctx.sql<{ storage_key: string; status: string }[]>`
    select storage_key, status from tenant_archive where tenant_id = ${ctx.tenantId} and id = ${id}`,
  );
  if (row?.status !== "running") return;
  try {
    const source: Readable = await readFileStream({ storageKey: row.storage_key });
    const restored = await restoreArchive(job.runtime, source, { slug, onProgress: progressNote(job, id) });
    await job.transaction(async (ctx) => {
      await ctx.sql`
        update tenant_archive set status = 'done', restored_tenant_id = ${restored.tenantId}, restored_slug = ${restored.slug}, finished_at = now()
        where tenant_id = ${ctx.tenantId} and id = ${id}`;
      ctx.emit({
        type: "archive.restore_finished",
        entityType: "archive",
        entityId: id,
        after: { slug: restored.slug, rows: restored.rows },
      });
    });
  } catch (error) {
    await fail(job, id, error);
  } finally {
    await dropFile(row.storage_key).catch(() => {});
  }
}

async function fail(job: JobContext, id: string, error: unknown): Promise<void> {
  const known = error instanceof AppError;
  if (!known) job.runtime.log.error({ err: error, archive: id }, "archive failed");
  const why = known ? error.message : "It was interrupted; start it again.";
  await job.transaction(
    (ctx) => ctx.sql`
    update tenant_archive set status = 'failed', failure = ${why}, finished_at = now() where tenant_id = ${ctx.tenantId} and id = ${id}`,
  );
}

/** Tells how far it is, at most once a second. */
function progressNote(job: JobContext, id: string) {
  let told = 0;
  return async ({ phase, done, total }: Progress) => {
    if (Date.now() - told < 1000) return;
    told = Date.now();
    await job.transaction(
      (ctx) => ctx.sql`
      update tenant_archive set phase = ${phase}, done_rows = ${done}, total_rows = ${total}
      where tenant_id = ${ctx.tenantId} and id = ${id}`,
    );
  };
}
