import { type JobContext, scheduleForTenants } from "./jobs.ts";

/** How long the answer to an idempotency key is kept; a business may let go of them sooner by a retention rule. */
const KEEP_DAYS = 30;
/** Answers let go of in one transaction, so that none is long. */
const PORTION = 5_000;

/** Lets go of answers that nobody will ask for again. */
export async function forgetAnswers(job: JobContext): Promise<void> {
  for (let gone = PORTION; gone === PORTION && !job.signal.aborted; ) {
    gone = await job.transaction(async ({ sql, tenantId, now }) => {
      const before = new Date(now.getTime() - KEEP_DAYS * 86_400_000);
      const { count } = await sql`
        delete from idempotency_key where tenant_id = ${tenantId} and key in (
          select key from idempotency_key where tenant_id = ${tenantId} and created_at < ${before}
          order by created_at limit ${PORTION})`;
      return count;
    });
  }
}

scheduleForTenants("platform.forget_answers", { dailyAt: "03:20" }, forgetAnswers);
