import type { Ctx } from "../context.ts";
import { handleJob, type JobContext } from "../jobs.ts";
import { type Outgoing, sendBySmtp } from "./transport.ts";

/** After this many tries a mail is given up and shown as failed; with the worker's back-off that is about a day. */
const MOST_ATTEMPTS = 10;

interface Waiting {
  to_address: string;
  to_name: string | null;
  subject: string;
  text_body: string;
  html_body: string;
  attempts: number;
}

handleJob<{ mailId: string }>("mail.deliver", deliverMail);

/** One try to hand a mail over: read, send outside of any transaction, record what came of it. */
export async function deliverMail(job: JobContext, { mailId }: { mailId: string }): Promise<void> {
  const waiting = await job.transaction((ctx) => findWaiting(ctx, mailId));
  if (!waiting) return;
  try {
    await sendBySmtp(waiting);
  } catch (error) {
    const last = isFinal(error) || waiting.attempts + 1 >= MOST_ATTEMPTS;
    await job.transaction((ctx) => recordFailure(ctx, mailId, (error as Error).message, last));
    if (last) return;
    throw error;
  }
  await job.transaction((ctx) => recordSent(ctx, mailId));
}

async function findWaiting(ctx: Ctx, mailId: string): Promise<(Outgoing & { attempts: number }) | null> {
  const [row] = await ctx.sql<Waiting[]>`
    select to_address, to_name, subject, text_body, html_body, attempts from mail
    where tenant_id = ${ctx.tenantId} and id = ${mailId} and status = 'queued'`;
  if (!row) return null;
  return {
    id: mailId,
    fromName: ctx.tenant.name,
    to: { address: row.to_address, name: row.to_name },
    subject: row.subject,
    text: row.text_body,
    html: row.html_body,
    attempts: row.attempts,
  };
}

async function recordSent(ctx: Ctx, mailId: string): Promise<void> {
  await ctx.sql`
    update mail set status = 'sent', sent_at = ${ctx.now}, attempts = attempts + 1, last_error = null,
      text_body = case when private then '' else text_body end, html_body = case when private then '' else html_body end
    where tenant_id = ${ctx.tenantId} and id = ${mailId}`;
}

async function recordFailure(ctx: Ctx, mailId: string, message: string, last: boolean): Promise<void> {
  await ctx.sql`
    update mail set attempts = attempts + 1, last_error = ${message.slice(0, 500)},
      status = ${last ? "failed" : "queued"}
    where tenant_id = ${ctx.tenantId} and id = ${mailId}`;
}

/** A 5xx of SMTP is the server's last word; 4xx, and no answer at all, may pass. */
function isFinal(error: unknown): boolean {
  const code = (error as { responseCode?: number }).responseCode;
  return code !== undefined && code >= 500;
}
