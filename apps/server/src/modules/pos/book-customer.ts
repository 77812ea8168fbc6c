import type { tillApi } from "@selvedge/contract";
import { AppError } from "../../platform/errors.ts";
import { createCustomerStep } from "../party/index.ts";
import type { Booked, Booking } from "./booking.ts";

/** A customer added at the till: made under the till's own key, or found to be somebody we know already. */
export async function bookCustomer(booking: Booking, added: tillApi.TillPayload<"customer_added">): Promise<Booked> {
  const { ctx, reviews } = booking;
  const { customerId, name, phone, email } = added;
  const twin = await findTwin(booking, added);
  if (twin) {
    reviews.set("customer_known", { customerId: twin.id, name: twin.name, typed: name });
    return { customerId: twin.id };
  }
  try {
    const made = await createCustomerStep(
      ctx,
      { kind: "person", name, phone: phone ?? undefined, email: email ?? undefined } as never,
      customerId,
    );
    return { customerId: made.id };
  } catch (error) {
    // A phone number that is none is no reason to lose the customer: kept as a note, to be put right.
    if (!(error instanceof AppError) || error.code !== "validation_failed") throw error;
    const note = `Typed at the till: ${[phone, email].filter(Boolean).join(", ")}`;
    const made = await createCustomerStep(ctx, { kind: "person", name, note } as never, customerId);
    return { customerId: made.id };
  }
}

async function findTwin(booking: Booking, added: tillApi.TillPayload<"customer_added">) {
  const { ctx } = booking;
  const digits = (added.phone ?? "").replace(/\D/g, "").slice(-10);
  const [twin] = await ctx.sql<{ id: string; name: string }[]>`
    select id, name from party
    where tenant_id = ${ctx.tenantId} and is_customer and (
      email_key = lower(btrim(${added.email ?? null}::text))
      or id in (select party_id from party_word where tenant_id = ${ctx.tenantId} and length(${digits}) = 10 and word = ${digits}))
    limit 1`;
  return twin ?? null;
}

/**
 * The customer that a sale names: under its own id, or the one that a customer added at a till turned out to be.
 * Null when there is none; then the sale is booked without and somebody is told.
 */
export async function findCustomerOfSale(booking: Booking, customerId: string | null): Promise<string | null> {
  if (customerId === null) return null;
  const { ctx, reviews } = booking;
  const [found] = await ctx.sql<{ id: string }[]>`
    select p.id from party p
    where p.tenant_id = ${ctx.tenantId} and p.is_customer and p.status = 'active' and (p.id = ${customerId} or p.id in (
      select e.customer_id from till_event e
      where e.tenant_id = ${ctx.tenantId} and e.kind = 'customer_added' and e.payload->>'customerId' = ${customerId}))
    order by (p.id = ${customerId}) desc limit 1`;
  if (!found) reviews.set("customer_unknown", { customerId });
  return found?.id ?? null;
}
