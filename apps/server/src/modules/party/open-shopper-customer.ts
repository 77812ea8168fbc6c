import { normaliseEmail } from "@selvedge/domain";
import { changedFields } from "../../platform/changed-fields.ts";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { checkDeliveryAddress, type DeliveryAddress } from "./check-delivery-address.ts";
import { normaliseProfile } from "./normalise-profile.ts";
import { type Customer, readCustomer } from "./read-customer.ts";
import { recordConsent, replaceAddresses } from "./write-customer.ts";

/**
 * The customer of an e-mail address that its reader has proved to be theirs, made when there is none: one person, one
 * customer, whichever channel met them first.
 */
export async function openShopperCustomer(
  ctx: Ctx,
  { email, name }: { email: string; name: string | undefined },
): Promise<Customer> {
  const key = normaliseEmail(email);
  const [known] = await ctx.sql<{ id: string }[]>`
    select id from party where tenant_id = ${ctx.tenantId} and email_key = ${key} and is_customer`;
  if (known) return readCustomer(ctx, known.id);
  const id = newId();
  await ctx.sql`
    insert into party (tenant_id, id, kind, name, email, is_customer, created_at)
    values (${ctx.tenantId}, ${id}, 'person', ${name ?? key.split("@")[0]!}, ${key}, true, ${ctx.now})`;
  const customer = await readCustomer(ctx, id);
  ctx.emit({ type: "party.customer_created", entityType: "customer", entityId: id, after: customer });
  return customer;
}

export interface ShopperProfile {
  name?: string | undefined;
  phone?: string | null | undefined;
  wantsNews?: boolean | undefined;
  addresses?: readonly (DeliveryAddress & { isDefault: boolean })[] | undefined;
}

/**
 * What a shopper changes about themselves; delivery addresses, when given, replace those there were, and bills of a
 * company stay as the office keeps them.
 * @throws validation_failed naming the field; duplicate when the phone number is another customer's
 */
export async function changeShopperProfile(ctx: Ctx, customerId: string, profile: ShopperProfile): Promise<Customer> {
  const { sql, tenantId } = ctx;
  const before = await readCustomer(ctx, customerId);
  const asked = { ...before, ...(profile.phone === undefined ? {} : { phone: profile.phone }) };
  const phone = profile.phone ? normaliseProfile(asked, ctx.tenant.country).phone : asked.phone;
  const news = profile.wantsNews === undefined ? {} : { email: { granted: profile.wantsNews, source: "online shop" } };
  const consent = recordConsent(ctx, before.consent, news);
  await sql`
    update party set name = ${profile.name ?? before.name}, phone = ${phone}, version = version + 1,
      consent = ${jsonRows(sql, consent as never)}
    where tenant_id = ${tenantId} and id = ${customerId}`;
  if (profile.addresses) {
    const checked = profile.addresses.map((address, i) => ({
      ...{ kind: "shipping" as const, isDefault: address.isDefault },
      ...checkDeliveryAddress(address, `addresses.${i}`),
    }));
    const chosen = checked.findIndex((a) => a.isDefault);
    const shipping = checked.map((a, i) => ({ ...a, isDefault: i === Math.max(0, chosen) }));
    const kept = before.addresses.filter((a) => a.kind !== "shipping");
    const office = kept.map(({ id: _id, line2, state, postcode, ...a }) => ({
      ...{ ...a, line2: line2 ?? undefined, state: state ?? undefined, postcode: postcode ?? undefined },
    }));
    await replaceAddresses(ctx, customerId, [...office, ...shipping]);
  }
  const after = await readCustomer(ctx, customerId);
  const changes = changedFields(before, after);
  if (changes) ctx.emit({ type: "party.customer_changed", entityType: "customer", entityId: customerId, ...changes });
  return after;
}
