import { z } from "zod";
import { businessDate, id, instant, nothing, page, pageInput, text } from "./common.ts";
import { endpoint } from "./endpoint.ts";

/** What the trail is searched by; all of it may be combined. */
const eventFilters = {
  entityId: id.optional().describe("Only what happened to this record"),
  entityType: text(60).optional(),
  type: text(80).optional().describe("Only this kind, such as sales.order_placed"),
  actorId: id.optional().describe("Only what this person or key did"),
  actorType: z.enum(["user", "system", "api_key", "app", "device", "shopper"]).optional(),
  requestId: text(100).optional().describe("Only what one request did"),
  from: businessDate.optional().describe("First day, in the business's time zone"),
  to: businessDate.optional().describe("Last day, in the business's time zone"),
};
export const EventFilter = z.object({ q: pageInput.q, ...eventFilters });

export const AuditEvent = z.object({
  id: z.string(),
  type: z.string(),
  entityType: z.string(),
  entityId: id,
  entityName: z.string().nullable().describe("What a person calls the record, when it still exists"),
  before: z.unknown(),
  after: z.unknown(),
  actorType: z.string(),
  actorId: id.nullable(),
  actorName: z.string().nullable(),
  requestId: z.string(),
  at: instant,
});
export const listEvents = endpoint({
  name: "audit.list_events",
  kind: "query",
  method: "GET",
  path: "/v1/events",
  access: "audit.event.read",
  summary: "The audit trail, newest first; by record, person, kind and time",
  input: z.object({ ...pageInput, ...eventFilters }),
  output: page(AuditEvent),
});
export const getEvent = endpoint({
  name: "audit.get_event",
  kind: "query",
  method: "GET",
  path: "/v1/events/:id",
  access: "audit.event.read",
  summary: "One entry of the trail, with the names of every record that it mentions",
  input: z.object({ id: text(40).describe("The number of an entry") }),
  output: AuditEvent.extend({
    names: z.record(z.string(), z.string()).describe("Ids in before and after, and what they are called"),
    personalPartsRemoved: z.boolean(),
  }),
});
export const getEventFilters = endpoint({
  name: "audit.get_event_filters",
  kind: "query",
  method: "GET",
  path: "/v1/audit/filters",
  access: "audit.event.read",
  summary: "The kinds and the people that occur in the trail",
  input: nothing,
  output: z.object({
    types: z.array(z.string()),
    actors: z.array(z.object({ id, name: z.string() })),
  }),
});

export const finding = z.object({
  kind: z.enum(["edited", "deleted", "inserted", "link_broken", "head_differs", "erasure_differs"]),
  day: businessDate.nullable(),
  seal: z.int().nullable(),
  message: z.string(),
});
export const AuditCheck = z.object({
  id,
  status: z.enum(["running", "done", "failed"]),
  sealCount: z.int(),
  sealsChecked: z.int(),
  eventsChecked: z.int(),
  findings: z.array(finding),
  failure: z.string().nullable(),
  startedAt: instant,
  finishedAt: instant.nullable(),
});
export const listSealedDays = endpoint({
  name: "audit.list_sealed_days",
  kind: "query",
  method: "GET",
  path: "/v1/audit/days",
  access: "audit.event.read",
  summary: "The days of the hash chain, newest first, each with its closing hash, and the newest check of it",
  input: z.object({ cursor: pageInput.cursor, limit: pageInput.limit }),
  output: page(
    z.object({ day: businessDate, events: z.int(), seals: z.int(), hash: z.string(), lastSealedAt: instant }),
  ).extend({ unsealedEvents: z.int(), newestCheck: AuditCheck.nullable() }),
});
export const startCheck = endpoint({
  name: "audit.start_check",
  kind: "command",
  method: "POST",
  path: "/v1/audit/checks",
  access: "audit.event.read",
  summary: "Check the whole hash chain against the trail, as a job; poll its progress",
  status: 201,
  input: z.object({
    expect: z
      .array(z.object({ day: businessDate, hash: z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits") }))
      .max(400)
      .default([])
      .describe("Closing hashes of days that were kept elsewhere"),
  }),
  output: AuditCheck,
});
export const getCheck = endpoint({
  name: "audit.get_check",
  kind: "query",
  method: "GET",
  path: "/v1/audit/checks/:id",
  access: "audit.event.read",
  summary: "A check of the chain: how far it is and what it found",
  input: z.object({ id }),
  output: AuditCheck,
});
