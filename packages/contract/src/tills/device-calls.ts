import { z } from "zod";
import { id, instant, text } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { reviewKinds, TillEvent } from "./events.ts";

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
