import { type OutputOf, type ParsedInputOf, pricingApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { AppError, fieldError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { command, query } from "../../platform/runner.ts";

type PriceList = OutputOf<typeof pricingApi.listPriceLists>["items"][number];
type NewPriceList = ParsedInputOf<typeof pricingApi.createPriceList>;

/** In the order in which they win: contract, tier, channel, base. */
export const listPriceLists = query(pricingApi.listPriceLists, async (ctx) => ({
  items: await ctx.sql<PriceList[]>`
    select id, code, name, kind, currency, price_mode as "priceMode", channel_kind as "channelKind",
           price_tier as "priceTier", customer_id as "customerId", status
    from price_list where tenant_id = ${ctx.tenantId}
    order by status, array_position(array['contract', 'tier', 'channel', 'base'], kind), code`,
}));

export const createPriceList = command(pricingApi.createPriceList, async (ctx, input) => {
  assertWhole(input);
  if (input.customerId) await assertCustomer(ctx, input.customerId);
  if (input.kind === "base") await assertFirstBase(ctx, input.currency);
  await ctx.changeConfig();
  const id = newId();
  const inserted = await ctx.sql`
    insert into price_list (tenant_id, id, code, name, kind, currency, price_mode, channel_kind, price_tier, customer_id)
    values (${ctx.tenantId}, ${id}, ${input.code}, ${input.name}, ${input.kind}, ${input.currency}, ${input.priceMode},
            ${input.channelKind ?? null}, ${input.priceTier ?? null}, ${input.customerId ?? null})
    on conflict (tenant_id, code) do nothing`;
  if (inserted.count === 0) {
    throw new AppError("duplicate", `There is a price list with the code ${input.code} already.`, {
      fields: [{ path: "code", message: "This code is taken" }],
    });
  }
  ctx.emit({ type: "pricing.price_list_created", entityType: "price_list", entityId: id, after: { id, ...input } });
  return { id };
});

/** Each kind says for whom it holds, and nothing else: a field that would be ignored is refused. */
function assertWhole(input: NewPriceList): void {
  const { kind } = input;
  if (kind === "channel" && !input.channelKind) throw fieldError("channelKind", "Say which kind of channel it is for");
  if (kind === "tier" && !input.priceTier) throw fieldError("priceTier", "Say which tier of customers it is for");
  if (kind === "contract" && !input.customerId) throw fieldError("customerId", "Say which customer it is for");
  if (kind === "base" && input.channelKind) throw fieldError("channelKind", "The base list is for every channel");
  if (kind !== "tier" && input.priceTier) throw fieldError("priceTier", `A ${kind} list is not for a tier`);
  if (kind !== "contract" && input.customerId) throw fieldError("customerId", `A ${kind} list is not for one customer`);
}

async function assertCustomer(ctx: Ctx, id: string): Promise<void> {
  const [customer] = await ctx.sql`
    select from party where tenant_id = ${ctx.tenantId} and id = ${id} and is_customer`;
  if (!customer) throw fieldError("customerId", "There is no such customer");
}

/** Two base lists of one currency would leave it to chance which price holds. */
async function assertFirstBase(ctx: Ctx, currency: string): Promise<void> {
  const [other] = await ctx.sql<{ name: string }[]>`
    select name from price_list
    where tenant_id = ${ctx.tenantId} and kind = 'base' and currency = ${currency} and status = 'active'`;
  if (!other) return;
  throw new AppError("duplicate", `"${other.name}" is the base list in ${currency} already.`, {
    fields: [{ path: "currency", message: `"${other.name}" is the base list in ${currency}` }],
  });
}
