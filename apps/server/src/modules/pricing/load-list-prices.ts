import type { ListPriceRule } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import type { PriceListRow } from "./load-price-rules.ts";
import type { PriceLinesInput } from "./price-lines.ts";

export interface PriceRow {
  id: string;
  price_list_id: string;
  style_id: string;
  sku_id: string | null;
  min_qty: number;
  unit_price_minor: number;
  floor_minor: number | null;
  valid_from: string;
  valid_to: string;
}

/** The prices in force for the documents' styles on the lists that can hold for any of them. */
export async function loadListPrices(
  ctx: Ctx,
  inputs: readonly PriceLinesInput[],
  lists: readonly PriceListRow[],
): Promise<ListPriceRule[]> {
  const holding = new Map(
    lists.filter((list) => inputs.some((input) => canHold(list, input))).map((list) => [list.id, list]),
  );
  const lines = inputs.flatMap((input) => input.lines);
  const days = inputs.map((input) => input.on).sort();
  const rows = await ctx.sql<PriceRow[]>`
    select id, price_list_id, style_id, sku_id, min_qty, unit_price_minor, floor_minor, valid_from, valid_to
    from price
    where tenant_id = ${ctx.tenantId}
      and style_id = any(${[...new Set(lines.map((line) => line.styleId))]}::uuid[])
      and price_list_id = any(${[...holding.keys()]}::uuid[])
      and (sku_id is null or sku_id = any(${[...new Set(lines.map((line) => line.skuId))]}::uuid[]))
      and valid_from <= ${days.at(-1)!} and valid_to >= ${days[0]!}`;
  return rows.map((row) => toListRule(row, holding.get(row.price_list_id)!));
}

function canHold(list: PriceListRow, input: PriceLinesInput): boolean {
  if (list.currency !== input.currency) return false;
  if (list.kind === "base") return true;
  if (list.priceMode !== input.priceMode) return false;
  if (list.channelKind !== null && list.channelKind !== input.channelKind) return false;
  if (list.kind === "tier") return list.priceTier === (input.customer?.priceTier ?? null);
  if (list.kind === "contract") return list.customerId === (input.customer?.id ?? null);
  return true;
}

/** A price as the domain reads it. */
export function toListRule(row: PriceRow, list: PriceListRow): ListPriceRule {
  return {
    kind: "list",
    id: row.id,
    source: list.kind,
    currency: list.currency,
    ...(list.kind === "base" ? {} : { priceMode: list.priceMode }),
    ...(row.sku_id === null ? { styleId: row.style_id } : { skuId: row.sku_id }),
    ...(list.channelKind === null ? {} : { channel: list.channelKind }),
    ...(list.priceTier === null ? {} : { customerTier: list.priceTier }),
    ...(list.customerId === null ? {} : { customerId: list.customerId }),
    minQty: row.min_qty,
    unitPriceMinor: row.unit_price_minor,
    floorMinor: row.floor_minor,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  };
}
