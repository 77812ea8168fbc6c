import type { Ctx } from "../../../platform/context.ts";

/** Notes how far a run is, and answers whether it should go on: false when somebody cancelled it. */
export async function reportProgress(
  ctx: Ctx,
  runId: string,
  told: { progress: number; phase?: string },
): Promise<boolean> {
  const [row] = await ctx.sql<{ goesOn: boolean }[]>`
    update learning_run set progress = ${Math.max(0, Math.min(1, told.progress))}, progress_at = now(),
           phase = coalesce(${told.phase ?? null}, phase)
    where tenant_id = ${ctx.tenantId} and id = ${runId} and status = 'running'
    returning not cancel_requested as "goesOn"`;
  return row?.goesOn ?? false;
}
