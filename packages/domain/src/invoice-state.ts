import { nextIn, type StateTable } from "./state-table.ts";

export const invoiceStatuses = ["draft", "issued", "part_settled", "settled", "written_off"] as const;
export type InvoiceStatus = (typeof invoiceStatuses)[number];
export type InvoiceEvent = "issue" | "settle_part" | "settle" | "unsettle_part" | "unsettle" | "write_off";

/**
 * The life of an invoice or credit note. Issued papers are never changed or cancelled: a credit note lowers them.
 * Settled means nothing is open any more, by payment or by credit note; a bounced payment opens it again (unsettle).
 */
export const invoiceTransitions: StateTable<InvoiceStatus, InvoiceEvent> = {
  draft: { issue: "issued" },
  issued: { settle_part: "part_settled", settle: "settled", write_off: "written_off" },
  part_settled: {
    settle_part: "part_settled",
    settle: "settled",
    unsettle_part: "part_settled",
    unsettle: "issued",
    write_off: "written_off",
  },
  settled: { unsettle_part: "part_settled", unsettle: "issued" },
  written_off: { settle_part: "part_settled", settle: "settled" },
};

/** The status an event leads to, or null where it is refused. */
export function nextInvoiceStatus(from: InvoiceStatus, event: InvoiceEvent): InvoiceStatus | null {
  return nextIn(invoiceTransitions, from, event);
}

/** How an issued paper stands by its open amount (minor units; credit notes carry negative amounts). */
export function invoiceStanding(
  invoice: { amountMinor: number; openMinor: number; dueOn: string },
  today: string,
): { status: "issued" | "part_settled" | "settled"; isOverdue: boolean; daysOverdue: number } {
  const { amountMinor, openMinor, dueOn } = invoice;
  const status = openMinor === 0 ? "settled" : openMinor === amountMinor ? "issued" : "part_settled";
  const isOverdue = openMinor > 0 && today > dueOn;
  const days = (Date.parse(`${today}T00:00:00Z`) - Date.parse(`${dueOn}T00:00:00Z`)) / 86_400_000;
  return { status, isOverdue, daysOverdue: isOverdue ? days : 0 };
}
