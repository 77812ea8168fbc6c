import { changeTicket } from "../app/till.ts";
import { setState } from "../app/till-state.ts";
import type { TicketReturn } from "../device/ticket.ts";
import type { KeptReceipt } from "../device/till-db.ts";

let wanted: KeptReceipt | null = null;

/** Opens the return of a receipt: which pieces, and how they are. */
export function startReturn(receipt: KeptReceipt): void {
  wanted = receipt;
  setState({ screen: "receipts" });
}

export function takeWantedReturn(): KeptReceipt | null {
  const receipt = wanted;
  wanted = null;
  return receipt;
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
