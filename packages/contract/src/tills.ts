import { z } from "zod";
import { created, id, instant, nothing, page, pageInput, queryBoolean, text, version } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { reviewKinds, TillEvent, tillEventKinds } from "./till-events.ts";

export * from "./till-events.ts";
export * from "./till-facts.ts";

const tillCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9]{2,6}$/, "Two to six letters or digits, such as BAN1");

export const Till = z.object({
  id,
  code: z.string(),
  name: z.string(),
  status: z.enum(["active", "archived"]),
  location: z.object({ id, name: z.string() }),
  channel: z.object({ id, name: z.string() }),
  upiId: z.string().nullable(),
  receiptFooter: z.string(),
  device: z
    .object({
      id,
      name: z.string(),
      series: z.string(),
      pairedAt: instant,
      lastSeenAt: instant.nullable(),
      waitingEvents: z.int(),
      /** Of those, how many our server would not take, and why the first of them. */
      stuckEvents: z.int(),
      stuckWords: z.string().nullable(),
      clockSkewMs: z.int(),
    })
    .nullable(),
  openShift: z.object({ id, openedAt: instant, openedBy: z.string().nullable() }).nullable(),
  salesTodayMinor: z.int(),
  receiptsToday: z.int(),
  currency: z.string(),
  version: z.int(),
});
export const listTills = endpoint({
  name: "pos.list_tills",
  kind: "query",
  method: "GET",
  path: "/v1/tills",
  access: "pos.till.read",
  summary: "Tills with their device, open shift and today's sales",
  input: nothing,
  output: z.object({ items: z.array(Till) }),
});
const tillFields = {
  name: text(60),
  locationId: id,
  channelId: id,
  upiId: z
    .string()
    .trim()
    .regex(/^[\w.-]{2,100}@[\w.-]{2,60}$/, "A UPI address such as shop@bank")
    .nullable()
    .default(null),
  receiptFooter: text(300, 0).default(""),
};
export const createTill = endpoint({
  name: "pos.create_till",
  kind: "command",
  method: "POST",
  path: "/v1/tills",
  access: "pos.till.change",
  summary: "Add a till to a shop",
  status: 201,
  input: z.object({ code: tillCode, ...tillFields }),
  output: created,
});
export const changeTill = endpoint({
  name: "pos.change_till",
  kind: "command",
  method: "PATCH",
  path: "/v1/tills/:id",
  access: "pos.till.change",
  summary: "Change a till's name, place, UPI address or receipt text, or take it out of use",
  input: z.object({
    id,
    name: tillFields.name.optional(),
    locationId: id.optional(),
    channelId: id.optional(),
    upiId: tillFields.upiId.optional(),
    receiptFooter: text(300, 0).optional(),
    status: z.enum(["active", "archived"]).optional(),
    version,
  }),
  output: z.object({ id, version: z.int() }),
});
export const openPairing = endpoint({
  name: "pos.open_pairing",
  kind: "command",
  method: "POST",
  path: "/v1/tills/:id/pairing",
  access: "pos.till.change",
  summary: "A code, good for 15 minutes and once, that pairs a device with this till",
  status: 201,
  input: z.object({ id }),
  output: z.object({ code: z.string(), expiresAt: instant }),
});
export const revokeDevice = endpoint({
  name: "pos.revoke_device",
  kind: "command",
  method: "DELETE",
  path: "/v1/tills/:id/device",
  access: "pos.till.change",
  summary: "Disconnect the till's device: it may deliver what it sold before, and nothing else",
  input: z.object({ id }),
  output: nothing,
});
/** What became of one event of a saved file; `known` had arrived before, `refused` had arrived with other contents. */
export const takenInOutcomes = ["booked", "waiting", "held", "known", "refused"] as const;
export const takeInEvents = endpoint({
  name: "pos.take_in_events",
  kind: "command",
  method: "POST",
  path: "/v1/tills/:id/events",
  access: "pos.till.change",
  summary:
    "Take in what a till saved to a file, when its device cannot deliver any more; an event that is here already changes nothing",
  input: z.object({ id, deviceId: id, events: z.array(TillEvent).min(1).max(50) }),
  output: z.object({
    items: z.array(
      z.object({
        id,
        counter: z.int(),
        kind: z.enum(tillEventKinds),
        receiptNumber: z.string().nullable(),
        outcome: z.enum(takenInOutcomes),
      }),
    ),
  }),
});

/** The file that a till saves what waits on it into, for as long as there may be such a file somewhere. */
export const SavedEvents = z.object({
  format: z.literal("selvedge-till-events"),
  tillId: id,
  deviceId: id,
  series: z.string(),
  savedAt: instant,
  events: z.array(TillEvent).max(100_000),
});
export type SavedEvents = z.output<typeof SavedEvents>;

const cashier = {
  userId: id,
  name: z.string(),
  approves: z.boolean(),
  discountLimitBasisPoints: z.int(),
};
export const listCashiers = endpoint({
  name: "pos.list_cashiers",
  kind: "query",
  method: "GET",
  path: "/v1/till-cashiers",
  access: "pos.till.read",
  summary: "Who may sell at tills, and up to which discount",
  input: nothing,
  output: z.object({
    items: z.array(z.object({ ...cashier, status: z.enum(["active", "archived"]), setAt: instant, version: z.int() })),
  }),
});
export const setCashier = endpoint({
  name: "pos.set_cashier",
  kind: "command",
  method: "PUT",
  path: "/v1/till-cashiers/:userId",
  access: "pos.till.change",
  summary: "Let a user sell at tills: PIN, largest discount of their own, and whether they approve others'",
  input: z.object({
    userId: id,
    pin: z
      .string()
      .regex(/^\d{4,8}$/, "Four to eight digits")
      .optional()
      .describe("Left out, the PIN stays as it is"),
    approves: z.boolean(),
    discountLimitBasisPoints: z.int().min(0).max(10_000),
    status: z.enum(["active", "archived"]).default("active"),
  }),
  output: z.object({ userId: id, version: z.int() }),
});

export const Shift = z.object({
  id,
  till: z.object({ id, code: z.string(), name: z.string() }),
  openedAt: instant,
  openedBy: z.string().nullable(),
  closedAt: instant.nullable(),
  closedBy: z.string().nullable(),
  floatMinor: z.int(),
  receipts: z.int(),
  salesMinor: z.int(),
  expectedMinor: z.int().nullable(),
  countedMinor: z.int().nullable(),
  differenceMinor: z.int().nullable(),
  zNumber: z.int().nullable(),
  currency: z.string(),
});
export const listShifts = endpoint({
  name: "pos.list_shifts",
  kind: "query",
  method: "GET",
  path: "/v1/shifts",
  access: "pos.till.read",
  summary: "Shifts of the tills, newest first",
  input: z.object({ ...pageInput, tillId: id.optional() }),
  output: page(Shift),
});
const ReportFigures = z.object({
  floatMinor: z.int(),
  receipts: z.int(),
  pieces: z.int(),
  returnedPieces: z.int(),
  salesMinor: z.int(),
  returnsMinor: z.int(),
  discountMinor: z.int(),
  taxMinor: z.int(),
  roundingMinor: z.int(),
  tenders: z.array(z.object({ method: z.string(), amountMinor: z.int(), count: z.int() })),
  cashInMinor: z.int(),
  cashOutMinor: z.int(),
  expectedMinor: z.int(),
  countedMinor: z.int().nullable(),
  differenceMinor: z.int().nullable(),
});
export const getShift = endpoint({
  name: "pos.get_shift",
  kind: "query",
  method: "GET",
  path: "/v1/shifts/:id",
  access: "pos.till.read",
  summary: "A shift with its report (X while open, Z once closed) and everything that happened in it",
  input: z.object({ id }),
  output: Shift.extend({
    note: z.string().nullable(),
    counted: z.array(z.tuple([z.int(), z.int()])),
    report: ReportFigures,
    events: z.array(
      z.object({
        id,
        counter: z.int(),
        kind: z.enum(tillEventKinds),
        happenedAt: instant,
        status: z.enum(["booked", "waiting", "held"]),
        receiptNumber: z.string().nullable(),
        orderId: id.nullable(),
        amountMinor: z.int(),
        words: z.string().nullable(),
      }),
    ),
  }),
});

export const Review = z.object({
  id,
  kind: z.enum(reviewKinds),
  /** What is odd, in words. */
  words: z.string(),
  till: z.object({ id, code: z.string(), name: z.string() }),
  receiptNumber: z.string().nullable(),
  orderId: id.nullable(),
  eventId: id,
  happenedAt: instant,
  openedAt: instant,
  resolvedAt: instant.nullable(),
  resolvedBy: z.string().nullable(),
  note: z.string().nullable(),
});
export const listReviews = endpoint({
  name: "pos.list_reviews",
  kind: "query",
  method: "GET",
  path: "/v1/till-reviews",
  access: "pos.till.read",
  summary: "What the tills did that somebody should look at, newest first",
  input: z.object({ ...pageInput, open: queryBoolean.optional(), tillId: id.optional() }),
  output: page(Review).extend({ openCount: z.int() }),
});
export const resolveReview = endpoint({
  name: "pos.resolve_review",
  kind: "command",
  method: "POST",
  path: "/v1/till-reviews/:id/resolve",
  access: "pos.review.resolve",
  summary: "Say what was done about a review task; with retry, what could not be booked is tried again first",
  input: z.object({ id, note: text(1000), retry: z.boolean().default(false) }),
  output: z.object({ id, resolved: z.boolean(), words: z.string() }),
});
export const getCashUp = endpoint({
  name: "pos.get_cash_up",
  kind: "query",
  method: "GET",
  path: "/v1/cash-up",
  access: "pos.till.read",
  summary: "A day's money by till and way of paying, with over and short, ready to be compared with bank and slips",
  input: z.object({ on: z.iso.date().optional() }),
  output: z.object({
    on: z.string(),
    currency: z.string(),
    tills: z.array(
      z.object({
        id,
        code: z.string(),
        name: z.string(),
        locationName: z.string(),
        shifts: z.int(),
        openShifts: z.int(),
        report: ReportFigures,
      }),
    ),
    total: ReportFigures,
  }),
});

/** Everything below is what a till itself calls. */
export const pairDevice = endpoint({
  name: "pos.pair_device",
  kind: "command",
  method: "POST",
  path: "/v1/till/pair",
  access: "public",
  rate: "sign_in",
  summary: "Exchange a pairing code for the device's own token",
  status: 201,
  input: z.object({ code: text(20), deviceName: text(80) }),
  output: z.object({ deviceToken: z.string(), deviceId: id, tillId: id, series: z.string() }),
});
export const openTillSession = endpoint({
  name: "pos.open_session",
  kind: "command",
  method: "POST",
  path: "/v1/till/session",
  access: "public",
  summary: "Exchange the device's token for an access token of 15 minutes; tells the server's clock",
  input: z.object({
    deviceToken: text(300),
    waitingEvents: z.int().min(0).default(0),
    /** Those of them that were refused, and why the first one was. */
    stuckEvents: z.int().min(0).default(0),
    stuckWords: text(300).nullable().default(null),
    skewMs: z.int().min(-4e12).max(4e12).default(0),
    appVersion: text(40).optional(),
  }),
  output: z.object({
    accessToken: z.string(),
    expiresInSeconds: z.int(),
    serverAt: instant,
    revoked: z.boolean(),
    /** The highest counter that has arrived of this device. */
    highestCounter: z.int(),
  }),
});
export const recordTillEvent = endpoint({
  name: "pos.record_event",
  kind: "command",
  method: "POST",
  path: "/v1/till/events",
  access: "pos.till.sync",
  summary: "Something that happened at the till; delivered as often as it takes, booked once, never refused",
  input: TillEvent,
  output: z.object({
    id,
    status: z.enum(["booked", "waiting", "held"]),
    /** False when it had arrived before. */
    isNew: z.boolean(),
    reviews: z.array(z.enum(reviewKinds)),
    customerId: id.nullable(),
    serverAt: instant,
  }),
});
export const findReceipt = endpoint({
  name: "pos.find_receipt",
  kind: "query",
  method: "GET",
  path: "/v1/till/receipts",
  access: "pos.till.sync",
  summary: "A receipt of any till, by its number, with what is left to bring back of it",
  input: z.object({ number: text(24) }),
  output: z.object({
    saleId: id,
    receiptNumber: z.string(),
    soldAt: instant,
    customerId: id.nullable(),
    customerName: z.string().nullable(),
    tenders: z.array(z.object({ method: z.string(), amountMinor: z.int() })),
    lines: z.array(
      z.object({
        id,
        skuId: id,
        qty: z.int(),
        returnedQty: z.int(),
        unitPriceMinor: z.int(),
        grossMinor: z.int(),
        discountMinor: z.int(),
        taxableMinor: z.int(),
        taxMinor: z.int(),
        totalMinor: z.int(),
        taxTrace: z.array(z.record(z.string(), z.unknown())),
        description: z.string(),
      }),
    ),
  }),
});
export const ShiftReportFigures = ReportFigures;
export type Till = z.output<typeof Till>;
export type Shift = z.output<typeof Shift>;
export type Review = z.output<typeof Review>;
