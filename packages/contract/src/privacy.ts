import { z } from "zod";
import { id, instant, nothing, page, pageInput, text } from "./common.ts";
import { endpoint } from "./endpoint.ts";

export const personKinds = ["customer", "user"] as const;
const personKind = z.enum(personKinds).describe("A customer (or supplier, contact) or somebody who signs in");
export const PersonFound = z.object({
  kind: personKind,
  id,
  name: z.string(),
  email: z.string().nullable(),
  held: z.boolean().describe("Under legal hold: nothing of theirs is erased"),
});
export const findPeople = endpoint({
  name: "privacy.find_people",
  kind: "query",
  method: "GET",
  path: "/v1/privacy/people",
  access: "privacy.person.export",
  summary: "People by name or e-mail, customers and users alike",
  input: z.object({ q: z.string().trim().max(100).default("") }),
  output: z.object({ items: z.array(PersonFound) }),
});
export const getPersonData = endpoint({
  name: "privacy.get_person_data",
  kind: "query",
  method: "GET",
  path: "/v1/privacy/people/:kind/:id",
  access: "privacy.person.export",
  summary: "All data of a person, table by table; as a ZIP at …/data.zip",
  input: z.object({ kind: personKind, id }),
  output: z.object({
    person: PersonFound,
    exportedAt: instant,
    tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  }),
});

export const Erasure = z.object({
  id,
  personKind,
  personId: id,
  status: z.enum(["running", "done", "failed"]),
  reason: z.string(),
  requestedBy: z.string().nullable(),
  requestedAt: instant,
  finishedAt: instant.nullable(),
  failure: z.string().nullable(),
  changedRows: z.record(z.string(), z.int()).describe("Rows whose personal parts were replaced or removed, by table"),
  redactedEvents: z.int(),
});
export const erasePerson = endpoint({
  name: "privacy.erase_person",
  kind: "command",
  method: "POST",
  path: "/v1/privacy/erasures",
  access: "privacy.person.erase",
  summary: "Erase a person: personal parts are replaced everywhere, facts of the books stay. Cannot be undone",
  status: 201,
  input: z.object({ kind: personKind, id, reason: text(500) }),
  output: Erasure,
});
export const listErasures = endpoint({
  name: "privacy.list_erasures",
  kind: "query",
  method: "GET",
  path: "/v1/privacy/erasures",
  access: "privacy.person.erase",
  summary: "Erasures, newest first",
  input: z.object({ cursor: pageInput.cursor, limit: pageInput.limit }),
  output: page(Erasure),
});

export const Hold = z.object({
  id,
  personKind,
  personId: id,
  personName: z.string().nullable(),
  reason: z.string(),
  placedAt: instant,
  releasedAt: instant.nullable(),
});
export const placeHold = endpoint({
  name: "privacy.place_hold",
  kind: "command",
  method: "POST",
  path: "/v1/privacy/holds",
  access: "privacy.rule.change",
  summary: "Put a person under legal hold: neither erasure nor retention touches them",
  status: 201,
  input: z.object({ kind: personKind, id, reason: text(500) }),
  output: Hold,
});
export const releaseHold = endpoint({
  name: "privacy.release_hold",
  kind: "command",
  method: "POST",
  path: "/v1/privacy/holds/:id/release",
  access: "privacy.rule.change",
  summary: "End a legal hold",
  input: z.object({ id }),
  output: Hold,
});
export const listHolds = endpoint({
  name: "privacy.list_holds",
  kind: "query",
  method: "GET",
  path: "/v1/privacy/holds",
  access: "privacy.rule.change",
  summary: "Legal holds in force",
  input: nothing,
  output: z.object({ items: z.array(Hold) }),
});

/** Classes of data that may be let go after a time. The books and the trail are none: the law says how long they stay. */
export const dataClasses = ["mails", "sessions", "import_files", "request_answers", "idle_customers"] as const;
export const RetentionRule = z.object({
  dataClass: z.enum(dataClasses),
  keepDays: z.int().min(1).max(36_500).nullable().describe("null keeps it for ever"),
});
export const getRetention = endpoint({
  name: "privacy.get_retention",
  kind: "query",
  method: "GET",
  path: "/v1/privacy/retention",
  access: "privacy.rule.change",
  summary: "How long each class of data is kept, and how much would go today",
  input: nothing,
  output: z.object({ rules: z.array(RetentionRule.extend({ due: z.int() })) }),
});
export const setRetention = endpoint({
  name: "privacy.set_retention",
  kind: "command",
  method: "PUT",
  path: "/v1/privacy/retention",
  access: "privacy.rule.change",
  summary: "Say how long each class of data is kept; applied every night",
  input: z.object({ rules: z.array(RetentionRule).min(1).max(dataClasses.length) }),
  output: z.object({ rules: z.array(RetentionRule.extend({ due: z.int() })) }),
});
