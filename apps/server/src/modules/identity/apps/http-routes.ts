import OAuth2Server from "@node-oauth/oauth2-server";
import { keysApi } from "@selvedge/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Actor, Ctx, Runtime } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { metaOf } from "../../../platform/http/operations.ts";
import { publicOrigin } from "../../../platform/links.ts";
import { inTransaction } from "../../../platform/runner.ts";
import { ACCESS_SECONDS } from "../keys.ts";
import { hashOf } from "../sessions/session.ts";
import { causeOf } from "./app-request.ts";
import { identifyApp, isAppToken, readAppToken } from "./app-tokens.ts";
import { tenantOfClientId } from "./client-id.ts";
import { type Client, findProvenApp } from "./find-app.ts";
import { endGrants } from "./live-grants.ts";
import { REFRESH_DAYS, tokenModel } from "./token-model.ts";

const hidden = { schema: { hide: true } as never };
/** Programs prove themselves in what they send; until then their calls are counted by address. */
const ofPrograms = { ...hidden, config: { isPublic: true } };

/** An app speaks for itself here; what it may do is decided by what it proves. */
const anApp: Actor = { type: "system", id: null, permissions: new Set() };

/**
 * What apps call that speaks OAuth and not our JSON: tokens, their revocation (RFC 7009), introspection (RFC 7662), and the
 * metadata by which a program finds all of it (RFC 8414). Errors are OAuth's.
 */
export function mountOAuthRoutes(app: FastifyInstance, runtime: Runtime): void {
  app.get("/.well-known/oauth-authorization-server", hidden, async (_request, reply) => {
    reply.header("cache-control", "public, max-age=300");
    return metadata();
  });
  void app.register(async (scope) => {
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: 16_384 },
      (_, body, done) => done(null, readForm(body as string)),
    );
    scope.addHook("onSend", async (_request, reply) => {
      reply.header("cache-control", "no-store").header("pragma", "no-cache");
    });
    scope.post("/oauth/token", ofPrograms, (request, reply) => answer(request, reply, runtime, issueTokens));
    scope.post("/oauth/revoke", ofPrograms, (request, reply) => answer(request, reply, runtime, proven(revoke)));
    scope.post("/oauth/introspect", ofPrograms, (request, reply) =>
      answer(request, reply, runtime, proven(introspect)),
    );
  });
}

function metadata() {
  const origin = publicOrigin();
  const clientProof = ["client_secret_basic", "client_secret_post"];
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/oauth/token`,
    revocation_endpoint: `${origin}/oauth/revoke`,
    introspection_endpoint: `${origin}/oauth/introspect`,
    jwks_uri: `${origin}/.well-known/jwks.json`,
    scopes_supported: keysApi.programScopes,
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: [...clientProof, "none"],
    revocation_endpoint_auth_methods_supported: [...clientProof, "none"],
    introspection_endpoint_auth_methods_supported: clientProof,
    authorization_response_iss_parameter_supported: true,
    service_documentation: `${origin}/docs`,
  };
}

type Form = Record<string, string>;

/** A form's fields; one that is given twice makes the whole unusable (RFC 6749, 3.2). */
function readForm(body: string): Form | null {
  const form = new URLSearchParams(body);
  const names = [...form.keys()];
  return new Set(names).size < names.length
    ? null
    : Object.assign(Object.create(null) as Form, Object.fromEntries(form));
}

interface Answer {
  status: number;
  body: object;
  headers?: Record<string, string>;
}

const refusal = (status: number, error: string, description: string): Answer => ({
  status,
  body: { error, error_description: description },
});

type Work = (ctx: Ctx, form: Form, request: FastifyRequest) => Promise<Answer>;

/** Opens the app's business, does the work there and answers in OAuth's words; what was recorded is committed in any case. */
async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  runtime: Runtime,
  work: Work,
): Promise<FastifyReply> {
  const { status, body, headers } = await outcomeOf(request, runtime, work);
  return reply
    .headers(headers ?? {})
    .status(status)
    .send(body);
}

async function outcomeOf(request: FastifyRequest, runtime: Runtime, work: Work): Promise<Answer> {
  const form = request.body as Form | null | undefined;
  if (!form || !request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded"))
    return refusal(400, "invalid_request", "Send a form (application/x-www-form-urlencoded) with each field once.");
  const tenantId = tenantOfClientId(credentialsOf(request, form).clientId);
  if (!tenantId) return unknownApp(request);
  const call = { tenantId, actor: anApp, requestId: request.id, request: metaOf(request) };
  try {
    return await inTransaction(runtime, call, { name: `identity.oauth ${request.routeOptions.url}` }, (ctx) =>
      work(ctx, form, request),
    );
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "busy") throw error;
    return refusal(503, "temporarily_unavailable", error.message);
  }
}

/** Who an app says it is: by HTTP Basic, or in the form. */
function credentialsOf(
  request: FastifyRequest,
  form: Form,
): { clientId?: string | undefined; secret?: string | undefined } {
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (!basic) return { clientId: form["client_id"], secret: form["client_secret"] };
  const [clientId, secret] = Buffer.from(basic, "base64").toString().split(":");
  return { clientId, secret };
}

function unknownApp(request: FastifyRequest): Answer {
  const headers: Record<string, string> = request.headers.authorization
    ? { "www-authenticate": 'Basic realm="Selvedge"' }
    : {};
  return { ...refusal(401, "invalid_client", "No such app, or its secret is not right."), headers };
}

const issueTokens: Work = async (ctx, form, request) => {
  const server = new OAuth2Server({
    model: tokenModel(ctx) as never,
    accessTokenLifetime: ACCESS_SECONDS,
    refreshTokenLifetime: REFRESH_DAYS * 86_400,
    // Whether an app needs a secret is known of each app, and asked by the model.
    requireClientAuthentication: { authorization_code: false, refresh_token: false },
  });
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const response = new OAuth2Server.Response();
  try {
    await server.token(new OAuth2Server.Request({ method: "POST", headers, query: {}, body: form }), response);
  } catch (error) {
    if (!(error instanceof OAuth2Server.OAuthError) || error.name === "server_error") throw causeOf(error);
    if (error.name === "invalid_client") return unknownApp(request);
    return refusal(400, error.name, error.message);
  }
  return { status: 200, body: response.body as object };
};

/** For calls about a token: only the app that it was issued to learns or changes anything of it. */
function proven(work: (ctx: Ctx, app: Client, token: string) => Promise<object>): Work {
  return async (ctx, form, request) => {
    const { clientId, secret } = credentialsOf(request, form);
    const app = await findProvenApp(ctx, clientId ?? "", secret);
    if (!app) return unknownApp(request);
    if (!form["token"]) return refusal(400, "invalid_request", "Missing parameter: `token`");
    return { status: 200, body: await work(ctx, app, form["token"]) };
  };
}

interface KnownToken {
  grantId: string;
  scopes: string[];
  issuedAt: Date;
  expiresAt: Date;
}

/** A token of this app, of either kind; null for anything else. */
async function findToken(ctx: Ctx, app: Client, token: string): Promise<KnownToken | null> {
  if (isAppToken(token)) {
    const claims = await readAppToken(token);
    return claims?.clientId === app.id ? claims : null;
  }
  const [row] = await ctx.sql<KnownToken[]>`
    select x.grant_id as "grantId", x.scopes, x.issued_at as "issuedAt", x.expires_at as "expiresAt"
    from oauth_refresh_token x join oauth_grant g on g.tenant_id = x.tenant_id and g.id = x.grant_id
    where x.tenant_id = ${ctx.tenantId} and x.token_hash = ${hashOf(token)} and x.used_at is null and g.app_id = ${app.appId}`;
  return row ?? null;
}

/** Revoking either token of a grant ends both. What is not known is as good as revoked (RFC 7009, 2.2). */
async function revoke(ctx: Ctx, app: Client, token: string): Promise<object> {
  const known = await findToken(ctx, app, token);
  if (known) await endGrants(ctx, { id: known.grantId }, "revoked_by_app");
  return {};
}

async function introspect(ctx: Ctx, app: Client, token: string): Promise<object> {
  const known = app.secretHash === null ? null : await findToken(ctx, app, token);
  if (!known || known.expiresAt <= ctx.now) return { active: false };
  const actor = await identifyApp(ctx, known.grantId, known.scopes).catch(() => null);
  if (!actor) return { active: false };
  return {
    active: true,
    scope: [...actor.permissions].join(" "),
    client_id: app.id,
    sub: actor.actsFor,
    iss: publicOrigin(),
    iat: Math.floor(known.issuedAt.getTime() / 1000),
    exp: Math.floor(known.expiresAt.getTime() / 1000),
  };
}
