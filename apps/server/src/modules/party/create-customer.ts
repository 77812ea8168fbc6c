import { type ParsedInputOf, partyApi } from "@selvedge/contract";
import { reachOf } from "../../platform/access/within.ts";
import { definedOf } from "../../platform/changed-fields.ts";
import { accountHolderOf, type Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { command } from "../../platform/runner.ts";
import { assertNoDuplicate } from "./assert-no-duplicate.ts";
import { normaliseAddresses, normaliseProfile } from "./normalise-profile.ts";
import { readCustomer } from "./read-customer.ts";
import { plainAccount, recordConsent, writeAccount, writeAddresses } from "./write-customer.ts";

/** Adds a customer: numbers checked and normalised, duplicates named, terms and addresses with it. */
export const createCustomer = command(partyApi.createCustomer, (ctx, input) => createCustomerStep(ctx, input));

/** @param id the key that a device gave the customer while it was offline */
export async function createCustomerStep(
  ctx: Ctx,
  input: ParsedInputOf<typeof partyApi.createCustomer>,
  id: string = newId(),
) {
  const { sql, tenantId } = ctx;
  const profile = normaliseProfile(
    {
      email: input.email ?? null,
      phone: input.phone ?? null,
      taxNumber: input.taxNumber ?? null,
      country: input.country ?? null,
      state: input.state ?? null,
    },
    ctx.tenant.country,
  );
  const addresses = normaliseAddresses(input.addresses ?? []);
  const code = input.code ?? null;
  await assertNoDuplicate(ctx, id, { ...profile, code });
  await sql`
      insert into party (tenant_id, id, code, kind, name, email, phone, tax_number, country, state, is_customer, consent,
                         note, created_at)
      values (${tenantId}, ${id}, ${code}, ${input.kind}, ${input.name}, ${profile.email}, ${profile.phone},
              ${profile.taxNumber}, ${profile.country}, ${profile.state}, true,
              ${jsonRows(sql, recordConsent(ctx, {}, input.consent) as never)}, ${input.note ?? null}, ${ctx.now})`;
  await Promise.all([
    writeAddresses(ctx, id, addresses),
    writeAccount(ctx, id, { ...plainAccount, ...ownAccount(ctx), ...definedOf(input.account ?? {}) }),
  ]);
  const customer = await readCustomer(ctx, id);
  ctx.emit({ type: "party.customer_created", entityType: "customer", entityId: id, after: customer });
  return customer;
}

/** A rep who sees only their own customers looks after those that they add. */
function ownAccount(ctx: Ctx): { salesRepId: string } | null {
  const reaches = reachOf(ctx.actor, "party.customer.change");
  const holderId = accountHolderOf(ctx.actor);
  return holderId && reaches?.every((r) => r.ownAccounts) ? { salesRepId: holderId } : null;
}
