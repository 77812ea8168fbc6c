import { everywhere } from "@selvedge/domain";
import { decodeProtectedHeader } from "jose";
import type { Actor } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import type { Caller } from "../../../platform/http/operations.ts";
import { identifyFor } from "../access/identify-for.ts";
import type { Open } from "../access/load-roles.ts";
import { ACCESS_SECONDS, readSigned, signText } from "../keys.ts";

/** The kind (`typ`) of an app's access token: no other token passes for one, and it passes for no other. */
const TYP = "app+jwt";

export interface AppClaims {
  tenantId: string;
  grantId: string;
  clientId: string;
  scopes: string[];
  issuedAt: Date;
  expiresAt: Date;
}

export function signAppToken(
  of: { tenantId: string; grantId: string; clientId: string; scopes: readonly string[] },
  now: Date,
): Promise<string> {
  const claims = { t: of.tenantId, sub: of.grantId, client_id: of.clientId, scope: of.scopes.join(" ") };
  return signText(TYP, claims, ACCESS_SECONDS, now);
}

// The first part of a token says its kind and key: the same text for all of one kind that one key signs.
const kinds = new Map<string, boolean>();
const MOST_KINDS = 100;

export function isAppToken(token: string): boolean {
  const end = token.indexOf(".");
  if (end < 0) return false;
  const head = token.slice(0, end);
  const known = kinds.get(head);
  if (known !== undefined) return known;
  const isOfApp = kindOf(token) === TYP;
  // Strangers may send what they like; it is not all kept.
  if (kinds.size >= MOST_KINDS) kinds.clear();
  kinds.set(head, isOfApp);
  return isOfApp;
}

function kindOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).typ;
  } catch {
    return undefined;
  }
}

/** What an app's token says; null when it is old, altered or no token of an app. */
export async function readAppToken(token: string): Promise<AppClaims | null> {
  const held = await readSigned(TYP, token);
  if (!held) return null;
  return {
    tenantId: String(held["t"]),
    grantId: String(held["sub"]),
    clientId: String(held["client_id"]),
    scopes: String(held["scope"]).split(" ").filter(Boolean),
    issuedAt: new Date(Number(held["iat"]) * 1000),
    expiresAt: new Date(Number(held["exp"]) * 1000),
  };
}

/** Who sends an app's token. @throws not_signed_in */
export async function callerOfApp(token: string): Promise<Caller & { expiresAt: Date }> {
  const claims = await readAppToken(token);
  if (!claims) throw new AppError("not_signed_in", "The app's token is not valid or has expired; refresh it.");
  const { tenantId, grantId, scopes, expiresAt } = claims;
  return {
    tenantId,
    actor: { type: "app", id: grantId, permissions: new Set() },
    identify: (open) => identifyApp(open, grantId, scopes),
    expiresAt,
  };
}

interface Grant {
  userId: string;
  scopes: string[];
  appScopes: string[];
  live: boolean;
  expiresAt: Date;
}

/**
 * What an app may do now: what the token says, of that what the person allowed and the app is registered for, and never
 * more than the person may. Costs no SQL until something of it changes.
 * @throws not_signed_in when it was disconnected or disabled, or the person is not active any more
 */
export async function identifyApp(open: Open, grantId: string, scopes: readonly string[]): Promise<Actor> {
  const grant = await open.cached(`identity grant ${grantId}`, async () => {
    const [row] = await open.sql<Grant[]>`
      select g.user_id as "userId", g.scopes, a.scopes as "appScopes", g.expires_at as "expiresAt",
             g.revoked_at is null and a.status = 'active' as live
      from oauth_grant g join oauth_app a on a.tenant_id = g.tenant_id and a.id = g.app_id
      where g.tenant_id = ${open.tenantId} and g.id = ${grantId}`;
    return row ?? null;
  });
  if (!grant?.live || grant.expiresAt <= open.now) throw disconnected();
  const both = scopes.filter((scope) => grant.scopes.includes(scope) && grant.appScopes.includes(scope));
  const given = { personId: grant.userId, scopes: both, limits: everywhere };
  return identifyFor(open, { type: "app", id: grantId }, given, disconnected);
}

const disconnected = () =>
  new AppError("not_signed_in", "This app is not connected any more; the person has to allow it again.");
