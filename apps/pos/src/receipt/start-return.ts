import { changeTicket, db } from "../app/till.ts";
import { getState, setState } from "../app/till-state.ts";
import type { TicketReturn } from "../device/ticket.ts";
import type { KeptReceipt } from "../device/till-db.ts";
import { askForReceipt, receiptOfCode } from "./foreign-receipt.ts";
import { readReceiptCode } from "./receipt-code.ts";

/** Opens the return of a receipt: which pieces, and how they are. */
export function startReturn(receipt: KeptReceipt): void {
  setState({ screen: "receipts", wanted: receipt });
}

const numberForm = /^[A-Z0-9]{2,6}(\.\d{1,4})?-\d{6,}$/;

const OFFICE_MS = 1500;

/**
 * The receipt behind a QR code: this till's own; else as the office knows it, if it answers at once; else out of the code
 * itself. Null when it is no code that says enough.
 */
async function wantedByCode(code: string): Promise<KeptReceipt | null> {
  const { catalog } = getState();
  const read = catalog && (await readReceiptCode(catalog.head, code));
  if (!read) return null;
  const own = await db.receipts.get(read.saleId);
  if (own || !read.packed) return own ?? null;
  const { packed, saleId } = read;
  const asked = askForReceipt(packed.receiptNumber, { signal: AbortSignal.timeout(OFFICE_MS) });
  return asked.catch(() => receiptOfCode(catalog, saleId, packed));
}

/**
 * A receipt's barcode or QR code was scanned: its return opens, of this till's own at once, of another's by asking the server.
 * @returns false when the code is no receipt's number
 */
export async function scanReceipt(code: string): Promise<boolean> {
  const sealed = await wantedByCode(code);
  if (sealed) {
    setState({ screen: "receipts", wanted: sealed });
    return true;
  }
  const receiptNumber = code.trim().toUpperCase();
  if (!numberForm.test(receiptNumber)) return false;
  const kept = await db.receipts.get({ receiptNumber });
  setState({ screen: "receipts", wanted: kept ?? receiptNumber });
  return true;
}

/** Puts the chosen pieces on the ticket, beside whatever is sold on it: one ticket for an exchange. */
export function putReturns(returns: readonly TicketReturn[], reason: string): void {
  changeTicket((ticket) => ({
    ...ticket,
    returnReason: reason,
    returns: [...ticket.returns.filter((old) => !returns.some((r) => r.sold.id === old.sold.id)), ...returns],
  }));
  setState({ screen: "sell" });
}
