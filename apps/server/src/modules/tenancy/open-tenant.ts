import { type ParsedInputOf, tenancyApi } from "@selvedge/contract";
import { stateCode } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { fieldError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { command } from "../../platform/runner.ts";

type SignUp = ParsedInputOf<typeof tenancyApi.signUp>;

/** Who opens the business, their password judged and hashed: both take time, so they are done before the transaction. */
export interface NewOwner {
  name: string;
  email: string;
  passwordHash: string;
}
export type Opening = Omit<SignUp, "owner"> & { owner: NewOwner };

/** What a module puts in place for a new business: its accounts, rules, roles, locations. Runs in sign-up's transaction. */
export type Opener = (ctx: Ctx, opening: Opening) => Promise<void>;

/** Makes the tenant's row, then has each module open its part, in order. Whole or not at all. */
export async function openTenant(
  ctx: Ctx,
  input: Opening,
  openers: readonly Opener[],
): Promise<{ tenantId: string; slug: string }> {
  assertKnownZone(input.timeZone);
  const state = knownState(input);
  await ctx.sql`
    insert into tenant (id, slug, name, legal_name, country, state, tax_number, currency, locale, time_zone, cost_method,
                        fiscal_year_start_month)
    values (${ctx.tenantId}, ${input.slug}, ${input.name}, ${input.legalName ?? input.name}, ${input.country},
            ${state}, ${input.taxNumber ?? null}, ${input.currency}, ${input.locale}, ${input.timeZone},
            ${input.costMethod}, ${fiscalYearStartMonth(input.country)})`;
  for (const [code, prefix] of Object.entries(input.numberPrefixes ?? {})) {
    await ctx.sql`insert into number_series (tenant_id, code, prefix) values (${ctx.tenantId}, ${code}, ${prefix})`;
  }
  await ctx.reloadTenant();
  ctx.emit({
    type: "tenancy.tenant_opened",
    entityType: "tenant",
    entityId: ctx.tenantId,
    after: { slug: input.slug, name: input.name, country: input.country, currency: input.currency },
  });
  for (const open of openers) await open(ctx, input);
  return { tenantId: ctx.tenantId, slug: input.slug };
}

/**
 * The sign-up door; the composition of modules says which parts a business begins with.
 * @param readyOwner judges and hashes the owner's password, before the transaction begins
 */
export function makeSignUp(openers: readonly Opener[], readyOwner: (signUp: SignUp) => Promise<NewOwner>) {
  return command(tenancyApi.signUp, (ctx, input, owner: NewOwner) => openTenant(ctx, { ...input, owner }, openers), {
    prepare: async (_runtime, input) => ({ tenantId: newId(), prepared: await readyOwner(input) }),
  });
}

/** India and the UK keep books from April (UK companies choose; April fits the tax year); others from January. */
function fiscalYearStartMonth(country: string): number {
  return country === "IN" || country === "GB" ? 4 : 1;
}

/** The state as tax rules know it: "New York" and "ny" are both "NY". */
function knownState({ country, state }: Opening): string | null {
  if (state === undefined) return null;
  const code = stateCode(country, state);
  if (code === null) throw fieldError("state", "No such state in this country; write its code or its name");
  return code;
}

function assertKnownZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch {
    throw fieldError("timeZone", "A time zone such as Asia/Kolkata");
  }
}
