import { decideApi, type OutputOf } from "@selvedge/contract";
import { expectedProfitAt, isPriceAllowed, type LadderStep, type PriceInput, recommendPrice } from "@selvedge/learn";
import type { Ctx } from "../../../platform/context.ts";
import { notFound } from "../../../platform/errors.ts";
import { decodeCursor, likePattern, pageOf } from "../../../platform/pages.ts";
import { query } from "../../../platform/runner.ts";
import { findChampion } from "../registry/find-champion.ts";
import { ladderAround } from "./learn-slopes.ts";
import { HORIZON_DAYS, readPriceFacts, type StyleFacts } from "./read-price-facts.ts";

type List = OutputOf<typeof decideApi.listPriceStudio>;
type Row = List["items"][number];

/** Styles with their elasticity in a run, and the open suggestion for their price. */
const stylesOf = (ctx: Ctx, runId: string) => ctx.sql`
  select y.id as "styleId", y.code as "styleCode", y.name as "styleName", g.name as "categoryName", coalesce(w.hex, '#888888') as hex,
         '/media/' || w.tenant_id || '/' || w.picture_file_id as "pictureUrl", p.unit_price_minor as "presentPriceMinor",
         round(c.cost_minor)::bigint as "unitCostMinor", e.elasticity, e.standard_error as "standardError", e.lower, e.upper,
         e.own_share as "ownShare", (s.action->>'priceMinor')::bigint as "suggestedPriceMinor", s.worth_minor as "worthMinor",
         s.id as "suggestionId", coalesce(s.worth_minor, -1) as sort_key
  from style_elasticity e
  join style y on y.tenant_id = e.tenant_id and y.id = e.style_id and y.status in ('active', 'markdown')
  left join category g on g.tenant_id = y.tenant_id and g.id = y.category_id
  left join lateral (
    select c.tenant_id, c.hex, c.picture_file_id from colourway c
    where c.tenant_id = y.tenant_id and c.style_id = y.id and c.status = 'active' order by c.position, c.code limit 1) w on true
  left join lateral (
    select p.unit_price_minor from price p
    join price_list b on b.tenant_id = p.tenant_id and b.id = p.price_list_id and b.kind = 'base'
      and b.currency = ${ctx.tenant.currency} and b.status = 'active'
    where p.tenant_id = y.tenant_id and p.style_id = y.id and p.sku_id is null and p.min_qty = 1
      and p.valid_from <= ${ctx.today} and p.valid_to >= ${ctx.today} order by p.valid_from desc limit 1) p on true
  left join lateral (
    select sum(c.remaining_value_minor)::float8 / nullif(sum(c.remaining_qty), 0) as cost_minor
    from cost_layer c join sku k on k.tenant_id = c.tenant_id and k.id = c.sku_id and k.style_id = y.id
    where c.tenant_id = y.tenant_id and c.remaining_qty > 0) c on true
  left join suggestion s on s.tenant_id = y.tenant_id and s.need = 'price:' || y.id and s.status = 'open' and s.kind = 'price'
  where e.tenant_id = ${ctx.tenantId} and e.run_id = ${runId}`;

export const listPriceStudio = query(decideApi.listPriceStudio, async (ctx, input) => {
  const champion = await findChampion(ctx, "elasticity");
  const { currency } = ctx.tenant;
  if (!champion) return { items: [], nextCursor: null, currency, run: null };
  const { sql } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const like = input.q ? likePattern(input.q) : null;
  const rows = await sql<(Row & { sort_key: number })[]>`
    select * from (${stylesOf(ctx, champion.runId)}) t where true
      ${like ? sql`and (t."styleName" ilike ${like} or t."styleCode" ilike ${like} or t."categoryName" ilike ${like})` : sql``}
      ${after ? sql`and (t.sort_key, t."styleId") < (${Number(after[0])}::bigint, ${String(after[1])}::uuid)` : sql``}
    order by t.sort_key desc, t."styleId" desc limit ${input.limit + 1}`;
  return {
    ...pageOf(
      rows,
      input.limit,
      (row) => [row.sort_key, row.styleId],
      ({ sort_key: _key, ...row }) => row,
    ),
    currency,
    run: { id: champion.runId, cutOffOn: champion.cutOffOn, metrics: champion.metrics },
  };
});

type Full = OutputOf<typeof decideApi.getPriceStudio>;

/** What-if: every price of the ladder with what it would sell and earn. A few dozen sums, so it is worked out when asked. */
export const getPriceStudio = query(decideApi.getPriceStudio, async (ctx, input): Promise<Full> => {
  const champion = await findChampion(ctx, "elasticity");
  const [row] = champion
    ? await ctx.sql<(Row & { sort_key: number })[]>`
        select * from (${stylesOf(ctx, champion.runId)}) t where t."styleId" = ${input.styleId}`
    : [];
  if (!row || !champion) throw notFound("style with a known elasticity");
  const { sort_key: _key, ...style } = row;
  const [facts] = await readPriceFacts(ctx, champion.cutOffOn, input.styleId);
  const empty = { horizonDays: HORIZON_DAYS, baseQty: 0, ladder: [], deadBands: [], recommendation: null };
  const { currency } = ctx.tenant;
  if (!facts) return { style, currency, ...empty, refusal: "This style has no price or no cost yet." };
  const price = priceInputOf(facts, style, input);
  const advice = recommendPrice(price);
  return {
    ...{
      style: { ...style, unitCostMinor: facts.unitCostMinor },
      currency,
      horizonDays: HORIZON_DAYS,
      baseQty: facts.baseQty,
    },
    ladder: [...price.ladder].sort((a, b) => a.priceMinor - b.priceMinor).map((step) => stepOf(price, step)),
    deadBands: facts.deadBands.map((band) => ({ aboveMinor: band.aboveMinor, uptoMinor: band.upToMinor })),
    recommendation: advice.ok
      ? {
          ...{
            priceMinor: advice.value.priceMinor,
            change: advice.value.change,
            expectedQty: advice.value.expectedQty,
          },
          gainMinor: advice.value.expectedProfitMinor - advice.value.presentProfitMinor,
          ...{ gainLowMinor: advice.value.gainLowMinor, gainHighMinor: advice.value.gainHighMinor },
        }
      : null,
    refusal: advice.ok ? null : advice.detail,
  };
});

function priceInputOf(
  facts: StyleFacts,
  style: { elasticity: number; standardError: number },
  rails: { maxStepShare: number; leastMarginShare: number },
): PriceInput {
  const { presentPriceMinor, unitCostMinor, baseQty, stockQty, slabs, deadBands } = facts;
  const { elasticity, standardError } = style;
  return {
    ...{ presentPriceMinor, unitCostMinor, baseQty, stockQty: Math.max(0, stockQty), taxSlabs: slabs, deadBands },
    // The ladder here keeps prices that no tax rate fits, so that they are seen and said to be so.
    ladder: ladderAround({ ...facts, deadBands: [] }),
    ...{ elasticity: { elasticity, standardError }, ...rails },
  };
}

function stepOf(price: PriceInput, step: LadderStep): Full["ladder"][number] {
  const { elasticity, standardError } = price.elasticity;
  const at = (z: number) =>
    expectedProfitAt(
      { ...price, elasticity: { elasticity: Math.min(0, elasticity + z * standardError), standardError: 0 } },
      step,
    );
  const ends = [at(-1.645).profitMinor, at(1.645).profitMinor];
  const expected = expectedProfitAt(price, step);
  const allowed = isPriceAllowed(price, step);
  const isFar =
    Math.abs(step.priceMinor - price.presentPriceMinor) > price.maxStepShare * price.presentPriceMinor + 1e-9;
  const isDead = (price.deadBands ?? []).some((b) => step.priceMinor > b.aboveMinor && step.priceMinor <= b.upToMinor);
  return {
    ...{ priceMinor: step.priceMinor, netMinor: step.netMinor, allowed, quantity: expected.quantity },
    why: allowed ? "allowed" : isDead ? "no_tax_rate" : isFar ? "step_too_large" : "below_floor",
    ...{ profitMinor: expected.profitMinor, profitLowMinor: Math.min(...ends), profitHighMinor: Math.max(...ends) },
  };
}
