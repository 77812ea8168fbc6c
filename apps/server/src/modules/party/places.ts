import { definePlaces } from "../../platform/access/within.ts";

// Where customers are, for callers whose role reaches some places or customers only.
definePlaces("customers", "customer", async ({ sql, tenantId }, ids) => {
  const rows = await sql<{ id: string; repId: string | null }[]>`
    select p.id, a.sales_rep_id as "repId" from party p
    left join customer_account a on a.tenant_id = p.tenant_id and a.party_id = p.id
    where p.tenant_id = ${tenantId} and p.id = any(${ids}::uuid[])`;
  return rows;
});
