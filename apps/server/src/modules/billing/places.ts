import { definePlaces } from "../../platform/access/within.ts";

// Where invoices are, for callers whose role reaches some places or customers only.
definePlaces("invoices", "invoice", async ({ sql, tenantId }, ids) => {
  const rows = await sql<{ id: string; locationId: string; channelId: string; repId: string | null }[]>`
    select i.id, o.location_id as "locationId", o.channel_id as "channelId", a.sales_rep_id as "repId"
    from invoice i
    join sales_order o on o.tenant_id = i.tenant_id and o.id = i.order_id
    left join customer_account a on a.tenant_id = i.tenant_id and a.party_id = i.customer_id
    where i.tenant_id = ${tenantId} and i.id = any(${ids}::uuid[])`;
  return rows;
});
