import { mulDivRound } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { getVirtualLocation } from "../inventory/index.ts";
import { mustFind } from "./build-documents.ts";
import { type ImportRow, tellProgress } from "./import-job.ts";
import type { ImportOptions } from "./options.ts";
import { locationOf, readPlaces } from "./places.ts";
import { type PastStockMove, postPast } from "./post-sales.ts";
import { readImportSkus } from "./read-import-skus.ts";

interface OpeningRow {
  skuCode: string;
  channelCode: string | null;
  locationCode: string | null;
  shortQty: number;
  unitCostMinor: number | null;
  amountMinor: number;
  units: number;
  firstOn: string;
}

/**
 * A history of sales without purchases would sell what was never there: each SKU gets, just before its first line, the
 * pieces it needs so that its stock never falls below zero. They cost what the file says, or a share of the price.
 */
export async function postOpeningStock(ctx: Ctx, row: ImportRow, options: ImportOptions): Promise<void> {
  const { sql, tenantId } = ctx;
  await tellProgress(ctx, row.id, { phase: "Working out opening stock", doneLines: 0, totalLines: row.goodLines });
  const rows = await sql<OpeningRow[]>`
    with ordered as (
      select l.*, d.seq, sum(l.qty) over (
               partition by l.sku_code, l.channel_code, l.location_code order by d.seq, l.line_no) as running
      from import_line l
      join import_document d on d.tenant_id = l.tenant_id and d.import_id = l.import_id
        and d.document_number = l.document_number and d.kind = l.kind
      where l.tenant_id = ${tenantId} and l.import_id = ${row.id} and not l.is_service and l.kind <> 'adjustment'
    ), with_adjustments as (
      select sku_code, channel_code, location_code, seq, line_no, qty as out_qty, unit_cost_minor, amount_minor, qty, on_date from ordered
      union all
      select l.sku_code, l.channel_code, l.location_code, d.seq, l.line_no, -l.qty, l.unit_cost_minor, 0, 0, l.on_date
      from import_line l
      join import_document d on d.tenant_id = l.tenant_id and d.import_id = l.import_id
        and d.document_number = l.document_number and d.kind = l.kind
      where l.tenant_id = ${tenantId} and l.import_id = ${row.id} and not l.is_service and l.kind = 'adjustment'
    ), running as (
      select *, sum(out_qty) over (partition by sku_code, channel_code, location_code order by seq, line_no) as gone
      from with_adjustments
    )
    select sku_code as "skuCode", channel_code as "channelCode", location_code as "locationCode",
           greatest(max(gone), 0)::int as "shortQty", max(unit_cost_minor) as "unitCostMinor",
           coalesce(sum(amount_minor) filter (where qty > 0), 0)::bigint as "amountMinor",
           coalesce(sum(qty) filter (where qty > 0), 0)::bigint as units, min(on_date) as "firstOn"
    from running group by 1, 2, 3 having max(gone) > 0
    order by 1`;
  if (rows.length === 0) return;
  const places = await readPlaces(ctx, options);
  const skus = await readImportSkus(
    ctx,
    row.id,
    rows.map((r) => r.skuCode),
  );
  const supplier = await getVirtualLocation(ctx, "supplier");
  const first = rows.reduce((least, r) => (r.firstOn < least ? r.firstOn : least), rows[0]!.firstOn);
  const documentId = newId();
  const moves = rows.map((r): { move: PastStockMove } => ({
    move: {
      skuId: mustFind(skus, r.skuCode, "SKU").id,
      fromLocationId: supplier.id,
      toLocationId: locationOf(places, options, r).id,
      qty: r.shortQty,
      unitCostMinor: r.unitCostMinor ?? estimatedCost(r, options),
      reason: "opening",
      documentType: "opening_stock",
      documentId,
      on: first,
      at: `${first}T00:00:00Z`,
    },
  }));
  await postPast(ctx, row.id, moves);
}

/** Average price x the option's percentage, in minor units. */
function estimatedCost(r: OpeningRow, options: ImportOptions): number {
  if (r.units <= 0 || r.amountMinor <= 0) return 0;
  return mulDivRound(r.amountMinor, Math.round(options.costPercentOfPrice * 100), r.units * 10_000);
}
