import type { tillApi } from "@selvedge/contract";
import { roundCash } from "@selvedge/domain";
import { describe } from "./catalog.ts";
import type { PricedTicket, Ticket } from "./ticket.ts";
import type { KeptReceipt, OpenShift, TillDb } from "./till-db.ts";
import { makeId, writeEvent } from "./write-event.ts";

export type Tender = tillApi.TillSale["tenders"][number];

/** What cash is asked for when the rest of a ticket is paid in cash: whole coins. */
export function cashDue(dueMinor: number, tenders: readonly Tender[], currency: string) {
  const leftMinor = dueMinor - tenders.reduce((sum, t) => sum + t.amountMinor, 0);
  return { leftMinor, ...roundCash(leftMinor, currency) };
}

export interface Settled {
  tenders: Tender[];
  roundingMinor: number;
  changeMinor: number;
}

/** Cash handed over for what is left: the tender, the rounding that goes with it, and the change. */
export function settleInCash(
  dueMinor: number,
  tenders: readonly Tender[],
  handedMinor: number,
  currency: string,
): Settled | { shortMinor: number } {
  const { cashMinor, roundingMinor } = cashDue(dueMinor, tenders, currency);
  if (cashMinor > 0 && handedMinor < cashMinor) return { shortMinor: cashMinor - handedMinor };
  const cash: Tender = { method: "cash", amountMinor: cashMinor, ...(cashMinor > 0 ? { handedMinor } : {}) };
  return {
    tenders: cashMinor === 0 ? [...tenders] : [...tenders, cash],
    roundingMinor,
    changeMinor: Math.max(0, handedMinor - Math.max(0, cashMinor)),
  };
}

/** Who sells, and in which shift. */
export interface Counter {
  shift: OpenShift;
  cashier: { id: string; name: string };
  currency: string;
  priceMode: "inclusive" | "exclusive";
}

/**
 * Writes the sale down; from here on it has happened.
 * @throws Error when what was taken is not what the ticket comes to: nothing is written then
 */
export async function sell(
  db: TillDb,
  counter: Counter,
  ticket: Ticket,
  priced: PricedTicket,
  settled: Settled,
): Promise<KeptReceipt> {
  const { shift, cashier } = counter;
  const takenMinor = settled.tenders.reduce((sum, tender) => sum + tender.amountMinor, 0);
  if (takenMinor !== priced.dueMinor + settled.roundingMinor) throw new Error("the money does not make up the ticket");
  const lines = priced.lines.map(
    ({ goods: _goods, promotionMinor: _promotion, needsApproval: _needs, ...line }) => line,
  );
  const descriptions: Record<string, string> = Object.fromEntries([
    ...priced.lines.map((l) => [l.skuId, describe(l.goods)]),
    ...ticket.returns.map((r) => [r.sold.skuId, r.description]),
  ]);
  const event = await writeEvent(
    db,
    "sale",
    ({ receiptNumber }) => ({
      sessionId: shift.sessionId,
      cashierId: cashier.id,
      receiptNumber,
      soldOn: priced.on,
      customerId: ticket.customer?.id ?? null,
      buyerName: ticket.customer?.name ?? null,
      ...{ currency: counter.currency, priceMode: counter.priceMode, lines, returns: priced.returns },
      returnReason: ticket.returnReason.trim() || null,
      // A ticket parked before the till knew causes has none.
      returnCause: ticket.returnCause ?? null,
      documentDiscountMinor: 0,
      ...{ grossMinor: priced.grossMinor, discountMinor: priced.discountMinor, taxableMinor: priced.taxableMinor },
      ...{ taxMinor: priced.taxMinor, totalMinor: priced.totalMinor, returnedMinor: priced.returnedMinor },
      ...{ roundingMinor: settled.roundingMinor, tenders: settled.tenders, approval: ticket.approval },
      note: ticket.note.trim() || null,
    }),
    {
      receipt: {
        sessionId: shift.sessionId,
        customerName: ticket.customer?.name ?? null,
        cashierName: cashier.name,
        descriptions,
      },
    },
  );
  return (await db.receipts.get(event.id))!;
}

export const newLineId = () => makeId();
