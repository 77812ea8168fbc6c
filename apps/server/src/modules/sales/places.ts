import { definePlaces } from "../../platform/access/within.ts";

// Where orders are, for callers whose role reaches some places or customers only.
definePlaces("orders", "order", async ({ sql, tenantId }, ids) => {
  const rows = await sql<{ id: string; locationId: string; channelId: string; repId: string | null }[]>`
    select o.id, o.location_id as "locationId", o.channel_id as "channelId", a.sales_rep_id as "repId" from sales_order o
    left join customer_account a on a.tenant_id = o.tenant_id and a.party_id = o.customer_id
    where o.tenant_id = ${tenantId} and o.id = any(${ids}::uuid[])`;
  return rows;
});
