import type { Ctx } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import type { KnownSku } from "../catalog/index.ts";
import { mustFind, type PastSale } from "./build-documents.ts";
import type { ImportOptions } from "./options.ts";
import { channelOf, locationOf, type Places } from "./places.ts";
import type { PastStockMove } from "./post-sales.ts";
import type { UnderstoodLine } from "./understand-line.ts";

/** A line of a file as it was checked and staged. */
export interface StagedLine extends Omit<UnderstoodLine, "lineNo" | "occurredAt" | "unitCostMinor"> {
  seq: number;
  occurredAt: Date;
}

/** What staged lines name, as it stands in the books. */
export interface Known {
  places: Places;
  skus: ReadonlyMap<string, KnownSku>;
  customers: ReadonlyMap<string, { id: string; name: string; taxNumber: string | null }>;
  adjustmentId: string;
}

/** The sales and stock moves that staged lines tell of, in their order. */
export function pastOf(ctx: Ctx, lines: readonly StagedLine[], options: ImportOptions, known: Known) {
  return groupBySeq(lines).flatMap((group): ({ sale: PastSale } | { move: PastStockMove })[] =>
    group[0]!.kind === "adjustment"
      ? adjustmentMoves(group, options, known)
      : [{ sale: saleOf(ctx, group, options, known) }],
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
  options: ImportOptions,
  { places, skus, customers }: Known,
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
  options: ImportOptions,
  { places, skus, adjustmentId }: Known,
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
