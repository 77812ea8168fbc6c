import { z } from "zod";
import { businessDate, currency, id, instant, minor, minorPositive, qty, returnReason, text } from "../common.ts";

/** How a till may be paid. The reference is the slip's or the UPI transaction's number, where there is one. */
export const tillTenders = ["cash", "card", "upi"] as const;
export type TillTender = (typeof tillTenders)[number];

const trace = z.array(z.record(z.string(), z.unknown())).max(200);
const amounts = {
  grossMinor: minor,
  discountMinor: minor,
  taxableMinor: minor,
  taxMinor: minor,
  totalMinor: minor,
};

export const TillSaleLine = z.object({
  id,
  skuId: id,
  qty,
  unitPriceMinor: minorPositive,
  /** The discount that the cashier gave on this line, within discountMinor. */
  manualDiscountMinor: minorPositive.default(0),
  ...amounts,
  priceTrace: trace,
  taxTrace: trace,
});
export type TillSaleLine = z.output<typeof TillSaleLine>;

export const TillReturnLine = z.object({
  /** The line of the earlier receipt that the pieces come back of. */
  saleId: id,
  lineId: id,
  skuId: id,
  qty,
  condition: z.enum(["sellable", "damaged"]),
  /** What is given back for them, as the till reckoned it; positive. */
  totalMinor: minorPositive,
  taxMinor: minorPositive,
});
export type TillReturnLine = z.output<typeof TillReturnLine>;

/** One ticket: goods sold, goods brought back, or both; paid or refunded as a whole. */
export const TillSale = z.object({
  sessionId: id,
  cashierId: id,
  receiptNumber: text(24),
  /** Business date in the tenant's zone at the till. */
  soldOn: businessDate,
  customerId: id.nullable(),
  buyerName: text(200).nullable(),
  currency,
  priceMode: z.enum(["inclusive", "exclusive"]),
  lines: z.array(TillSaleLine).max(300),
  returns: z.array(TillReturnLine).max(300),
  returnReason: text(200).nullable(),
  /** The reason in one of a few words; tills that knew only free words leave it out. */
  returnCause: returnReason.nullable().default(null),
  documentDiscountMinor: minorPositive.default(0),
  ...amounts,
  /** Value of the returns, positive. */
  returnedMinor: minorPositive,
  /** Cash rounding: what was taken more (or less) than was due. */
  roundingMinor: minor,
  /** Net money by way of paying: positive taken, negative given back. Together: total - returned + rounding. */
  tenders: z
    .array(
      z.object({
        method: z.enum(tillTenders),
        amountMinor: minor,
        /** Cash handed over before change, for the receipt. */
        handedMinor: minorPositive.optional(),
        reference: text(80).optional(),
      }),
    )
    .max(8),
  approval: z.object({ userId: id, act: text(60), at: instant }).nullable(),
  note: text(500).nullable(),
});
export type TillSale = z.output<typeof TillSale>;

export const TillShiftOpened = z.object({ sessionId: id, cashierId: id, floatMinor: minorPositive });
export const TillShiftClosed = z.object({
  sessionId: id,
  cashierId: id,
  countedMinor: minorPositive,
  expectedMinor: minor,
  /** Pieces of each coin and note, where they were counted so: [value in minor units, pieces]. */
  counted: z.array(z.tuple([z.int().min(1), z.int().min(0)])).max(40),
  zNumber: z.int().min(1),
  closedOn: businessDate,
  note: text(500).nullable(),
});
export const cashPurposes = ["safe", "bank", "expense", "other_income"] as const;
export const TillCashMoved = z.object({
  sessionId: id,
  cashierId: id,
  direction: z.enum(["in", "out"]),
  purpose: z.enum(cashPurposes),
  amountMinor: minorPositive,
  movedOn: businessDate,
  note: text(200),
});
export const TillCustomerAdded = z.object({
  customerId: id,
  name: text(200),
  phone: text(40).nullable(),
  email: z.email().max(200).nullable(),
});

/** A shopper wants the receipt by mail; whatever the network does, it is sent once. */
export const TillReceiptSent = z.object({
  saleId: id,
  receiptNumber: text(24),
  cashierId: id,
  to: z.email().max(200),
});

export const tillEventKinds = [
  "shift_opened",
  "sale",
  "cash_moved",
  "shift_closed",
  "customer_added",
  "receipt_sent",
] as const;
export type TillEventKind = (typeof tillEventKinds)[number];
/** What each kind of event carries. */
export const tillPayloads = {
  shift_opened: TillShiftOpened,
  sale: TillSale,
  cash_moved: TillCashMoved,
  shift_closed: TillShiftClosed,
  customer_added: TillCustomerAdded,
  receipt_sent: TillReceiptSent,
} as const;
export type TillPayload<K extends TillEventKind> = z.output<(typeof tillPayloads)[K]>;

/** The envelope: whose it is, its place in the device's count, and when it happened. Never changed once written. */
export const TillEvent = z.object({
  id,
  counter: z.int().min(1),
  kind: z.enum(tillEventKinds),
  /** By the till's clock set right by what it last heard from the server. */
  happenedAt: instant,
  /** The clock as it stood, and how far it was off: server less till, milliseconds. */
  deviceAt: instant,
  skewMs: z.int(),
  payload: z.record(z.string(), z.unknown()),
  /** Made with the device's own secret as the event was written (`signedText`); tills of before have none. */
  signature: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
export type TillEvent = z.output<typeof TillEvent>;

/** What an event's signature stands for: everything about it that must never change. */
export const signedText = (event: Pick<TillEvent, "id" | "counter" | "kind" | "happenedAt" | "payload">): string =>
  JSON.stringify([event.id, event.counter, event.kind, event.happenedAt, event.payload]);

export const reviewKinds = [
  "oversold",
  "price_differs",
  "tax_differs",
  "customer_unknown",
  "customer_known",
  "sku_archived",
  "shift_closed",
  "shift_unknown",
  "books_closed",
  "device_revoked",
  "clock_off",
  "returned_twice",
  "receipt_unknown",
  "counter_clash",
  "cash_differs",
  "approval_missing",
  "altered",
  "held",
] as const;
export type ReviewKind = (typeof reviewKinds)[number];
