import { z } from "zod";
import { programScope, programScopes } from "./api-keys.ts";
import { id, instant, nothing, page, pageInput, text, version } from "./common.ts";
import { endpoint } from "./endpoint.ts";

const scopes = z
  .array(programScope)
  .min(1)
  .max(programScopes.length)
  .transform((list) => [...new Set(list)]);

/** `https://` anywhere, `http://` on the person's own machine, or an app's own scheme (`com.example.app:/back`, RFC 8252). */
const redirectUri = z
  .string()
  .trim()
  .max(400)
  .regex(
    /^(https:\/\/[^\s/?#@]+(\/[^\s?#]*)?|http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d{1,5})?(\/[^\s?#]*)?|[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:\/[^\s?#]*)$/i,
    "An https address without ? and #; http only for localhost; or your app's own scheme, such as com.example.app:/back",
  );

export const App = z.object({
  id,
  clientId: z.string(),
  name: z.string(),
  website: z.string().nullable(),
  redirectUris: z.array(z.string()),
  confidential: z.boolean().describe("It keeps a secret; others prove themselves by PKCE alone"),
  scopes: z.array(z.string()).describe("What it may ask people for"),
  status: z.enum(["active", "disabled"]),
  people: z.int().describe("How many people it is connected for"),
  createdBy: z.string().nullable(),
  createdAt: instant,
  version: z.int(),
});
export type App = z.output<typeof App>;

const AppWithSecret = z.object({
  app: App,
  secret: z
    .string()
    .nullable()
    .describe("Shown this once; null for an app without one and when the request is repeated"),
});
const details = {
  name: text(100),
  website: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .nullable(),
  redirectUris: z.array(redirectUri).min(1).max(10).describe("Where people come back to, exactly"),
  scopes,
};

export const listApps = endpoint({
  name: "identity.list_apps",
  kind: "query",
  method: "GET",
  path: "/v1/apps",
  access: "identity.app.read",
  summary: "Apps that may ask people of the business for access, newest first",
  input: z.object(pageInput),
  output: page(App),
});
export const registerApp = endpoint({
  name: "identity.register_app",
  kind: "command",
  method: "POST",
  path: "/v1/apps",
  access: "identity.app.change",
  summary: "Register an app (OAuth 2.1); its secret is shown this once",
  status: 201,
  input: z.object({
    ...details,
    website: details.website.default(null),
    confidential: z.boolean().default(true).describe("False for apps on phones and in browsers, which keep no secret"),
  }),
  output: AppWithSecret,
});
export const changeApp = endpoint({
  name: "identity.change_app",
  kind: "command",
  method: "PATCH",
  path: "/v1/apps/:id",
  access: "identity.app.change",
  summary: "Change an app; one that is disabled can do nothing from its next request on",
  input: z.object({
    id,
    name: details.name.optional(),
    website: details.website.optional(),
    redirectUris: details.redirectUris.optional(),
    scopes: details.scopes.optional(),
    status: z.enum(["active", "disabled"]).optional(),
    version,
  }),
  output: App,
});
export const rotateAppSecret = endpoint({
  name: "identity.rotate_app_secret",
  kind: "command",
  method: "POST",
  path: "/v1/apps/:id/secret",
  access: "identity.app.change",
  summary: "Give an app a new secret; the old one is worth nothing from now on",
  input: z.object({ id }),
  output: AppWithSecret,
});

const ConnectedPerson = z.object({
  id: id.describe("Of this connection: one consent"),
  userId: id,
  userName: z.string(),
  scopes: z.array(z.string()),
  allowedAt: instant,
  lastUsedOn: z.string().nullable(),
  expiresAt: instant,
});
export const listAppPeople = endpoint({
  name: "identity.list_app_people",
  kind: "query",
  method: "GET",
  path: "/v1/apps/:id/people",
  access: "identity.app.read",
  summary: "For whom an app is connected, and what each allowed it",
  input: z.object({ id, cursor: pageInput.cursor, limit: pageInput.limit }),
  output: page(ConnectedPerson),
});
export const endConnection = endpoint({
  name: "identity.end_connection",
  kind: "command",
  method: "DELETE",
  path: "/v1/app-connections/:id",
  access: "identity.app.change",
  summary: "End an app's access for one person, at once",
  input: z.object({ id }),
  output: nothing,
});

export const listMyApps = endpoint({
  name: "identity.list_my_apps",
  kind: "query",
  method: "GET",
  path: "/v1/me/apps",
  access: "signed_in",
  summary: "Apps that you allowed to act for you",
  input: nothing,
  output: z.object({
    items: z.array(
      z.object({
        appId: id,
        name: z.string(),
        website: z.string().nullable(),
        scopes: z.array(z.string()),
        allowedAt: instant,
        lastUsedOn: z.string().nullable(),
      }),
    ),
  }),
});
export const disconnectApp = endpoint({
  name: "identity.disconnect_app",
  kind: "command",
  method: "DELETE",
  path: "/v1/me/apps/:id",
  access: "signed_in",
  summary: "Take back what you allowed an app, on all its devices, at once",
  input: z.object({ id }),
  output: nothing,
});

/** An authorisation request (OAuth 2.1, RFC 7636) as it stands in the address that an app sends a person to. */
const authorisationRequest = {
  response_type: z.string().max(40).optional(),
  client_id: z.string().max(100),
  redirect_uri: z.string().max(400),
  scope: z.string().max(4000).optional(),
  state: z.string().max(1000).optional(),
  code_challenge: z.string().max(200).optional(),
  code_challenge_method: z.string().max(40).optional(),
};
export const readAppRequest = endpoint({
  name: "identity.read_app_request",
  kind: "query",
  method: "GET",
  path: "/v1/me/app-request",
  access: "signed_in",
  summary: "What an app asks you for, checked; for the consent page",
  input: z.object(authorisationRequest),
  output: z.object({
    app: z.object({ name: z.string(), website: z.string().nullable(), registeredAt: instant }),
    business: z.string(),
    scopes: z.array(z.object({ scope: z.string(), held: z.boolean().describe("Whether you may do this yourself") })),
    returnsTo: z.string().describe("Where the answer goes"),
    refusal: z
      .object({ message: z.string(), redirectTo: z.string() })
      .nullable()
      .describe("The app asked in a way that cannot be allowed; it is told so at this address"),
  }),
});
export const answerAppRequest = endpoint({
  name: "identity.answer_app_request",
  kind: "command",
  method: "POST",
  path: "/v1/me/app-request",
  access: "signed_in",
  summary: "Allow or refuse what an app asks; the answer is the address to go back to it by",
  input: z.object({ ...authorisationRequest, allow: z.boolean() }),
  output: z.object({ redirectTo: z.string() }),
});
