import { z } from "zod";
import { Limits } from "./access.ts";
import { id, instant, nothing, page, pageInput, text, version } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { type Permission, permissions } from "./permissions.ts";

/** What no program is given: to make others like itself, to approve as a person does, and a till's own door. */
const forPeopleOnly: readonly Permission[] = [
  "identity.key.change",
  "identity.app.change",
  "identity.approval.give",
  "pos.till.sync",
];
/** What a key or an app may be given: permissions, called scopes there. */
export const programScopes = permissions.filter((p) => !forPeopleOnly.includes(p));
export const programScope = z.enum(programScopes as [Permission, ...Permission[]]);
const scopes = z
  .array(programScope)
  .min(1)
  .max(programScopes.length)
  .transform((list) => [...new Set(list)]);

const requestsPerMinute = z.int().min(1).max(60_000);
const maker = z.object({ id, name: z.string() }).nullable();

export const ApiKey = z.object({
  id,
  name: z.string(),
  prefix: z.string().describe("The first characters of the key, by which it is known"),
  scopes: z.array(z.string()),
  limits: Limits.nullable(),
  requestsPerMinute: z.int(),
  status: z
    .enum(["active", "stopped", "expired", "revoked"])
    .describe("Stopped: whoever made it is not active any more; it works again once somebody rotates it"),
  createdBy: maker,
  createdAt: instant,
  expiresAt: instant.nullable(),
  revokedAt: instant.nullable(),
  replacedById: id.nullable().describe("The key that took its place; this one works until it expires"),
  lastUsedAt: instant.nullable().describe("Within a minute"),
  lastAddress: z.string().nullable(),
  requests: z.int(),
  version: z.int(),
});
export type ApiKey = z.input<typeof ApiKey>;

const MadeKey = z.object({
  key: ApiKey,
  secret: z.string().nullable().describe("The key itself, this once; null when the request is repeated"),
});
const expiry = instant.nullable().optional().describe("When it stops working; null: never");

export const listApiKeys = endpoint({
  name: "identity.list_api_keys",
  kind: "query",
  method: "GET",
  path: "/v1/api-keys",
  access: "identity.key.read",
  summary: "Keys of other programs, newest first",
  input: z.object(pageInput),
  output: page(ApiKey),
});
export const createApiKey = endpoint({
  name: "identity.create_api_key",
  kind: "command",
  method: "POST",
  path: "/v1/api-keys",
  access: "identity.key.change",
  summary: "Make a key for another program; it never may do more than its maker. The key is shown this once",
  status: 201,
  input: z.object({
    name: text(100),
    scopes,
    limits: Limits.nullable().default(null),
    requestsPerMinute: requestsPerMinute.default(600),
    expiresAt: expiry,
  }),
  output: MadeKey,
});
export const changeApiKey = endpoint({
  name: "identity.change_api_key",
  kind: "command",
  method: "PATCH",
  path: "/v1/api-keys/:id",
  access: "identity.key.change",
  summary: "Change a key's name, or how often it may call",
  input: z.object({ id, name: text(100).optional(), requestsPerMinute: requestsPerMinute.optional(), version }),
  output: ApiKey,
});
export const rotateApiKey = endpoint({
  name: "identity.rotate_api_key",
  kind: "command",
  method: "POST",
  path: "/v1/api-keys/:id/rotate",
  access: "identity.key.change",
  summary: "Make a key that takes this one's place; the old one works on until the time you say",
  status: 201,
  input: z.object({
    id,
    oldWorksUntil: instant.optional().describe("At most 30 days ahead; at once when left out"),
    expiresAt: expiry,
  }),
  output: MadeKey,
});
export const revokeApiKey = endpoint({
  name: "identity.revoke_api_key",
  kind: "command",
  method: "DELETE",
  path: "/v1/api-keys/:id",
  access: "identity.key.change",
  summary: "Have a key stop working now",
  input: z.object({ id }),
  output: nothing,
});
