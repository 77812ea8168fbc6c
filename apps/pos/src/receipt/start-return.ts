import type { ReturnReason } from "@selvedge/contract";
import { changeTicket, db } from "../app/till.ts";
import { setState } from "../app/till-state.ts";
import type { TicketReturn } from "../device/ticket.ts";
import type { KeptReceipt } from "../device/till-db.ts";

/** Opens the return of a receipt: which pieces, and how they are. */
export function startReturn(receipt: KeptReceipt): void {
  setState({ screen: "receipts", wanted: receipt });
}

const numberForm = /^[A-Z0-9]{2,6}(\.\d{1,4})?-\d{6,}$/;

/**
 * A receipt's barcode was scanned: its return opens, of this till's own at once, of another's by asking the server.
 * @returns false when the code is no receipt's number
 */
export async function scanReceipt(code: string): Promise<boolean> {
  const receiptNumber = code.trim().toUpperCase();
  if (!numberForm.test(receiptNumber)) return false;
  const kept = await db.receipts.get({ receiptNumber });
  setState({ screen: "receipts", wanted: kept ?? receiptNumber });
  return true;
}

/** Puts the chosen pieces on the ticket, beside whatever is sold on it: one ticket for an exchange. */
export function putReturns(returns: readonly TicketReturn[], why: { cause: ReturnReason; words: string }): void {
  changeTicket((ticket) => ({
    ...ticket,
    ...{ returnReason: why.words, returnCause: why.cause },
    returns: [...ticket.returns.filter((old) => !returns.some((r) => r.sold.id === old.sold.id)), ...returns],
  }));
  setState({ screen: "sell" });
}
