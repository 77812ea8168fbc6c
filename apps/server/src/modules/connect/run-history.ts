import { mulDivRound } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import type { JobContext } from "../../platform/jobs.ts";
import { importSkus, type KnownSku } from "../catalog/index.ts";
import { getVirtualLocation } from "../inventory/index.ts";
import { importCustomers } from "../party/index.ts";
import { type ChannelRow, type LocationRow, readChannels, readLocations } from "../sales/index.ts";
import { mustFind, type PastSale } from "./build-documents.ts";
import { dropStagedLines, getImportRow, type ImportRow, moveImport, tellProgress } from "./import-job.ts";
import { type ImportOptions, readOptions } from "./options.ts";
import { type PastStockMove, postPast } from "./post-sales.ts";

const MOST_DOCUMENTS = 500;
const MOST_LINES = 12_000;
/** What imported goods are for tax: the pack's general class, as no file says. */
const TAX_CLASS = "standard";

interface StagedLine {
  kind: "sale" | "credit" | "adjustment";
  documentNumber: string;
  seq: number;
  occurredAt: Date;
  on: string;
  skuCode: string;
  styleCode: string;
  colour: string;
  size: string;
  description: string;
  isService: boolean;
  qty: number;
  unitPriceMinor: number;
  amountMinor: number;
  discountMinor: number;
  customerCode: string | null;
  customerName: string | null;
  country: string | null;
  channelCode: string | null;
  locationCode: string | null;
}

/**
 * Posts a checked import, batch by batch in order of time, each batch one transaction that also notes how far it got:
 * after a crash it goes on behind the last batch, and nothing is ever in twice. When it is cancelled, or a batch is
 * refused, everything it brought is taken out again.
 */
export async function runHistory(job: JobContext, importId: string): Promise<void> {
  const row = await job.transaction((ctx) => getImportRow(ctx, importId));
  if (row.status !== "running") return;
  const options = readOptions(row.options);
  try {
    await job.transaction((ctx) => ctx.sql`select app.refresh_staging_statistics()`);
    if (row.doneSeq === 0) await job.transaction((ctx) => postOpeningStock(ctx, row, options));
    for (let batch = 1; ; batch += 1) {
      const state = await job.transaction((ctx) => postBatch(ctx, importId, options));
      if (state === "cancelled") return await takeOut(job, importId, "cancelled", null);
      if (state === "finished") break;
      // After 1, 2, 4, 8... batches: as often as what was there has doubled.
      if ((batch & (batch - 1)) === 0) await job.transaction((ctx) => ctx.sql`select app.refresh_trade_statistics()`);
      if (job.signal.aborted) throw new Error("stopped; the import goes on at the next start");
    }
    await job.transaction((ctx) => conclude(ctx, importId));
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "busy") throw error;
    await takeOut(job, importId, "failed", error.message);
  }
}

/** Takes out whatever an import brought. */
export async function undoHistory(job: JobContext, importId: string): Promise<void> {
  try {
    await takeOut(job, importId, "undone", null);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "busy") throw error;
    await job.transaction(async (ctx) => {
      const row = await getImportRow(ctx, importId, true);
      if (row.status === "undoing") await moveImport(ctx, row, "done", { failure: error.message, finished: true });
    });
  }
}

async function takeOut(
  job: JobContext,
  importId: string,
  to: "cancelled" | "failed" | "undone",
  failure: string | null,
) {
  await job.transaction(async (ctx) => {
    const { sql, tenantId } = ctx;
    const row = await getImportRow(ctx, importId, true);
    if (row.status !== "running" && row.status !== "undoing") return;
    await sql`select app.remove_import(${importId})`;
    await dropStagedLines(ctx, importId);
    await sql`update import_job set done_seq = 0, done_lines = 0 where tenant_id = ${tenantId} and id = ${importId}`;
    await moveImport(ctx, row, to, { failure, finished: true });
  });
}

async function readPlaces(ctx: Ctx, options: ImportOptions) {
  const [channels, locations] = await Promise.all([readChannels(ctx), readLocations(ctx)]);
  const channelByCode = new Map(channels.map((c) => [c.code, c]));
  const locationByCode = new Map(locations.map((l) => [l.code, l]));
  const channel = options.channelCode
    ? channelByCode.get(options.channelCode)
    : channels.find((c) => c.kind === "wholesale");
  if (!channel) throw new AppError("not_found", `There is no channel "${options.channelCode ?? "wholesale"}".`);
  return { locations, channelByCode, locationByCode, defaultChannel: channel };
}

type Places = Awaited<ReturnType<typeof readPlaces>>;

function channelOf(places: Places, line: { channelCode: string | null }): ChannelRow {
  return line.channelCode === null
    ? places.defaultChannel
    : mustFind(places.channelByCode, line.channelCode, "channel");
}

function locationOf(
  places: Places,
  options: ImportOptions,
  line: { channelCode: string | null; locationCode: string | null },
): LocationRow {
  const code = line.locationCode ?? options.locationCode ?? null;
  if (code !== null) return mustFind(places.locationByCode, code, "location");
  const { locationId } = channelOf(places, line);
  const found = places.locations.find((l) => l.id === locationId);
  if (!found) throw new AppError("not_found", "The channel's location is archived.");
  return found;
}

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
async function postOpeningStock(ctx: Ctx, row: ImportRow, options: ImportOptions): Promise<void> {
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
  const skus = await readSkus(
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

async function readSkus(ctx: Ctx, importId: string, codes: readonly string[]): Promise<Map<string, KnownSku>> {
  const rows = await ctx.sql<
    { code: string; styleCode: string; styleName: string; colour: string; size: string; isService: boolean }[]
  >`
    select sku_code as code, style_code as "styleCode", description as "styleName", colour, size, is_service as "isService"
    from import_sku
    where tenant_id = ${ctx.tenantId} and import_id = ${importId} and sku_code = any(${[...new Set(codes)]})`;
  return importSkus(
    ctx,
    importId,
    rows.map(({ isService, ...r }) => ({ ...r, kind: isService ? "service" : "goods" })),
    TAX_CLASS,
  );
}

async function postBatch(
  ctx: Ctx,
  importId: string,
  options: ImportOptions,
): Promise<"more" | "finished" | "cancelled"> {
  const { sql, tenantId } = ctx;
  const row = await getImportRow(ctx, importId, true);
  if (row.cancelRequested) return "cancelled";
  if (row.status !== "running") return "finished";
  const lines = await sql<StagedLine[]>`
    with batch as (
      select seq, document_number, kind from (
        select seq, document_number, kind, sum(line_count) over (order by seq) - line_count as lines_before
        from (select * from import_document where tenant_id = ${tenantId} and import_id = ${importId} and seq > ${row.doneSeq}
              order by seq limit ${MOST_DOCUMENTS}) d
      ) x where lines_before < ${MOST_LINES}
    )
    select b.seq, l.kind, l.document_number as "documentNumber", l.occurred_at as "occurredAt", l.on_date as "on",
           l.sku_code as "skuCode", l.style_code as "styleCode", l.colour, l.size, l.description, l.is_service as "isService",
           l.qty, l.unit_price_minor as "unitPriceMinor", l.amount_minor as "amountMinor", l.discount_minor as "discountMinor",
           l.customer_code as "customerCode", l.customer_name as "customerName", l.country, l.channel_code as "channelCode",
           l.location_code as "locationCode"
    from batch b join import_line l on l.tenant_id = ${tenantId} and l.import_id = ${importId}
      and l.document_number = b.document_number and l.kind = b.kind
    order by b.seq, l.line_no`;
  if (lines.length === 0) return "finished";
  const [places, skus, customers] = await Promise.all([
    readPlaces(ctx, options),
    readSkus(
      ctx,
      importId,
      lines.map((l) => l.skuCode),
    ),
    readCustomers(ctx, importId, lines),
  ]);
  const adjustment = await getVirtualLocation(ctx, "adjustment");
  const past = groupBySeq(lines).flatMap((group): ({ sale: PastSale } | { move: PastStockMove })[] =>
    group[0]!.kind === "adjustment"
      ? adjustmentMoves(group, places, options, skus, adjustment.id)
      : [{ sale: saleOf(ctx, group, places, options, skus, customers) }],
  );
  await postPast(ctx, importId, past);
  await sql`update import_job set done_seq = ${lines.at(-1)!.seq} where tenant_id = ${tenantId} and id = ${importId}`;
  await tellProgress(ctx, importId, {
    phase: "Posting",
    doneLines: (row.doneSeq === 0 ? 0 : row.doneLines) + lines.length,
  });
  return "more";
}

async function readCustomers(ctx: Ctx, importId: string, lines: readonly StagedLine[]) {
  const wanted = new Map<string, { code: string; name: string; country: string | null }>();
  for (const l of lines) {
    if (l.customerCode === null) continue;
    const code = l.customerCode;
    wanted.set(code, { code, name: l.customerName ?? `Customer ${code}`, country: l.country });
  }
  const ids = await importCustomers(ctx, importId, [...wanted.values()]);
  return new Map(
    [...wanted].map(([code, c]) => [code, { id: mustFind(ids, code, "customer"), name: c.name, taxNumber: null }]),
  );
}

function groupBySeq(lines: readonly StagedLine[]): StagedLine[][] {
  const groups: StagedLine[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last && last[0]!.seq === line.seq) last.push(line);
    else groups.push([line]);
  }
  return groups;
}

function saleOf(
  ctx: Ctx,
  group: readonly StagedLine[],
  places: Places,
  options: ImportOptions,
  skus: ReadonlyMap<string, KnownSku>,
  customers: ReadonlyMap<string, { id: string; name: string; taxNumber: string | null }>,
): PastSale {
  const first = group[0]!;
  const credit = first.kind === "credit";
  const named = credit && !first.documentNumber.startsWith(options.creditPrefix || "\0");
  return {
    // A document that both sold and credited keeps its number for the sale.
    number: named ? `${first.documentNumber}-CR` : first.documentNumber,
    credit,
    at: first.occurredAt.toISOString(),
    on: first.on,
    channel: channelOf(places, first),
    locationId: locationOf(places, options, first).id,
    customer: first.customerCode === null ? null : mustFind(customers, first.customerCode, "customer"),
    buyerName: first.customerName,
    buyerPlace: first.country ?? ctx.tenant.country,
    taxTreatment: options.taxTreatment,
    settled: options.settled ? "import" : null,
    termsDays: 30,
    lines: group.map((l) => ({
      sku: mustFind(skus, l.skuCode, "SKU"),
      qty: l.qty,
      unitPriceMinor: l.unitPriceMinor,
      grossMinor: l.amountMinor,
      discountMinor: l.qty < 0 ? -l.discountMinor : l.discountMinor,
    })),
  };
}

function adjustmentMoves(
  group: readonly StagedLine[],
  places: Places,
  options: ImportOptions,
  skus: ReadonlyMap<string, KnownSku>,
  adjustmentId: string,
): { move: PastStockMove }[] {
  const documentId = newId();
  return group.map((l) => ({
    move: {
      skuId: mustFind(skus, l.skuCode, "SKU").id,
      fromLocationId: locationOf(places, options, l).id,
      toLocationId: adjustmentId,
      qty: -l.qty,
      reason: "adjustment",
      documentType: "stock_adjustment",
      documentId,
      on: l.on,
      at: l.occurredAt.toISOString(),
    },
  }));
}

async function conclude(ctx: Ctx, importId: string): Promise<void> {
  const row = await getImportRow(ctx, importId, true);
  if (row.status !== "running") return;
  await dropStagedLines(ctx, importId);
  await moveImport(ctx, row, "done", { finished: true });
}
