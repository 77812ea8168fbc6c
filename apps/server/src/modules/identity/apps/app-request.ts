import OAuth2Server from "@node-oauth/oauth2-server";
import { appsApi, type ParsedInputOf } from "@selvedge/contract";
import { type Ctx, may } from "../../../platform/context.ts";
import { AppError, fieldError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { publicOrigin } from "../../../platform/links.ts";
import { command, query } from "../../../platform/runner.ts";
import { assertUser, type OwnAccount } from "../accounts/own-security.ts";
import { hashOf, newSecretOf } from "../sessions/session.ts";
import { type Client, findApp } from "./find-app.ts";

/** An app redeems its code at once; so long a stolen one is good for anything. */
const CODE_SECONDS = 60;

type Request = ParsedInputOf<typeof appsApi.readAppRequest>;

/** What is wrong with a request, in OAuth's own words for programs and in ours for the person. */
interface Refusal {
  error: string;
  message: string;
}

const asked = (request: Request) => [...new Set((request.scope ?? "").split(" ").filter(Boolean))];

/**
 * The app that asks, as far as it may be answered at all.
 * @throws validation_failed when it is not known here, or would have the answer sent elsewhere: nobody is sent there
 */
async function getAskingApp(ctx: Ctx, request: Request): Promise<Client> {
  const app = await findApp(ctx, request.client_id);
  if (!app)
    throw fieldError("client_id", `${ctx.tenant.name} knows no such app; it may be registered at another business.`);
  if (!app.redirectUris.includes(request.redirect_uri))
    throw fieldError("redirect_uri", `${app.name} wants the answer at an address that is not registered for it.`);
  return app;
}

/** Why a request cannot be allowed; null when it can. PKCE is asked of every app, by S256 alone. */
function refusalOf(ctx: Ctx, app: Client, request: Request): Refusal | null {
  if (request.response_type !== "code")
    return { error: "unsupported_response_type", message: "Only the response type `code` is given." };
  if (request.code_challenge_method !== "S256" || !/^[\w-]{43}$/.test(request.code_challenge ?? ""))
    return { error: "invalid_request", message: "The app has to send a PKCE code challenge by the method S256." };
  const scopes = asked(request);
  const strange = scopes.filter((scope) => !app.scopes.includes(scope));
  if (scopes.length === 0) return { error: "invalid_scope", message: "The app does not say what it wants to do." };
  if (strange.length > 0)
    return { error: "invalid_scope", message: "The app asks for more than it is registered for." };
  if (!scopes.some((scope) => may(ctx.actor, scope)))
    return { error: "access_denied", message: "The app asks for nothing that you may do yourself." };
  return null;
}

function addressOf(request: Request, answer: Record<string, string>): string {
  const address = new URL(request.redirect_uri);
  for (const [name, value] of Object.entries(answer)) address.searchParams.set(name, value);
  if (request.state !== undefined) address.searchParams.set("state", request.state);
  address.searchParams.set("iss", publicOrigin());
  return address.href;
}

const refusedAddress = (request: Request, { error, message }: Refusal) =>
  addressOf(request, { error, error_description: message });

/** Only a person at a screen is asked, and only they answer. */
async function assertPersonAsked(ctx: Ctx): Promise<OwnAccount> {
  if (!ctx.actor.sessionId) throw new AppError("not_permitted", "Only a person who is signed in can allow an app.");
  return assertUser(ctx);
}

export const readAppRequest = query(appsApi.readAppRequest, async (ctx, request) => {
  if (ctx.actor.type !== "user")
    throw new AppError("not_permitted", "Only a person who is signed in can allow an app.");
  const app = await getAskingApp(ctx, request);
  const refusal = refusalOf(ctx, app, request);
  return {
    app: { name: app.name, website: app.website, registeredAt: app.registeredAt.toISOString() },
    business: ctx.tenant.name,
    scopes: asked(request)
      .filter((scope) => app.scopes.includes(scope))
      .map((scope) => ({ scope, held: may(ctx.actor, scope) })),
    returnsTo: request.redirect_uri,
    refusal: refusal && { message: refusal.message, redirectTo: refusedAddress(request, refusal) },
  };
});

/** Records the person's answer; an allowed app is given a code, by the OAuth library. */
export const answerAppRequest = command(
  appsApi.answerAppRequest,
  async (ctx, { allow, ...request }) => {
    const user = await assertPersonAsked(ctx);
    const app = await getAskingApp(ctx, request);
    const refusal = refusalOf(ctx, app, request);
    if (refusal) return { redirectTo: refusedAddress(request, refusal) };
    const scopes = asked(request).filter((scope) => may(ctx.actor, scope));
    const response = new OAuth2Server.Response();
    const server = new OAuth2Server({ model: consentModel(ctx, app, user, scopes) as never });
    await server
      .authorize(
        new OAuth2Server.Request({
          method: "POST",
          headers: {},
          query: {},
          body: { ...request, allowed: String(allow) },
        }),
        response,
        { authenticateHandler: { handle: () => user }, authorizationCodeLifetime: CODE_SECONDS, allowEmptyState: true },
      )
      .catch((error: unknown) => {
        if (!(error instanceof OAuth2Server.OAuthError) || error.name === "server_error") throw causeOf(error);
      });
    const address = new URL(String(response.get("location")));
    address.searchParams.set("iss", publicOrigin());
    return { redirectTo: address.href };
  },
  // The code is good for a minute and once: nothing that a repeat should be given.
  { remembered: () => ({ redirectTo: "" }) },
);

/** What the library hides behind an error of its own. */
export function causeOf(error: unknown): unknown {
  return (error as { inner?: unknown }).inner ?? error;
}

/** What the library asks of us to give a code; the grant is made with it, for what the person holds of what was asked. */
function consentModel(ctx: Ctx, app: Client, user: OwnAccount, scopes: readonly string[]) {
  const { sql, tenantId, now } = ctx;
  return {
    getClient: async () => app,
    validateScope: async () => scopes,
    generateAuthorizationCode: async () => newSecretOf(tenantId),
    async saveAuthorizationCode(code: OAuth2Server.AuthorizationCode) {
      const id = newId();
      const expiresAt = new Date(now.getTime() + CODE_SECONDS * 1000);
      await sql`
        insert into oauth_grant (tenant_id, id, app_id, user_id, name, scopes, created_at, expires_at)
        values (${tenantId}, ${id}, ${app.appId}, ${user.id}, ${`${app.name} for ${user.name}`}, ${[...scopes]}, ${now},
                ${now}::timestamptz + interval '180 days')`;
      await sql`
        insert into oauth_code (tenant_id, code_hash, grant_id, scopes, redirect_uri, code_challenge, expires_at)
        values (${tenantId}, ${hashOf(code.authorizationCode)}, ${id}, ${[...scopes]}, ${code.redirectUri}, ${code.codeChallenge!}, ${expiresAt})`;
      ctx.emit({
        type: "identity.app_allowed",
        entityType: "oauth_grant",
        entityId: id,
        after: { appId: app.appId, userId: user.id, scopes },
      });
      return { ...code, client: app, user };
    },
  };
}
