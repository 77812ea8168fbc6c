import { definePlaces } from "../../platform/access/within.ts";

// Where shipments are, for callers whose role reaches some places or customers only.
definePlaces("shipments", "shipment", async ({ sql, tenantId }, ids) => {
  const rows = await sql<{ id: string; locationId: string; channelId: string; repId: string | null }[]>`
    select s.id, s.location_id as "locationId", o.channel_id as "channelId", a.sales_rep_id as "repId"
    from shipment s
    join sales_order o on o.tenant_id = s.tenant_id and o.id = s.order_id
    left join customer_account a on a.tenant_id = s.tenant_id and a.party_id = o.customer_id
    where s.tenant_id = ${tenantId} and s.id = any(${ids}::uuid[])`;
  return rows;
});
