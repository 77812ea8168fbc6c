import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";

/** What a customer owes and may still owe; minor units of the business's currency. */
export interface Credit {
  limitMinor: number | null;
  hold: boolean;
  openInvoicesMinor: number;
  openOrdersMinor: number;
  unappliedMinor: number;
  /** limit - open invoices - open orders + unapplied payments; null without a limit. */
  availableMinor: number | null;
}

interface Sums {
  limit: number | null;
  hold: boolean | null;
  invoices: number;
  orders: number;
  unapplied: number;
}

/** Reads a customer's credit as of now, from the rows themselves. */
export async function readCredit(ctx: Ctx, customerId: string): Promise<Credit> {
  const { sql, tenantId } = ctx;
  const [row] = await sql<Sums[]>`
    select a.credit_limit_minor as limit, a.credit_hold as hold,
      (select coalesce(sum(r.open_minor), 0)::bigint from receivable r
        where r.tenant_id = ${tenantId} and r.customer_id = ${customerId} and r.open_minor <> 0) as invoices,
      (select coalesce(sum(greatest(o.total_minor - o.invoiced_minor, 0)), 0)::bigint from sales_order o
        where o.tenant_id = ${tenantId} and o.customer_id = ${customerId}
          and o.status in ('pending', 'confirmed', 'allocated', 'picking', 'packed', 'partially_shipped', 'on_hold')) as orders,
      (select coalesce(sum(p.unapplied_minor), 0)::bigint from payment p
        where p.tenant_id = ${tenantId} and p.customer_id = ${customerId} and p.unapplied_minor > 0) as unapplied
    from (select 1) one
    left join customer_account a on a.tenant_id = ${tenantId} and a.party_id = ${customerId}`;
  const { limit, hold, invoices, orders, unapplied } = row!;
  return {
    limitMinor: limit,
    hold: hold ?? false,
    openInvoicesMinor: invoices,
    openOrdersMinor: orders,
    unappliedMinor: unapplied,
    availableMinor: limit === null ? null : limit - invoices - orders + unapplied,
  };
}

/**
 * Refuses an order that the customer's credit does not cover. With a limit the account's row is locked until commit,
 * so that two orders cannot use the same room; the sums are read after the lock is held.
 * @param orderTotalMinor what the order adds to what is owed: its total, less what is paid with it.
 * @throws credit_exceeded, with the figures in its details.
 */
export async function assertCreditAvailable(
  ctx: Ctx,
  customer: { id: string; name?: string; creditLimitMinor: number | null; creditHold: boolean },
  orderTotalMinor: number,
): Promise<void> {
  const name = customer.name ?? "This customer";
  if (customer.creditHold) {
    throw new AppError("credit_exceeded", `${name} is on credit hold; an accountant can take the hold off.`, {
      details: { hold: true },
    });
  }
  if (customer.creditLimitMinor === null || orderTotalMinor <= 0) return;
  const [, credit] = await Promise.all([
    ctx.sql`select 1 from customer_account where tenant_id = ${ctx.tenantId} and party_id = ${customer.id} for no key update`,
    readCredit(ctx, customer.id),
  ]);
  const { limitMinor, availableMinor } = credit;
  if (availableMinor === null || orderTotalMinor <= availableMinor) return;
  throw new AppError("credit_exceeded", `The order goes past the credit of ${name}; take a payment or lower it.`, {
    details: { ...credit, limitMinor, wantedMinor: orderTotalMinor },
  });
}
