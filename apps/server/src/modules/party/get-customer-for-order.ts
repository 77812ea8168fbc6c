import type { Ctx } from "../../platform/context.ts";
import { AppError, notFound } from "../../platform/errors.ts";

/** What an order needs to know of its customer. */
export interface CustomerForOrder {
  id: string;
  name: string;
  kind: "company" | "person";
  email: string | null;
  country: string | null;
  state: string | null;
  taxNumber: string | null;
  priceTier: string | null;
  paymentTermsDays: number;
  creditLimitMinor: number | null;
  creditHold: boolean;
  partialShip: "refuse" | "partial" | "backorder";
  salesRepId: string | null;
}

/**
 * A customer with its trading terms; one statement, no lock.
 * @throws not_found when there is none or the party is no customer, wrong_state when it is archived
 */
export async function getCustomerForOrder(ctx: Ctx, id: string): Promise<CustomerForOrder> {
  const [row] = await ctx.sql<(CustomerForOrder & { status: string })[]>`
    select p.id, p.name, p.kind, p.email, p.country, p.state, p.tax_number as "taxNumber", p.status,
           a.price_tier as "priceTier", coalesce(a.payment_terms_days, 0) as "paymentTermsDays",
           a.credit_limit_minor as "creditLimitMinor", coalesce(a.credit_hold, false) as "creditHold",
           coalesce(a.partial_ship, 'refuse') as "partialShip",
           a.sales_rep_id as "salesRepId"
    from party p
    left join customer_account a on a.tenant_id = p.tenant_id and a.party_id = p.id
    where p.tenant_id = ${ctx.tenantId} and p.id = ${id} and p.is_customer`;
  if (!row) throw notFound("customer");
  const { status, ...customer } = row;
  if (status === "archived") {
    throw new AppError("wrong_state", `${row.name} is archived; make the customer active again to sell to them.`);
  }
  return customer;
}
