import { type decideApi, type SizeAdvice, shopApi } from "@selvedge/contract";
import { adviseSize, placeCustomer, type WornPiece } from "@selvedge/learn";
import type { Ctx } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { findCustomerId, findShopperId, shopQuery } from "../visitor.ts";
import { pieceOutcomes } from "./piece-outcomes.ts";

interface FitRow {
  offset: number;
  standardError: number;
  verdict: "small" | "true" | "large";
  step: number;
  pieces: number;
  small: number;
  large: number;
  model: decideApi.FitFigures;
  categoryId: string | null;
  scaleId: string;
  sizes: string[];
  positions: number[];
}

interface WornRow {
  styleId: string;
  categoryId: string | null;
  position: number;
  positions: number[];
  offset: number;
  standardError: number;
  tried: boolean;
  outcome: "kept" | "too_small" | "too_large";
  qty: number;
}

/** Positions in its scale that a style `y` is made in, least first. */
const positionsOf = (ctx: Ctx) => ctx.sql`
  array(select distinct array_position(z.sizes, k.size) - 1 from sku k
        where k.tenant_id = y.tenant_id and k.style_id = y.id and k.size = any(z.sizes) order by 1)`;

/** Which size of a style to take. Nothing while learning has told nothing of it. */
export async function adviseSizeStep(ctx: Ctx, styleId: string, customerId: string | null): Promise<SizeAdvice> {
  const [fit] = await ctx.sql<FitRow[]>`
    select f.size_offset as "offset", f.standard_error as "standardError", f.verdict, f.step, f.pieces, f.small_qty as small,
           f.large_qty as large, f.model, y.category_id as "categoryId", z.id as "scaleId", to_json(z.sizes) as sizes,
           to_json(${positionsOf(ctx)}) as positions
    from shop_style_fit f
    join style y on y.tenant_id = f.tenant_id and y.id = f.style_id
    join size_scale z on z.tenant_id = y.tenant_id and z.id = y.size_scale_id
    where f.tenant_id = ${ctx.tenantId} and f.style_id = ${styleId}`;
  if (!fit) return { everybody: null, you: null };
  const { verdict, step, pieces, small, large } = fit;
  const you = customerId ? suggestFor(fit, await readWorn(ctx, customerId, fit.scaleId)) : null;
  return { everybody: { verdict, step, pieces, small, large }, you };
}

/** What a customer kept or sent back for its size, of one scale; a style that was not learnt yet counts as cut true, unsurely. */
function readWorn(ctx: Ctx, customerId: string, scaleId: string): PromiseLike<WornRow[]> {
  return ctx.sql<WornRow[]>`
    select p.style_id as "styleId", y.category_id as "categoryId", array_position(z.sizes, p.size) - 1 as position,
           to_json(${positionsOf(ctx)}) as positions, coalesce(f.size_offset, 0) as "offset",
           coalesce(f.standard_error, 0.4) as "standardError", p.tried, p.outcome, sum(p.qty)::int as qty
    from ${pieceOutcomes(ctx, ctx.today, customerId)} p
    join style y on y.tenant_id = ${ctx.tenantId} and y.id = p.style_id and y.size_scale_id = ${scaleId}
    join size_scale z on z.tenant_id = y.tenant_id and z.id = y.size_scale_id and p.size = any(z.sizes)
    left join shop_style_fit f on f.tenant_id = y.tenant_id and f.style_id = y.id
    where p.outcome in ('kept', 'too_small', 'too_large')
    group by y.tenant_id, y.id, z.sizes, p.style_id, y.category_id, p.size, f.size_offset, f.standard_error, p.tried, p.outcome`;
}

const outcomes = { kept: "fits", too_small: "small", too_large: "large" } as const;

function suggestFor(fit: FitRow, worn: readonly WornRow[]): SizeAdvice["you"] {
  if (worn.length === 0) return null;
  const person = placeCustomer(
    fit.model,
    worn.map(
      ({ position, positions, tried, outcome, qty, offset, standardError }): WornPiece => ({
        ...{ position, tried, outcome: outcomes[outcome], count: qty },
        style: { positions, offset, standardError },
      }),
    ),
  );
  if (!person.ok) return null;
  const advice = adviseSize(fit.model.steps, fit, person.value, fit.positions);
  if (!advice.ok) return null;
  const { best, confidence, sizes } = advice.value;
  const nameOf = (position: number) => fit.sizes[position] ?? "";
  return {
    ...{ size: nameOf(best), confidence, trueSize: person.value.mean },
    chances: sizes.map(({ position, ...chances }) => ({ size: nameOf(position), ...chances })),
    pieces: worn.reduce((sum, w) => sum + w.qty, 0),
    kept: mostKept(fit, worn),
  };
}

/** The size kept in most styles: of the style's category, or of the whole scale where none was kept there. */
function mostKept(fit: FitRow, worn: readonly WornRow[]): NonNullable<SizeAdvice["you"]>["kept"] {
  const kept = worn.filter((w) => w.outcome === "kept");
  const own = kept.filter((w) => w.categoryId === fit.categoryId);
  const styles = new Map<number, Set<string>>();
  for (const { position, styleId } of own.length > 0 ? own : kept) {
    styles.set(position, (styles.get(position) ?? new Set()).add(styleId));
  }
  const [most] = [...styles].sort((a, b) => b[1].size - a[1].size || a[0] - b[0]);
  return most ? { size: fit.sizes[most[0]] ?? "", styles: most[1].size, inCategory: own.length > 0 } : null;
}

/** For the visitor of a style's page. @throws not_found where there is no such style */
export const getShopSizeAdvice = shopQuery(shopApi.getShopSizeAdvice, async (ctx, input, _shop, visitor) => {
  const [style] = await ctx.sql<{ id: string }[]>`
    select id from style where tenant_id = ${ctx.tenantId} and code = ${input.code} and kind = 'goods'`;
  if (!style) throw new AppError("not_found", "This style is not in the shop any more.");
  const customerId = await findCustomerId(ctx, await findShopperId(ctx, visitor));
  return adviseSizeStep(ctx, style.id, customerId ?? null);
});
