import type { ListPriceRule } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { loadPriceLists, type PriceListRow } from "./load-price-rules.ts";
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

/** Prices read before the goods and the buyer themselves were, in the same go as they; see {@link readPricesEarly}. */
export interface EarlyPrices {
  on: string;
  rows: readonly PriceRow[];
}

/** What is known of a document before anything of it is read. */
export interface EarlyDocument extends Pick<PriceLinesInput, "channelKind" | "currency" | "priceMode" | "on"> {
  customerId: string | null;
  skuIds: readonly string[];
}

/**
 * The prices in force for the styles of these SKUs on the lists that could hold for the document, whatever the customer's
 * tier turns out to be: asked together with SKUs and customer, it saves a wait for the database.
 */
export async function readPricesEarly(ctx: Ctx, document: EarlyDocument): Promise<EarlyPrices> {
  const { on, customerId } = document;
  const lists = (await loadPriceLists(ctx)).filter(
    (list) => holdsForKind(list, document) && (list.kind !== "contract" || list.customerId === customerId),
  );
  const skuIds = [...new Set(document.skuIds)];
  const rows = await ctx.sql<PriceRow[]>`
    select id, price_list_id, style_id, sku_id, min_qty, unit_price_minor, floor_minor, valid_from, valid_to
    from price
    where tenant_id = ${ctx.tenantId}
      and style_id in (select style_id from sku where tenant_id = ${ctx.tenantId} and id = any(${skuIds}::uuid[]))
      and price_list_id = any(${lists.map((list) => list.id)}::uuid[])
      and (sku_id is null or sku_id = any(${skuIds}::uuid[]))
      and valid_from <= ${on} and valid_to >= ${on}`;
  return { on, rows };
}

/**
 * The prices in force for the documents' styles on the lists that can hold for any of them.
 * @param early prices of these goods that were read already; used when they are of the documents' own day
 */
export async function loadListPrices(
  ctx: Ctx,
  inputs: readonly PriceLinesInput[],
  lists: readonly PriceListRow[],
  early: readonly EarlyPrices[] = [],
): Promise<ListPriceRule[]> {
  const holding = new Map(
    lists.filter((list) => inputs.some((input) => canHold(list, input))).map((list) => [list.id, list]),
  );
  const days = inputs.map((input) => input.on).sort();
  const known = early.length > 0 && [...days, ...early.map(({ on }) => on)].every((on) => on === days[0]);
  const rows = known
    ? new Map(early.flatMap(({ rows }) => rows.map((row) => [row.id, row]))).values()
    : await readPrices(ctx, inputs, [...holding.keys()], [days[0]!, days.at(-1)!]);
  return [...rows].flatMap((row) => {
    const list = holding.get(row.price_list_id);
    return list ? [toListRule(row, list)] : [];
  });
}

function readPrices(ctx: Ctx, inputs: readonly PriceLinesInput[], listIds: string[], [first, last]: [string, string]) {
  const lines = inputs.flatMap((input) => input.lines);
  return ctx.sql<PriceRow[]>`
    select id, price_list_id, style_id, sku_id, min_qty, unit_price_minor, floor_minor, valid_from, valid_to
    from price
    where tenant_id = ${ctx.tenantId}
      and style_id = any(${[...new Set(lines.map((line) => line.styleId))]}::uuid[])
      and price_list_id = any(${listIds}::uuid[])
      and (sku_id is null or sku_id = any(${[...new Set(lines.map((line) => line.skuId))]}::uuid[]))
      and valid_from <= ${last} and valid_to >= ${first}`;
}

function holdsForKind(list: PriceListRow, input: Pick<PriceLinesInput, "currency" | "priceMode" | "channelKind">) {
  if (list.currency !== input.currency) return false;
  if (list.kind === "base") return true;
  return list.priceMode === input.priceMode && (list.channelKind ?? input.channelKind) === input.channelKind;
}

function canHold(list: PriceListRow, input: PriceLinesInput): boolean {
  if (!holdsForKind(list, input)) return false;
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
