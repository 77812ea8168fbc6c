import type { Ctx } from "../../../platform/context.ts";
import { type FeatureProfile, profileFeature } from "../features/profile.ts";

/** What the journal and the event log say of the same time: sales that were posted, and how early promotions were told. */
export async function profileOthers(ctx: Ctx, cutOffOn: string): Promise<FeatureProfile[]> {
  const { sql, tenantId, tenant } = ctx;
  const posted = await sql<{ on: string; minor: number }[]>`
    select e.posted_on::text as "on", sum(l.credit_minor - l.debit_minor)::float8 as minor
    from journal_line l
    join journal_entry e on e.tenant_id = l.tenant_id and e.id = l.entry_id
    join account a on a.tenant_id = l.tenant_id and a.id = l.account_id and a.account_role = 'sales'
    where l.tenant_id = ${tenantId} and e.posted_on between ${cutOffOn}::date - 365 and ${cutOffOn}::date
    group by 1 order by 1`;
  const announced = await sql<{ days: number }[]>`
    select (p.starts_at at time zone ${tenant.timeZone})::date - (e.at at time zone ${tenant.timeZone})::date as days
    from event e join promotion p on p.tenant_id = e.tenant_id and p.id = e.entity_id
    where e.tenant_id = ${tenantId} and e.type = 'pricing.promotion_created'
      and (e.at at time zone ${tenant.timeZone})::date <= ${cutOffOn}::date`;
  const profiles = [
    profileFeature(
      "sales_per_day",
      posted.map((p) => p.minor),
      posted.at(-1)?.on ?? null,
    ),
  ];
  // A business without promotions has nothing to be checked there.
  if (announced.length > 0)
    profiles.push(
      profileFeature(
        "promotion_announced_days",
        announced.map((a) => a.days),
        null,
      ),
    );
  return profiles;
}
