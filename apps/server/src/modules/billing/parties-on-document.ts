import type { Ctx } from "../../platform/context.ts";

/** Who sells, who buys and when it falls due, as a document keeps them whatever changes later. */
export interface PartiesOnDocument {
  seller: object;
  buyer: object;
  customerId: string | null;
  paymentTermsDays: number;
}

interface Row {
  name: string | null;
  email: string | null;
  tax_number: string | null;
  ship_to: unknown;
  buyer_place: string | null;
  customer_id: string | null;
  billing: object | null;
  shipping: object | null;
  terms: number | null;
  location_name: string;
  location_address: object | null;
  country: string | null;
  state: string | null;
}

/** Reads both sides of an order's documents in one statement. */
export async function readParties(ctx: Ctx, orderId: string): Promise<PartiesOnDocument> {
  const { sql, tenantId, tenant } = ctx;
  const [row] = await sql<Row[]>`
    select coalesce(p.name, o.buyer_name) as name, coalesce(o.buyer_email, p.email) as email,
           coalesce(o.buyer_tax_number, p.tax_number) as tax_number, o.ship_to, o.buyer_place, o.customer_id,
           address.billing, address.shipping, a.payment_terms_days as terms, w.name as location_name,
           w.address as location_address, p.country, p.state
    from sales_order o
    join location w on w.tenant_id = o.tenant_id and w.id = o.location_id
    left join party p on p.tenant_id = o.tenant_id and p.id = o.customer_id
    left join customer_account a on a.tenant_id = o.tenant_id and a.party_id = o.customer_id
    left join lateral (
      select (array_agg(j.address order by d.is_default desc, d.id) filter (where d.kind = 'billing'))[1] as billing,
             (array_agg(j.address order by d.is_default desc, d.id) filter (where d.kind = 'shipping'))[1] as shipping
      from party_address d
      cross join lateral (
        select jsonb_build_object('line1', d.line1, 'line2', d.line2, 'city', d.city, 'state', d.state,
                                  'postcode', d.postcode, 'country', d.country) as address
      ) j
      where d.tenant_id = o.tenant_id and d.party_id = o.customer_id
    ) address on true
    where o.tenant_id = ${tenantId} and o.id = ${orderId}`;
  const r = row!;
  return {
    customerId: r.customer_id,
    paymentTermsDays: r.terms ?? 0,
    seller: {
      name: tenant.name,
      legalName: tenant.legalName,
      taxNumber: tenant.taxNumber,
      country: tenant.country,
      state: tenant.state,
      location: r.location_name,
      address: r.location_address,
    },
    buyer: {
      name: r.name,
      email: r.email,
      taxNumber: r.tax_number,
      country: r.country,
      state: r.state,
      address: r.billing ?? r.shipping ?? r.ship_to,
      shipTo: r.ship_to ?? r.shipping,
    },
  };
}
