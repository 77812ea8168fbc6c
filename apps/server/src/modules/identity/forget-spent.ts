import { type JobContext, scheduleForTenants } from "../../platform/jobs.ts";

/** Rows let go of in one transaction, so that none is long. */
const PORTION = 5_000;

/**
 * Notes of what was used up, by table: the key of a row, and for how many days past its end somebody may still come with it
 * and be told apart from a stranger (a thief with an old token, a person with an old link). A refresh is a row each quarter of an hour
 * and session, so without this they only ever grow.
 */
const spent = [
  { table: "refresh_token", key: "token_hash", days: 1 },
  { table: "oauth_refresh_token", key: "token_hash", days: 1 },
  { table: "oauth_code", key: "code_hash", days: 1 },
  { table: "spent_ticket", key: "ticket_id", days: 1 },
  { table: "mail_link", key: "token_hash", days: 30 },
] as const;

/** Lets go of tokens, codes, tickets and links that nobody can use any more, and of failed tries that nobody repeats; each night. */
export async function forgetSpent(job: JobContext): Promise<void> {
  for (const { table, key, days } of spent) {
    for (let gone = PORTION; gone === PORTION && !job.signal.aborted; ) {
      gone = await job.transaction(async ({ sql, tenantId, now }) => {
        const before = new Date(now.getTime() - days * 86_400_000);
        const { count } = await sql`
          delete from ${sql(table)} where tenant_id = ${tenantId} and ${sql(key)} in (
            select ${sql(key)} from ${sql(table)} where tenant_id = ${tenantId} and expires_at < ${before}
            order by expires_at limit ${PORTION})`;
        return count;
      });
    }
  }
  await job.transaction(({ sql }) => sql`select app.forget_sign_in_failures()`);
}

scheduleForTenants("identity.forget_spent", { dailyAt: "03:25" }, forgetSpent);
