import { createHash, randomBytes } from "node:crypto";
import type { OutputOf, tenancyApi } from "@selvedge/contract";
import { readBranding } from "../../platform/branding.ts";
import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { accessOfUser } from "./access/access-of-user.ts";
import { ACCESS_SECONDS, signAccessToken } from "./keys.ts";

export const REFRESH_COOKIE = "selvedge_refresh";
export const REFRESH_PATH = "/v1/auth";
export const REFRESH_DAYS = 7;

export type SessionView = OutputOf<typeof tenancyApi.signIn>;
/** A session on its way out: the refresh token leaves it as a cookie (see `sendSession`). */
export type OpenedSession = SessionView & { refreshToken?: string };

export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The tenant a refresh token says it is of; what it is worth is decided inside that tenant's wall. */
export function tenantOfRefreshToken(token: string | undefined): string {
  const tenantId = token?.split(".")[0] ?? "";
  if (!/^[0-9a-f-]{36}$/.test(tenantId)) throw new AppError("not_signed_in");
  return tenantId;
}

interface UserRow {
  id: string;
  name: string;
  email: string;
  status: string;
  roles: string[];
  permissions: string[];
}

/** A user with the roles and permissions held now. */
export async function findUser(ctx: Ctx, userId: string): Promise<UserRow | null> {
  const [[row], access] = await Promise.all([
    ctx.sql<Omit<UserRow, "roles" | "permissions">[]>`
      select id, name, email, status from user_account where tenant_id = ${ctx.tenantId} and id = ${userId}`,
    accessOfUser(ctx, userId),
  ]);
  if (!row || !access) return null;
  return { ...row, roles: access.assignments.map((a) => a.role), permissions: [...access.effective.keys()] };
}

export async function viewOf(ctx: Ctx, user: UserRow): Promise<Omit<SessionView, "accessToken" | "expiresInSeconds">> {
  const { tenant } = ctx;
  const { accent, logoUrl } = readBranding(ctx);
  return {
    user: { id: user.id, name: user.name, email: user.email, roles: user.roles, permissions: user.permissions },
    tenant: {
      id: tenant.id,
      slug: tenant.slug,
      name: tenant.name,
      currency: tenant.currency,
      locale: tenant.locale,
      timeZone: tenant.timeZone,
      country: tenant.country,
      accent,
      logoUrl,
    },
  };
}

/** Issues an access token and the next refresh token of a family (a new family when none is given). */
export async function issueSession(ctx: Ctx, user: UserRow, familyId = newId()): Promise<OpenedSession> {
  const refreshToken = `${ctx.tenantId}.${randomBytes(32).toString("base64url")}`;
  await ctx.sql`
    insert into refresh_token (tenant_id, token_hash, family_id, user_id, issued_at, expires_at, user_agent)
    values (${ctx.tenantId}, ${hashOf(refreshToken)}, ${familyId}, ${user.id}, ${ctx.now},
            ${new Date(ctx.now.getTime() + REFRESH_DAYS * 86_400_000)}, ${ctx.request?.userAgent ?? null})`;
  return {
    accessToken: await signAccessToken({ tenantId: ctx.tenantId, userId: user.id }, familyId, ctx.now),
    expiresInSeconds: ACCESS_SECONDS,
    ...(await viewOf(ctx, user)),
    refreshToken,
  };
}
