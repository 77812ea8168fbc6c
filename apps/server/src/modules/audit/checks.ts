import { auditApi, type OutputOf } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { notFound } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import type { JobContext } from "../../platform/jobs.ts";
import { command, query } from "../../platform/runner.ts";
import { type ChainCheck, checkChain, type Finding, type KeptHash } from "./check-chain.ts";

type CheckView = OutputOf<typeof auditApi.getCheck>;

interface Row extends ChainCheck {
  id: string;
  status: CheckView["status"];
  failure: string | null;
  startedAt: Date;
  finishedAt: Date | null;
}

/** @param id a check, or null for the newest */
export async function findCheck({ sql, tenantId }: Ctx, id: string | null): Promise<CheckView | null> {
  const [row] = await sql<Row[]>`
    select id, status, seal_count as "sealCount", seals_checked as "sealsChecked", events_checked as "eventsChecked",
           findings, failure, started_at as "startedAt", finished_at as "finishedAt"
    from audit_check where tenant_id = ${tenantId} ${id ? sql`and id = ${id}` : sql``}
    order by started_at desc, id desc limit 1`;
  if (!row) return null;
  return { ...row, startedAt: row.startedAt.toISOString(), finishedAt: row.finishedAt?.toISOString() ?? null };
}

async function getRow(ctx: Ctx, id: string): Promise<CheckView> {
  const found = await findCheck(ctx, id);
  if (!found) throw notFound("check");
  return found;
}

export const getCheck = query(auditApi.getCheck, (ctx, { id }) => getRow(ctx, id));

/** A check that is under way is the one that a second press means. */
export const startCheck = command(auditApi.startCheck, async (ctx, input) => {
  const newest = await findCheck(ctx, null);
  if (newest?.status === "running" && ctx.now.getTime() - Date.parse(newest.startedAt) < 3_600_000) return newest;
  const id = newId();
  await ctx.sql`
    insert into audit_check (tenant_id, id, status, requested_by, started_at)
    values (${ctx.tenantId}, ${id}, 'running', ${ctx.actor.id}, ${ctx.now})`;
  ctx.emit({
    type: "audit.check_started",
    entityType: "audit_check",
    entityId: id,
    after: { keptHashes: input.expect.length },
  });
  ctx.enqueue({ task: "audit.check_chain", payload: { id, kept: input.expect }, maxAttempts: 3 });
  return getRow(ctx, id);
});

/** The job behind a check. Run again from the beginning when it was interrupted: it only reads. */
export async function runCheck(job: JobContext, { id, kept }: { id: string; kept: KeptHash[] }): Promise<void> {
  try {
    const check = await checkChain(job.transaction, kept, (so) => job.transaction((ctx) => note(ctx, id, so)));
    await job.transaction(async (ctx) => {
      await note(ctx, id, check);
      await finish(ctx, id, "done", null);
      const { eventsChecked, findings } = check;
      ctx.emit({
        type: findings.length > 0 ? "audit.tampering_found" : "audit.chain_verified",
        entityType: "audit_check",
        entityId: id,
        after: { eventsChecked, findings: findings.length },
      });
    });
  } catch (error) {
    await job.transaction((ctx) => finish(ctx, id, "failed", "The check was interrupted; start it again."));
    throw error;
  }
}

async function note({ sql, tenantId }: Ctx, id: string, check: ChainCheck): Promise<void> {
  await sql`
    update audit_check set seal_count = ${check.sealCount}, seals_checked = ${check.sealsChecked},
      events_checked = ${check.eventsChecked}, findings = ${sql.json(check.findings satisfies Finding[])}::jsonb
    where tenant_id = ${tenantId} and id = ${id}`;
}

async function finish({ sql, tenantId }: Ctx, id: string, status: string, failure: string | null): Promise<void> {
  await sql`update audit_check set status = ${status}, failure = ${failure}, finished_at = now()
            where tenant_id = ${tenantId} and id = ${id}`;
}
