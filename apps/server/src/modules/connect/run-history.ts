import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import type { JobContext } from "../../platform/jobs.ts";
import { dropStagedLines, getImportRow, moveImport } from "./import-job.ts";
import { readOptions } from "./options.ts";
import { postBatch } from "./post-batch.ts";
import { postOpeningStock } from "./post-opening-stock.ts";
import { takeOut } from "./undo-history.ts";

/**
 * Posts a checked import, batch by batch in order of time, each batch one transaction that also notes how far it got:
 * after a crash it goes on behind the last batch, and nothing is ever in twice. When it is cancelled, or a batch is
 * refused, everything it brought is taken out again.
 */
export async function runHistory(job: JobContext, importId: string): Promise<void> {
  const row = await job.transaction((ctx) => getImportRow(ctx, importId));
  if (row.status !== "running") return;
  const options = readOptions(row.options);
  try {
    await job.transaction((ctx) => ctx.sql`select app.refresh_staging_statistics()`);
    if (row.doneSeq === 0) await job.transaction((ctx) => postOpeningStock(ctx, row, options));
    for (let batch = 1; ; batch += 1) {
      const state = await job.transaction((ctx) => postBatch(ctx, importId, options));
      if (state === "cancelled") return await takeOut(job, importId, "cancelled", null);
      if (state === "finished") break;
      // After 1, 2, 4, 8... batches: as often as what was there has doubled.
      if ((batch & (batch - 1)) === 0) await job.transaction((ctx) => ctx.sql`select app.refresh_trade_statistics()`);
      if (job.signal.aborted) throw new Error("stopped; the import goes on at the next start");
    }
    await job.transaction((ctx) => conclude(ctx, importId));
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "busy") throw error;
    await takeOut(job, importId, "failed", error.message);
  }
}

async function conclude(ctx: Ctx, importId: string): Promise<void> {
  const row = await getImportRow(ctx, importId, true);
  if (row.status !== "running") return;
  await dropStagedLines(ctx, importId);
  await moveImport(ctx, row, "done", { finished: true });
}
