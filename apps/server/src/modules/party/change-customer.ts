import { type ParsedInputOf, partyApi } from "@selvedge/contract";
import { changedFields, definedOf } from "../../platform/changed-fields.ts";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { AppError, notFound } from "../../platform/errors.ts";
import { command } from "../../platform/runner.ts";
import { assertNoDuplicate } from "./assert-no-duplicate.ts";
import { normaliseAddresses, normaliseProfile } from "./normalise-profile.ts";
import { type Customer, readCustomer } from "./read-customer.ts";
import { type Account, recordConsent, replaceAddresses, writeAccount } from "./write-customer.ts";

/** Changes a customer; addresses, when given, replace those there were, terms and consent only what is named. */
export const changeCustomer = command(partyApi.changeCustomer, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const { id, version, addresses, account, consent, ...fields } = input;
  await lockCustomer(ctx, id, version);
  const before = await readCustomer(ctx, id);
  const merged = { ...before, ...definedOf(fields) };
  // Another GSTIN brings the state of its registration with it.
  const moved = fields.taxNumber && fields.state === undefined && (merged.country ?? ctx.tenant.country) === "IN";
  if (moved) merged.state = null;
  const next = { ...merged, ...normaliseProfile(merged, ctx.tenant.country) };
  await assertNoDuplicate(ctx, id, next);
  const kept = addresses && normaliseAddresses(addresses);
  await Promise.all([
    sql`
      update party set code = ${next.code}, kind = ${next.kind}, name = ${next.name}, email = ${next.email},
        phone = ${next.phone}, tax_number = ${next.taxNumber}, country = ${next.country}, state = ${next.state},
        note = ${next.note}, status = ${next.status},
        consent = ${jsonRows(sql, recordConsent(ctx, before.consent, consent) as never)}, version = version + 1
      where tenant_id = ${tenantId} and id = ${id}`,
    kept ? replaceAddresses(ctx, id, kept) : null,
    account ? writeAccount(ctx, id, mergeAccount(before.account, account)) : null,
  ]);
  const after = await readCustomer(ctx, id);
  ctx.emit({
    type: "party.customer_changed",
    entityType: "customer",
    entityId: id,
    ...changedFields(before, after),
  });
  return after;
});

function mergeAccount(
  { salesRep, ...was }: Customer["account"],
  given: NonNullable<ParsedInputOf<typeof partyApi.changeCustomer>["account"]>,
): Account {
  return { ...was, salesRepId: salesRep?.id ?? null, ...definedOf(given) };
}

async function lockCustomer(ctx: Ctx, id: string, version: number | undefined): Promise<void> {
  const [row] = await ctx.sql<{ version: number }[]>`
    select version from party where tenant_id = ${ctx.tenantId} and id = ${id} and is_customer for no key update`;
  if (!row) throw notFound("customer");
  if (version !== undefined && version !== row.version) throw new AppError("stale_version");
}
