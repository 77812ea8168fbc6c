import { addDays } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { scheduleForTenants } from "../../../platform/jobs.ts";
import { listRegisteredLearners } from "./learner.ts";
import { startRun } from "./start-run.ts";

/** Has every learner that trains at night do so, at its time of the tenant's own zone. Call after all are registered. */
export function scheduleNights(): void {
  for (const { kind, nightly } of listRegisteredLearners()) {
    if (!nightly) continue;
    scheduleForTenants(`insights.nightly_${kind}`, { dailyAt: nightly.at }, (job) =>
      job.transaction(async (ctx) => {
        const parameters = (await nightly.when(ctx)) as Record<string, unknown> | null;
        if (parameters) await startNightly(ctx, kind, parameters);
      }),
    );
  }
}

/** Starts a night's run, unless the same was trained up to the same day already, or is about to be. @returns its id, or null */
export async function startNightly(
  ctx: Ctx,
  kind: string,
  parameters: Record<string, unknown>,
): Promise<string | null> {
  const { sql, tenantId } = ctx;
  const cutOffOn = addDays(ctx.today, -1);
  const [same] = await sql`
    select 1 from learning_run
    where tenant_id = ${tenantId} and kind = ${kind} and cut_off_on = ${cutOffOn} and status in ('queued', 'running', 'done')
      and parameters @> ${sql.json(parameters as never)} limit 1`;
  return same ? null : startRun(ctx, { kind, cutOffOn, parameters, trigger: "schedule" });
}
