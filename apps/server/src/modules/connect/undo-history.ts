import { AppError } from "../../platform/errors.ts";
import type { JobContext } from "../../platform/jobs.ts";
import { dropStagedLines, getImportRow, moveImport } from "./import-job.ts";

/** Takes out whatever an import brought. */
export async function undoHistory(job: JobContext, importId: string): Promise<void> {
  try {
    await takeOut(job, importId, "undone", null);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "busy") throw error;
    await job.transaction(async (ctx) => {
      const row = await getImportRow(ctx, importId, true);
      if (row.status === "undoing") await moveImport(ctx, row, "done", { failure: error.message, finished: true });
    });
  }
}

/** Everything an import brought is taken out again, and it ends as `to`. */
export async function takeOut(
  job: JobContext,
  importId: string,
  to: "cancelled" | "failed" | "undone",
  failure: string | null,
) {
  await job.transaction(async (ctx) => {
    const { sql, tenantId } = ctx;
    const row = await getImportRow(ctx, importId, true);
    if (row.status !== "running" && row.status !== "undoing") return;
    await sql`select app.remove_import(${importId})`;
    await dropStagedLines(ctx, importId);
    await sql`update import_job set done_seq = 0, done_lines = 0 where tenant_id = ${tenantId} and id = ${importId}`;
    await moveImport(ctx, row, to, { failure, finished: true });
  });
}
