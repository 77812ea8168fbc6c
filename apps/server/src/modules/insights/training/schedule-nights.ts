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
        if (parameters) await startRun(ctx, { kind, parameters, trigger: "schedule" });
      }),
    );
  }
}
