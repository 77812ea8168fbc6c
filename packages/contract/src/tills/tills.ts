import { z } from "zod";
import { created, id, instant, nothing, text, version } from "../common.ts";
import { endpoint } from "../endpoint.ts";

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

export type Till = z.output<typeof Till>;
