import type { decideApi } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import { type Ctx, may } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";
import { AppError, fieldError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { transferStockStep } from "../../inventory/index.ts";
import { setPricesStep } from "../../pricing/index.ts";

/** What was done, for measuring later what came of it. */
export interface Done {
  warnings: string[];
  result: Record<string, unknown>;
  /** The day from which the outcome can be told. */
  outcomeDueOn: string;
}

/** Pieces and prices need the permission of their own area, too: nobody gains by the detour. */
const needed = {
  reorder: "insights.buying.change",
  transfer: "inventory.stock.transfer",
  price: "pricing.price.change",
  markdown: "pricing.price.change",
  call_customer: "insights.suggestion.decide",
  fix_fit: "insights.suggestion.decide",
} as const;

/** Does what a suggestion says, by the door that does such things. @throws not_permitted and whatever that door refuses */
export async function doAction(
  ctx: Ctx,
  suggestion: { id: string; subjectId: string },
  action: decideApi.SuggestionAction,
): Promise<Done> {
  const permission = needed[action.kind];
  if (!may(ctx.actor, permission)) throw new AppError("not_permitted", undefined, { details: { permission } });
  switch (action.kind) {
    case "reorder":
      return listBuy(ctx, suggestion, action);
    case "transfer":
      return movePieces(ctx, suggestion, action);
    case "price":
      return setPrice(ctx, suggestion, action);
    case "markdown":
      return setMarkdown(ctx, suggestion, action);
    case "call_customer":
      return { warnings: [], result: { callBy: action.callBy }, outcomeDueOn: addDays(ctx.today, 30) };
    case "fix_fit":
      return { warnings: [], result: { tellBy: action.tellBy }, outcomeDueOn: addDays(ctx.today, FIXED_DAYS) };
  }
}

/** Pieces cut anew have to be made, sold and tried on before it shows. */
const FIXED_DAYS = 120;

type Action<K extends decideApi.SuggestionAction["kind"]> = Extract<decideApi.SuggestionAction, { kind: K }>;

async function listBuy(
  ctx: Ctx,
  suggestion: { id: string; subjectId: string },
  action: Action<"reorder">,
): Promise<Done> {
  const { sql, tenantId } = ctx;
  await assertOfStyle(ctx, suggestion.subjectId, action.lines);
  if (action.expectedOn < ctx.today) throw fieldError("action.expectedOn", "The goods cannot come before today");
  const rows = action.lines.map((line) => ({ id: newId(), ...line }));
  await sql`
    insert into buy_list_line (tenant_id, id, suggestion_id, sku_id, qty, unit_cost_minor, expected_on)
    select ${tenantId}, r.id, ${suggestion.id}, r."skuId", r.qty,
           coalesce((select round(sum(c.value_minor) / sum(c.qty))::bigint from (
             select value_minor, qty from cost_layer c where c.tenant_id = ${tenantId} and c.sku_id = r."skuId"
             order by c.received_at desc limit 3) c), 0), ${action.expectedOn}::date
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb) as r(id uuid, "skuId" uuid, qty int)`;
  const had = await readAvailable(ctx, action.lines, null);
  return {
    warnings: [],
    result: { lines: rows.length, hadQty: had },
    outcomeDueOn: addDays(action.expectedOn > ctx.today ? action.expectedOn : ctx.today, 28),
  };
}

async function movePieces(ctx: Ctx, suggestion: { subjectId: string }, action: Action<"transfer">): Promise<Done> {
  await assertOfStyle(ctx, suggestion.subjectId, action.lines);
  const had = await readAvailable(ctx, action.lines, action.toLocationId);
  const { fromLocationId, toLocationId, lines } = action;
  const moved = await transferStockStep(ctx, { fromLocationId, toLocationId, lines, inTransit: false });
  return {
    warnings: [],
    result: { documentId: moved.documentId, hadQty: had, toLocationId },
    outcomeDueOn: addDays(ctx.today, 14),
  };
}

async function setPrice(ctx: Ctx, suggestion: { subjectId: string }, action: Action<"price">): Promise<Done> {
  if (action.validFrom < ctx.today) throw fieldError("action.validFrom", "A price cannot begin before today");
  const { priceListId, priceMinor, validFrom } = action;
  const { warnings } = await setPricesStep(ctx, {
    priceListId,
    styleId: suggestion.subjectId,
    remove: [],
    prices: [{ minQty: 1, unitPriceMinor: priceMinor, validFrom }],
  });
  return {
    warnings: [...warnings, ...(await costWarnings(ctx, suggestion.subjectId, priceMinor))],
    result: { priceListId, presentPriceMinor: action.presentPriceMinor, priceMinor, from: validFrom },
    outcomeDueOn: addDays(validFrom, 28),
  };
}

async function setMarkdown(ctx: Ctx, suggestion: { subjectId: string }, action: Action<"markdown">): Promise<Done> {
  const { steps, priceListId } = action;
  steps.forEach((step, i) => {
    const before = steps[i - 1];
    if (step.validTo < step.validFrom)
      throw fieldError(`action.steps.${i}.validTo`, "The last day lies before the first");
    if (before && step.validFrom <= before.validTo)
      throw fieldError(`action.steps.${i}.validFrom`, "Each step begins after the one before has ended");
    if (before && step.priceMinor > before.priceMinor)
      throw fieldError(`action.steps.${i}.priceMinor`, "A markdown does not go up again");
  });
  const first = steps[0]!;
  if (first.validFrom < ctx.today) throw fieldError("action.steps.0.validFrom", "A price cannot begin before today");
  const { warnings } = await setPricesStep(ctx, {
    priceListId,
    styleId: suggestion.subjectId,
    remove: [],
    prices: steps.map(({ priceMinor, validFrom, validTo }) => ({
      ...{ minQty: 1, unitPriceMinor: priceMinor, validFrom, validTo },
    })),
  });
  const last = steps.at(-1)!;
  return {
    warnings: [...warnings, ...(await costWarnings(ctx, suggestion.subjectId, last.priceMinor))],
    result: { priceListId, presentPriceMinor: action.presentPriceMinor, from: first.validFrom },
    outcomeDueOn: addDays(last.validTo, 1),
  };
}

async function assertOfStyle(ctx: Ctx, styleId: string, lines: readonly { skuId: string }[]): Promise<void> {
  const ids = lines.map((line) => line.skuId);
  const rows = await ctx.sql<{ id: string }[]>`
    select id from sku where tenant_id = ${ctx.tenantId} and style_id = ${styleId} and id = any(${ids}::uuid[])`;
  const own = new Set(rows.map((row) => row.id));
  const stranger = ids.findIndex((skuId) => !own.has(skuId));
  if (stranger >= 0) throw fieldError(`action.lines.${stranger}.skuId`, "This style has no such SKU");
  if (new Set(ids).size < ids.length) throw fieldError("action.lines", "A SKU stands in the list twice");
}

async function readAvailable(
  ctx: Ctx,
  lines: readonly { skuId: string }[],
  locationId: string | null,
): Promise<Record<string, number>> {
  const { sql, tenantId } = ctx;
  const rows = await sql<{ skuId: string; qty: number }[]>`
    select l.sku_id as "skuId", sum(l.on_hand_qty - l.reserved_qty)::int as qty
    from stock_level l
    join location p on p.tenant_id = l.tenant_id and p.id = l.location_id
      and p.kind in ('warehouse', 'shop', 'van', 'consignment')
    where l.tenant_id = ${tenantId} and l.sku_id = any(${lines.map((line) => line.skuId)}::uuid[])
      ${locationId ? sql`and l.location_id = ${locationId}` : sql``}
    group by 1`;
  return Object.fromEntries(rows.map((row) => [row.skuId, row.qty]));
}

async function costWarnings(ctx: Ctx, styleId: string, priceMinor: number): Promise<string[]> {
  const [row] = await ctx.sql<{ cost: number | null }[]>`
    select round(sum(c.remaining_value_minor) / nullif(sum(c.remaining_qty), 0))::bigint as cost
    from cost_layer c join sku k on k.tenant_id = c.tenant_id and k.id = c.sku_id
    where c.tenant_id = ${ctx.tenantId} and k.style_id = ${styleId} and c.remaining_qty > 0`;
  return row?.cost && priceMinor < row.cost ? ["This price is below what the pieces on hand cost."] : [];
}
