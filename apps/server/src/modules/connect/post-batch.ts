import type { Ctx } from "../../platform/context.ts";
import { getVirtualLocation } from "../inventory/index.ts";
import { importCustomers } from "../party/index.ts";
import { mustFind } from "./build-documents.ts";
import { getImportRow, tellProgress } from "./import-job.ts";
import type { ImportOptions } from "./options.ts";
import { readPlaces } from "./places.ts";
import { postPast } from "./post-sales.ts";
import { readImportSkus } from "./read-import-skus.ts";
import { pastOf, type StagedLine } from "./staged-documents.ts";

const MOST_DOCUMENTS = 500;
const MOST_LINES = 12_000;

/** Posts the next documents of an import and notes how far it got. */
export async function postBatch(
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
    readImportSkus(
      ctx,
      importId,
      lines.map((l) => l.skuCode),
    ),
    readCustomers(ctx, importId, lines),
  ]);
  const adjustment = await getVirtualLocation(ctx, "adjustment");
  await postPast(ctx, importId, pastOf(ctx, lines, options, { places, skus, customers, adjustmentId: adjustment.id }));
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
