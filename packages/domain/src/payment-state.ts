import { nextIn, type StateTable } from "./state-table.ts";

export const paymentStatuses = ["pending", "authorised", "captured", "failed", "voided"] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];
export type PaymentEvent = "authorise" | "capture" | "fail" | "void";

/**
 * The life of one payment. authorised: a bank has set the money aside, and it is taken or let go later. captured is final: money goes back by a payment of its own (a refund), not by a status.
 * A failed payment may still be captured: providers retry, and their reports arrive late and out of order. A report
 * of failure after a capture changes nothing.
 */
export const paymentTransitions: StateTable<PaymentStatus, PaymentEvent> = {
  pending: { authorise: "authorised", capture: "captured", fail: "failed", void: "voided" },
  authorised: { capture: "captured", fail: "failed", void: "voided" },
  captured: {},
  failed: { authorise: "authorised", capture: "captured", void: "voided" },
  voided: {},
};

/** The status an event leads to, or null where it changes nothing (repeats included) or is refused. */
export function nextPaymentStatus(from: PaymentStatus, event: PaymentEvent): PaymentStatus | null {
  return nextIn(paymentTransitions, from, event);
}

/** Whether the event is old news: the payment already is where it would lead. Such a report is taken without effect. */
export function isPaymentRepeat(from: PaymentStatus, event: PaymentEvent): boolean {
  return nextIn(paymentTransitions, "pending", event) === from;
}

export type OrderPaymentStatus = "unpaid" | "part_paid" | "paid" | "overpaid" | "part_refunded" | "refunded";

/** How an order stands with its money. Amounts in minor units, all >= 0; refunded counts within paid. */
export function orderPaymentStatus(order: {
  totalMinor: number;
  paidMinor: number;
  refundedMinor: number;
}): OrderPaymentStatus {
  const { totalMinor, paidMinor, refundedMinor } = order;
  if (refundedMinor > 0) return refundedMinor >= paidMinor ? "refunded" : "part_refunded";
  if (paidMinor > totalMinor) return "overpaid";
  if (paidMinor === totalMinor) return "paid";
  return paidMinor > 0 ? "part_paid" : "unpaid";
}
