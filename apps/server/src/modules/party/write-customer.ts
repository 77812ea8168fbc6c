import type { partyApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import type { AddressInput } from "./normalise-profile.ts";

export type Account = Omit<partyApi.Customer["account"], "salesRep"> & { salesRepId: string | null };
export type Consent = partyApi.Customer["consent"];

/** What trading terms begin with: paid at once, no limit set, whole orders only. */
export const plainAccount: Account = {
  priceTier: null,
  paymentTermsDays: 0,
  creditLimitMinor: null,
  creditHold: false,
  partialShip: "refuse",
  salesRepId: null,
};

/** Writes trading terms, whether there were any or not. */
export async function writeAccount(ctx: Ctx, partyId: string, account: Account): Promise<void> {
  await ctx.sql`
    insert into customer_account (tenant_id, party_id, price_tier, payment_terms_days, credit_limit_minor, credit_hold,
                                  partial_ship, sales_rep_id)
    values (${ctx.tenantId}, ${partyId}, ${account.priceTier}, ${account.paymentTermsDays},
            ${account.creditLimitMinor}, ${account.creditHold}, ${account.partialShip},
            ${account.salesRepId})
    on conflict (tenant_id, party_id) do update set price_tier = excluded.price_tier,
      payment_terms_days = excluded.payment_terms_days, credit_limit_minor = excluded.credit_limit_minor,
      credit_hold = excluded.credit_hold, partial_ship = excluded.partial_ship,
      sales_rep_id = excluded.sales_rep_id,
      version = customer_account.version + 1`;
}

export async function writeAddresses(ctx: Ctx, partyId: string, addresses: readonly AddressInput[]): Promise<void> {
  if (addresses.length === 0) return;
  const { sql, tenantId } = ctx;
  const rows = addresses.map((address) => ({ id: newId(), ...address }));
  await sql`
    insert into party_address (tenant_id, id, party_id, kind, line1, line2, city, state, postcode, country, is_default)
    select ${tenantId}, r.id, ${partyId}, r.kind, r.line1, r.line2, r.city, r.state, r.postcode, r.country, r."isDefault"
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb)
      as r(id uuid, kind text, line1 text, line2 text, city text, state text, postcode text, country text,
           "isDefault" boolean)`;
}

export async function replaceAddresses(ctx: Ctx, partyId: string, addresses: readonly AddressInput[]): Promise<void> {
  await ctx.sql`delete from party_address where tenant_id = ${ctx.tenantId} and party_id = ${partyId}`;
  await writeAddresses(ctx, partyId, addresses);
}

type ConsentAsked = Partial<Record<keyof Consent, { granted: boolean; source: string } | undefined>>;

/** Consent with what was just answered, each answer with its time; an answer that is the same as before keeps its first. */
export function recordConsent(ctx: Ctx, before: Consent, answers: ConsentAsked | undefined): Consent {
  const next: Consent = { ...before };
  for (const [channel, answer] of Object.entries(answers ?? {}) as [keyof Consent, ConsentAsked[keyof Consent]][]) {
    if (!answer) continue;
    const was = before[channel];
    if (was && was.granted === answer.granted && was.source === answer.source) continue;
    next[channel] = { granted: answer.granted, at: ctx.now.toISOString(), source: answer.source };
  }
  return next;
}
