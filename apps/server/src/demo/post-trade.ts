import {
  type BuiltSale,
  type PastHappening,
  type PastReturn,
  type PastSale,
  postPast,
} from "../modules/connect/index.ts";
import type { Ctx } from "../platform/context.ts";
import type { Doors } from "../platform/doors.ts";
import { newId } from "../platform/ids.ts";
import { formatNumber, takeGaplessNumbers } from "../platform/numbering.ts";
import type { DemoMasters } from "./build-masters.ts";
import type { SimDocument, SimMove, SimReturn, SimSale } from "./sim-types.ts";
import type { SimulatedTrade } from "./simulate.ts";

const DOCUMENTS_A_BATCH = 500;

type Numbers = (series: "sales_order" | "invoice" | "shipment" | "credit_note" | "return") => string;

/** Posts the simulated trade in order of time, a few hundred documents a transaction. */
export async function postTrade(
  doors: Doors,
  trade: SimulatedTrade,
  masters: DemoMasters,
  tell: (share: number) => void,
): Promise<void> {
  const { documents } = trade;
  // Only what comes back later is kept in mind.
  const toReturn = new Set(documents.flatMap((d) => (d.kind === "return" ? [d.sale] : [])));
  const pastOf = new Map<SimSale, PastSale>();
  const posted = new Map<PastSale, BuiltSale>();
  let batches = 0;
  for (let from = 0; from < documents.length; from += DOCUMENTS_A_BATCH) {
    const batch = documents.slice(from, from + DOCUMENTS_A_BATCH);
    await doors.step("demo.post_trade", async (ctx) => {
      const next = await takeNumbers(ctx, batch);
      const past = batch.flatMap((d): PastHappening[] => {
        if (d.kind === "move") return movesOf(masters, d);
        if (d.kind === "return") return [{ back: returnOf(pastOf, d, next) }];
        const sale = saleOf(trade, masters, d, next);
        if (toReturn.has(d)) pastOf.set(d, sale);
        return [{ sale }];
      });
      await postPast(ctx, null, past, posted);
    });
    forgetAll(posted, new Set(pastOf.values()));
    batches += 1;
    // Once early and once on the way: the planner must not take full tables for empty ones.
    if (batches === 4 || batches === 16) {
      await doors.step("demo.statistics", (ctx) => ctx.sql`select app.refresh_trade_statistics()`);
    }
    tell(Math.min(1, (from + batch.length) / documents.length));
  }
}

function forgetAll(posted: Map<PastSale, BuiltSale>, keep: ReadonlySet<PastSale>): void {
  for (const sale of posted.keys()) if (!keep.has(sale)) posted.delete(sale);
}

/** The numbers of a batch's documents, taken from the series that live trade goes on with. */
async function takeNumbers(ctx: Ctx, batch: readonly SimDocument[]): Promise<Numbers> {
  const sales = batch.filter((d) => d.kind === "sale").length;
  const returns = batch.filter((d) => d.kind === "return").length;
  const wanted = [
    ["sales_order", "SO-", sales],
    ["invoice", "INV-", sales],
    ["shipment", "SH-", sales],
    ["credit_note", "CN-", returns],
    ["return", "RT-", returns],
  ] as const;
  const taken = new Map<string, { prefix: string; pad: number; first: number }>();
  for (const [series, prefix, count] of wanted) {
    if (count > 0) taken.set(series, { ...(await takeGaplessNumbers(ctx, series, prefix, count)) });
  }
  return (series) => {
    const at = taken.get(series)!;
    at.first += 1;
    return formatNumber(at.prefix, at.pad, at.first - 1);
  };
}

function movesOf(masters: DemoMasters, move: SimMove): PastHappening[] {
  const { places, skus } = masters;
  const documentId = newId();
  const documentType = {
    opening: "stock_receipt",
    receipt: "stock_receipt",
    transfer: "stock_transfer",
    count: "stock_count",
  };
  return move.lines.map(({ sku, qty, unitCostMinor }) => ({
    move: {
      ...{ skuId: skus[sku]!.id, fromLocationId: places[move.from], toLocationId: places[move.to], qty, unitCostMinor },
      ...{ reason: move.reason, documentType: documentType[move.reason], documentId, on: move.on, at: move.at },
    },
  }));
}

function saleOf(trade: SimulatedTrade, masters: DemoMasters, sale: SimSale, next: Numbers): PastSale {
  const isTrade = sale.channel === "wholesale";
  return {
    number: next("sales_order"),
    numbers: { invoice: next("invoice"), shipment: next("shipment") },
    credit: false,
    ...{ at: sale.at, on: sale.on, channel: masters.channels[sale.channel], locationId: masters.places[sale.place] },
    customer: customerOf(trade, masters, sale),
    buyerName: null,
    buyerPlace: `IN-${sale.state}`,
    taxTreatment: isTrade ? "exclusive" : "inclusive",
    settled: sale.paidOn === null ? null : sale.method,
    ...(sale.paidOn === null || sale.paidOn === sale.on
      ? {}
      : { paidOn: sale.paidOn, paidAt: `${sale.paidOn}T11:00:00+05:30` }),
    termsDays: sale.termsDays,
    lines: sale.lines.map(({ sku, qty, unitPriceMinor, discountMinor }) => ({
      ...{ sku: masters.skus[sku]!, qty, unitPriceMinor, discountMinor, grossMinor: qty * unitPriceMinor },
    })),
  };
}

function customerOf(trade: SimulatedTrade, masters: DemoMasters, sale: SimSale): PastSale["customer"] {
  if (sale.customer === null) return null;
  if (sale.channel === "wholesale") {
    const { name, gstin } = trade.accounts[sale.customer]!;
    return { id: masters.accountIds[sale.customer]!, name, taxNumber: gstin };
  }
  return { id: masters.consumerIds[sale.customer]!, name: trade.consumers[sale.customer]!.name, taxNumber: null };
}

const causeWords: Readonly<Record<SimReturn["cause"], string>> = {
  ...{ too_small: "Too small", too_large: "Too large", not_as_shown: "Colour differs from the picture" },
  ...{ damaged: "Came damaged", changed_mind: "Changed my mind", other: "Did not suit" },
};

function returnOf(pastOf: ReadonlyMap<SimSale, PastSale>, back: SimReturn, next: Numbers): PastReturn {
  return {
    sale: pastOf.get(back.sale)!,
    numbers: { invoice: next("credit_note"), shipment: next("return") },
    ...{ at: back.at, on: back.on, reason: causeWords[back.cause], cause: back.cause },
    lines: back.lines.map((line) => {
      const { costMinor, qty } = back.sale.lines[line]!;
      return { line, unitCostMinor: costMinor / qty };
    }),
  };
}
