import type { partyApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { notFound } from "../../platform/errors.ts";

export type Customer = partyApi.Customer;

/**
 * A customer's profile, addresses (defaults first) and trading terms; one statement.
 * @throws not_found, also for a party that is no customer
 */
export async function readCustomer(ctx: Ctx, id: string): Promise<Customer> {
  const [row] = await ctx.sql<(Omit<Customer, "createdAt"> & { createdAt: Date })[]>`
    select p.id, p.code, p.kind, p.name, p.email, p.phone, p.tax_number as "taxNumber", p.country, p.state, p.note,
           p.status, p.created_at as "createdAt", p.version, p.consent,
           (select coalesce(json_agg(json_build_object(
               'id', a.id, 'kind', a.kind, 'line1', a.line1, 'line2', a.line2, 'city', a.city, 'state', a.state,
               'postcode', a.postcode, 'country', a.country, 'isDefault', a.is_default)
             order by a.kind, a.is_default desc, a.id), '[]')
            from party_address a where a.tenant_id = p.tenant_id and a.party_id = p.id) as addresses,
           json_build_object(
             'priceTier', t.price_tier, 'paymentTermsDays', coalesce(t.payment_terms_days, 0),
             'creditLimitMinor', t.credit_limit_minor, 'creditHold', coalesce(t.credit_hold, false),
             'partialShip', coalesce(t.partial_ship, 'refuse'),
             'salesRep', (select json_build_object('id', u.id, 'name', u.name) from user_account u
                          where u.tenant_id = t.tenant_id and u.id = t.sales_rep_id)) as account
    from party p
    left join customer_account t on t.tenant_id = p.tenant_id and t.party_id = p.id
    where p.tenant_id = ${ctx.tenantId} and p.id = ${id} and p.is_customer`;
  if (!row) throw notFound("customer");
  return { ...row, createdAt: row.createdAt.toISOString() };
}
