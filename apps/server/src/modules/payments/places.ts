import { definePlaces } from "../../platform/access/within.ts";

// Where payments are, for callers whose role reaches some places or customers only.
definePlaces("payments", "payment", async ({ sql, tenantId }, ids) => {
  const rows = await sql<{ id: string; locationId: string | null; channelId: string | null; repId: string | null }[]>`
    select p.id, o.location_id as "locationId", o.channel_id as "channelId", a.sales_rep_id as "repId"
    from payment p
    left join sales_order o on o.tenant_id = p.tenant_id and o.id = p.order_id
    left join customer_account a on a.tenant_id = p.tenant_id and a.party_id = p.customer_id
    where p.tenant_id = ${tenantId} and p.id = any(${ids}::uuid[])`;
  return rows;
});
