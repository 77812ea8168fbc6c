import { createHash, randomBytes } from "node:crypto";
import type { OutputOf, tenancyApi } from "@selvedge/contract";
import { readBranding } from "../../../platform/branding.ts";
import type { Ctx } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { isId, newId } from "../../../platform/ids.ts";
import { pictureUrl } from "../../../platform/pictures.ts";
import type { Call, ReplyHead } from "../../../platform/runner.ts";
import { languageOf } from "../../../platform/words/in-language.ts";
import { accessOfUser } from "../access/access-of-user.ts";
import { ACCESS_SECONDS, signAccessToken } from "../keys.ts";
import { lacksSecondFactor } from "../second-factor/required.ts";

const REFRESH_COOKIE = "selvedge_refresh";
const REFRESH_PATH = "/v1/auth";
export const REFRESH_DAYS = 7;

type SessionView = OutputOf<typeof tenancyApi.signIn>;
/** A session on its way out: the refresh token leaves it as a cookie (see `sendSession`). */
export type OpenedSession = SessionView & { refreshToken?: string };
export type SignInMethod = "password" | "second_factor" | "passkey" | "provider" | "invitation" | "reset";

export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** A secret that names its tenant: `<tenant>.<random>`; what it is worth is decided inside that tenant's wall. */
export function newSecretOf(tenantId: string): string {
  return `${tenantId}.${randomBytes(32).toString("base64url")}`;
}

/** The tenant a secret says it is of. @throws the error given when it is none */
export function tenantOfSecret(secret: string | undefined, otherwise: AppError): string {
  const tenantId = secret?.split(".")[0] ?? "";
  if (!isId(tenantId)) throw otherwise;
  return tenantId;
}

/**
 * The refresh cookie of a request. It is SameSite=Strict, and a browser that says that another site asks is refused too.
 * @throws not_signed_in
 */
export function refreshCookieOf(call: Call): { tenantId: string; token: string } {
  if (call.request?.headers["sec-fetch-site"] === "cross-site") {
    throw new AppError("not_permitted", "Another site cannot ask for this.");
  }
  const token = call.request?.cookies[REFRESH_COOKIE];
  return { tenantId: tenantOfSecret(token, new AppError("not_signed_in")), token: token! };
}

export function clearRefreshCookie(head: ReplyHead): void {
  head.clearCookie(REFRESH_COOKIE, { path: REFRESH_PATH });
}

/** The refresh token leaves as a cookie that scripts cannot read; the rest is the body. */
export function sendSession(session: OpenedSession, head: ReplyHead): OpenedSession {
  const { refreshToken, ...body } = session;
  if (refreshToken)
    head.setCookie(REFRESH_COOKIE, refreshToken, { maxAgeSeconds: REFRESH_DAYS * 86_400, path: REFRESH_PATH });
  return body;
}

export interface UserRow {
  id: string;
  name: string;
  email: string;
  status: string;
  emailVerified: boolean;
  avatarFileId: string | null;
  roles: string[];
  permissions: string[];
}

/** A user with the roles and permissions held now. */
export async function findUser(ctx: Ctx, userId: string): Promise<UserRow | null> {
  const [[row], access] = await Promise.all([
    ctx.sql<Omit<UserRow, "roles" | "permissions">[]>`
      select id, name, email, status, email_verified_at is not null as "emailVerified", avatar_file_id as "avatarFileId"
      from user_account where tenant_id = ${ctx.tenantId} and id = ${userId}`,
    accessOfUser(ctx, userId),
  ]);
  if (!row || !access) return null;
  return { ...row, roles: access.assignments.map((a) => a.role), permissions: [...access.effective.keys()] };
}

/** @param providerSecondStep whether this session began by a provider's second step, which is then enough */
export async function viewOf(
  ctx: Ctx,
  user: UserRow,
  providerSecondStep: boolean,
): Promise<Omit<SessionView, "accessToken" | "expiresInSeconds">> {
  const { id, slug, name, currency, locale, timeZone, country } = ctx.tenant;
  const { accent, logoUrl } = readBranding(ctx);
  const mustAddSecondFactor = !providerSecondStep && (await lacksSecondFactor(ctx, user.id));
  return {
    user: {
      id: user.id,
      name: user.name,
      email: user.email,
      emailVerified: user.emailVerified,
      avatarUrl: user.avatarFileId ? pictureUrl(ctx.tenantId, user.avatarFileId) : null,
      mustAddSecondFactor,
      roles: user.roles,
      permissions: mustAddSecondFactor ? [] : user.permissions,
    },
    tenant: { id, slug, name, currency, locale, timeZone, country, accent, logoUrl },
  };
}

/** Begins a session of this user on this device. */
export async function openSession(
  ctx: Ctx,
  user: UserRow,
  method: SignInMethod,
  { providerSecondStep } = { providerSecondStep: false },
): Promise<OpenedSession> {
  const sessionId = newId();
  const { request, now, sql, tenantId } = ctx;
  await sql`
    insert into user_session (tenant_id, id, user_id, method, started_at, last_used_at, confirmed_at, provider_second_step, user_agent, address)
    values (${tenantId}, ${sessionId}, ${user.id}, ${method}, ${now}, ${now}, ${now}, ${providerSecondStep},
            ${request?.userAgent ?? ""}, ${request?.ip ?? ""})`;
  await sql`update user_account set last_sign_in_at = ${now}, language = coalesce(${languageOf(request?.headers)}, language) where tenant_id = ${tenantId} and id = ${user.id}`;
  ctx.actAs(user.id);
  ctx.emit({
    type: "identity.signed_in",
    entityType: "user",
    entityId: user.id,
    after: { ip: request?.ip ?? null, method, sessionId },
  });
  return issueTokens(ctx, user, { id: sessionId, providerSecondStep });
}

/** Issues an access token and the session's next refresh token. */
export async function issueTokens(
  ctx: Ctx,
  user: UserRow,
  { id: sessionId, providerSecondStep }: { id: string; providerSecondStep: boolean },
): Promise<OpenedSession> {
  const refreshToken = newSecretOf(ctx.tenantId);
  await ctx.sql`
    insert into refresh_token (tenant_id, token_hash, family_id, user_id, issued_at, expires_at, user_agent)
    values (${ctx.tenantId}, ${hashOf(refreshToken)}, ${sessionId}, ${user.id}, ${ctx.now},
            ${new Date(ctx.now.getTime() + REFRESH_DAYS * 86_400_000)}, ${ctx.request?.userAgent ?? null})`;
  return {
    accessToken: await signAccessToken({ tenantId: ctx.tenantId, userId: user.id }, sessionId, ctx.now, {
      providerSecondStep,
    }),
    expiresInSeconds: ACCESS_SECONDS,
    ...(await viewOf(ctx, user, providerSecondStep)),
    refreshToken,
  };
}
