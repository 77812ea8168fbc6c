import type OAuth2Server from "@node-oauth/oauth2-server";
import type { Ctx } from "../../../platform/context.ts";
import { accessOfUser } from "../access/access-of-user.ts";
import { tellUser } from "../accounts/own-security.ts";
import { hashOf, newSecretOf } from "../sessions/session.ts";
import { signAppToken } from "./app-tokens.ts";
import { type Client, findProvenApp } from "./find-app.ts";
import { endGrants } from "./live-grants.ts";

/** Each use of a refresh token gives another; one that nobody uses for so long is over. */
export const REFRESH_DAYS = 30;

interface HeldGrant {
  grantId: string;
  userId: string;
  scopes: string[];
  expires_at: Date;
  used_at: Date | null;
  client_id: string;
  appId: string;
  appName: string;
  isOver: boolean;
}

/** What hangs on a grant, as both kinds of rows name it; the row is locked, so that two uses of it follow each other. */
const grantColumns = ({ sql, now }: Ctx) => sql`
  x.grant_id as "grantId", g.user_id as "userId", x.scopes, x.expires_at, x.used_at, a.client_id, a.id as "appId", a.name as "appName",
  g.revoked_at is not null or g.expires_at <= ${now} or a.status <> 'active' as "isOver"`;

/**
 * What the OAuth library asks of us to issue tokens, within one transaction. Whatever it refuses, what was recorded on the way
 * (a code used up, a family ended) is committed.
 */
export function tokenModel(ctx: Ctx) {
  const { sql, tenantId, now } = ctx;
  return {
    getClient: (clientId: string, secret?: string) => findProvenApp(ctx, clientId, secret),

    async getAuthorizationCode(code: string) {
      const [row] = await sql<(HeldGrant & { redirect_uri: string; code_challenge: string })[]>`
        select ${grantColumns(ctx)}, x.redirect_uri, x.code_challenge
        from oauth_code x join oauth_grant g on g.tenant_id = x.tenant_id and g.id = x.grant_id
        join oauth_app a on a.tenant_id = g.tenant_id and a.id = g.app_id
        where x.tenant_id = ${tenantId} and x.code_hash = ${hashOf(code)} for update of x`;
      if (!row || !(await mayGoOn(ctx, row))) return null;
      return {
        authorizationCode: code,
        expiresAt: row.expires_at,
        redirectUri: row.redirect_uri,
        codeChallenge: row.code_challenge,
        codeChallengeMethod: "S256",
        scope: row.scopes,
        client: { id: row.client_id, grants: [] },
        user: row,
      };
    },
    async revokeAuthorizationCode({ authorizationCode }: { authorizationCode: string }) {
      const used = await sql`update oauth_code set used_at = ${now}
        where tenant_id = ${tenantId} and code_hash = ${hashOf(authorizationCode)} and used_at is null`;
      return used.count === 1;
    },

    async getRefreshToken(refreshToken: string) {
      const [row] = await sql<HeldGrant[]>`
        select ${grantColumns(ctx)}
        from oauth_refresh_token x join oauth_grant g on g.tenant_id = x.tenant_id and g.id = x.grant_id
        join oauth_app a on a.tenant_id = g.tenant_id and a.id = g.app_id
        where x.tenant_id = ${tenantId} and x.token_hash = ${hashOf(refreshToken)} for update of x`;
      if (!row || !(await mayGoOn(ctx, row))) return null;
      return {
        refreshToken,
        refreshTokenExpiresAt: row.expires_at,
        scope: row.scopes,
        client: { id: row.client_id, grants: [] },
        user: row,
      };
    },
    async revokeToken({ refreshToken }: { refreshToken: string }) {
      const used = await sql`update oauth_refresh_token set used_at = ${now}
        where tenant_id = ${tenantId} and token_hash = ${hashOf(refreshToken)} and used_at is null`;
      return used.count === 1;
    },

    generateRefreshToken: async () => newSecretOf(tenantId),
    generateAccessToken: (client: Client, { grantId }: HeldGrant, scopes: string[]) =>
      signAppToken({ tenantId, grantId, clientId: client.id, scopes }, now),
    async saveToken(token: OAuth2Server.Token, client: Client, { grantId }: HeldGrant) {
      await sql`
        insert into oauth_refresh_token (tenant_id, token_hash, grant_id, scopes, issued_at, expires_at)
        values (${tenantId}, ${hashOf(token.refreshToken!)}, ${grantId}, ${token.scope!}, ${now},
                ${new Date(now.getTime() + REFRESH_DAYS * 86_400_000)})`;
      await sql`update oauth_grant set last_used_on = ${ctx.today} where tenant_id = ${tenantId} and id = ${grantId}`;
      return { ...token, client, user: { grantId } };
    },
  };
}

/**
 * Whether a code or refresh token may be used. One that was used before is in two hands: everything that hangs on its
 * grant ends, and the person is told.
 */
async function mayGoOn(ctx: Ctx, row: HeldGrant): Promise<boolean> {
  if (row.isOver) return false;
  if (row.used_at) {
    await endGrants(ctx, { id: row.grantId }, "reused");
    await warn(ctx, row);
    return false;
  }
  if (row.expires_at <= ctx.now) return false;
  return (await accessOfUser(ctx, row.userId))?.active ?? false;
}

async function warn(ctx: Ctx, { userId, appName }: HeldGrant): Promise<void> {
  const [user] = await ctx.sql<{ id: string; name: string; email: string }[]>`
    select id, name, email from user_account where tenant_id = ${ctx.tenantId} and id = ${userId}`;
  if (!user) return;
  const what = `${appName} showed the same secret twice, which happens when somebody has copied it. Its access to your account has ended; connect it again if you use it.`;
  await tellUser(ctx, user, "An app was disconnected for safety", what);
}
