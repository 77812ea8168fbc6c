import { timingSafeEqual } from "node:crypto";
import type { Ctx } from "../../../platform/context.ts";
import { hashOf } from "../sessions/session.ts";
import { tenantOfClientId } from "./client-id.ts";

/** An app as the OAuth library wants its clients, with what we need of it besides. */
export interface Client {
  id: string;
  grants: string[];
  redirectUris: string[];
  appId: string;
  name: string;
  website: string | null;
  secretHash: string | null;
  scopes: string[];
  registeredAt: Date;
}

/** An app that may ask for access; null for one that is disabled or of nobody here. */
export async function findApp(ctx: Ctx, clientId: string): Promise<Client | null> {
  if (tenantOfClientId(clientId) !== ctx.tenantId) return null;
  const [row] = await ctx.sql<Omit<Client, "grants">[]>`
    select client_id as id, id as "appId", name, website, redirect_uris as "redirectUris", secret_hash as "secretHash", scopes,
           created_at as "registeredAt"
    from oauth_app where tenant_id = ${ctx.tenantId} and client_id = ${clientId} and status = 'active'`;
  return row ? { ...row, grants: ["authorization_code", "refresh_token"] } : null;
}

/** The same for one that proves itself: by its secret, or where it keeps none by giving none. */
export async function findProvenApp(ctx: Ctx, clientId: string, secret: string | undefined): Promise<Client | null> {
  const app = await findApp(ctx, clientId);
  if (!app) return null;
  if (app.secretHash === null) return secret ? null : app;
  if (!secret) return null;
  return timingSafeEqual(Buffer.from(app.secretHash), Buffer.from(hashOf(secret))) ? app : null;
}
