import { privacyApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import type { JobContext } from "../../platform/jobs.ts";
import { command, query } from "../../platform/runner.ts";
import { startErasure } from "./erase-person.ts";
import { getPerson } from "./people.ts";

type DataClass = (typeof privacyApi.dataClasses)[number];

const notHeld = (ctx: Ctx, person: object) => ctx.sql`
  not exists (select 1 from privacy_hold h where h.tenant_id = x.tenant_id and h.released_at is null and h.person_id = ${person})`;

/** The rows of each class that are older than `days`; what is under legal hold is none of them. */
const due: Record<DataClass, (ctx: Ctx, days: number) => ReturnType<Ctx["sql"]>> = {
  mails: (ctx, days) => ctx.sql`
    from mail x where x.tenant_id = ${ctx.tenantId} and x.created_at < now() - make_interval(days => ${days})
      and x.text_body <> '' and ${notHeld(ctx, ctx.sql`x.about_id`)}`,
  // A session that nobody refreshed for a week is over as well: its last token has run out.
  sessions: (ctx, days) => ctx.sql`
    from user_session x where x.tenant_id = ${ctx.tenantId}
      and coalesce(x.ended_at, x.last_used_at + interval '7 days') < now() - make_interval(days => ${days})
      and ${notHeld(ctx, ctx.sql`x.user_id`)}`,
  import_files: (ctx, days) => ctx.sql`
    from import_reject x join import_job j on j.tenant_id = x.tenant_id and j.id = x.import_id
    where x.tenant_id = ${ctx.tenantId} and j.created_at < now() - make_interval(days => ${days})`,
  request_answers: (ctx, days) => ctx.sql`
    from idempotency_key x where x.tenant_id = ${ctx.tenantId} and x.created_at < now() - make_interval(days => ${days})`,
  idle_customers: (ctx, days) => ctx.sql`
    from party x where x.tenant_id = ${ctx.tenantId} and x.kind = 'person' and x.status = 'active' and not x.is_supplier
      and x.created_at < now() - make_interval(days => ${days}) and ${notHeld(ctx, ctx.sql`x.id`)}
      and not exists (select 1 from sales_order o where o.tenant_id = x.tenant_id and o.customer_id = x.id
                      and (o.placed_at > now() - make_interval(days => ${days})
                           or o.status not in ('completed', 'cancelled', 'returned', 'draft')))
      and not exists (select 1 from receivable r where r.tenant_id = x.tenant_id and r.customer_id = x.id and r.open_minor <> 0)`,
};

async function readRules(ctx: Ctx) {
  const kept = await ctx.sql<{ data_class: DataClass; keep_days: number }[]>`
    select data_class, keep_days from retention_rule where tenant_id = ${ctx.tenantId}`;
  const rules = [];
  for (const dataClass of privacyApi.dataClasses) {
    const keepDays = kept.find((rule) => rule.data_class === dataClass)?.keep_days ?? null;
    const [row] =
      keepDays === null
        ? [{ n: 0 }]
        : await ctx.sql<{ n: number }[]>`select count(*)::int as n ${due[dataClass](ctx, keepDays)}`;
    rules.push({ dataClass, keepDays, due: row!.n });
  }
  return { rules };
}

export const getRetention = query(privacyApi.getRetention, readRules);

export const setRetention = command(privacyApi.setRetention, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const before = (await readRules(ctx)).rules.map(({ dataClass, keepDays }) => ({ dataClass, keepDays }));
  for (const { dataClass, keepDays } of input.rules) {
    if (keepDays === null)
      await sql`delete from retention_rule where tenant_id = ${tenantId} and data_class = ${dataClass}`;
    else
      await sql`insert into retention_rule (tenant_id, data_class, keep_days) values (${tenantId}, ${dataClass}, ${keepDays})
                on conflict (tenant_id, data_class) do update set keep_days = excluded.keep_days`;
  }
  const after = await readRules(ctx);
  ctx.emit({
    type: "privacy.retention_changed",
    entityType: "tenant",
    entityId: tenantId,
    before: Object.fromEntries(before.map((rule) => [rule.dataClass, rule.keepDays])),
    after: Object.fromEntries(after.rules.map((rule) => [rule.dataClass, rule.keepDays])),
  });
  return after;
});

/** Customers erased per night at most, so that a new rule does not fill the queue. */
const MOST_A_NIGHT = 500;

const letGo: Record<DataClass, (ctx: Ctx, days: number) => Promise<number>> = {
  // The mail's row stays as the proof that it was sent; what it said and to whom goes.
  mails: async (ctx, days) =>
    (
      await ctx.sql`
    update mail set to_address = 'erased@erased.invalid', to_name = null, subject = '', text_body = '', html_body = ''
    where tenant_id = ${ctx.tenantId} and id in (select x.id ${due.mails(ctx, days)})`
    ).count,
  sessions: async (ctx, days) => {
    const gone = await ctx.sql<{ id: string }[]>`
      delete from user_session where tenant_id = ${ctx.tenantId} and id in (select x.id ${due.sessions(ctx, days)}) returning id`;
    await ctx.sql`
      delete from refresh_token where tenant_id = ${ctx.tenantId} and family_id = any(${gone.map((s) => s.id)}::uuid[])`;
    return gone.length;
  },
  import_files: async (ctx, days) => {
    const gone = await ctx.sql`
      delete from import_reject where tenant_id = ${ctx.tenantId}
        and (import_id, line_no) in (select x.import_id, x.line_no ${due.import_files(ctx, days)})`;
    return gone.count;
  },
  request_answers: async (ctx, days) =>
    (
      await ctx.sql`
    delete from idempotency_key where tenant_id = ${ctx.tenantId} and key in (select x.key ${due.request_answers(ctx, days)})`
    ).count,
  idle_customers: async (ctx, days) => {
    const rows = await ctx.sql<{ id: string }[]>`
      select x.id ${due.idle_customers(ctx, days)} order by x.id limit ${MOST_A_NIGHT}`;
    for (const { id } of rows)
      await startErasure(ctx, await getPerson(ctx, "customer", id), "Retention rule: no purchase for its time");
    return rows.length;
  },
};

/** Lets go what its rule no longer keeps; each night. */
export async function applyRetention(job: JobContext): Promise<void> {
  await job.transaction(async (ctx) => {
    const counts: Record<string, number> = {};
    for (const { dataClass, keepDays } of (await readRules(ctx)).rules) {
      if (keepDays !== null) counts[dataClass] = await letGo[dataClass](ctx, keepDays);
    }
    if (Object.values(counts).some((n) => n > 0)) {
      ctx.emit({ type: "privacy.retention_applied", entityType: "tenant", entityId: ctx.tenantId, after: counts });
    }
  });
}
