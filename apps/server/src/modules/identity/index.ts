import type { FastifyRequest } from "fastify";
import type { Actor } from "../../platform/context.ts";
import type { Operation } from "../../platform/runner.ts";
import { readAccessToken } from "./keys.ts";
import { refreshSession, signOut } from "./refresh.ts";
import { signIn } from "./sign-in.ts";
import { changeUser, createUser, getMe, listRoles, listUsers } from "./users.ts";

export { ACCESS_SECONDS, openKeys, readAccessToken, signAccessToken } from "./keys.ts";
export { openIdentity } from "./users.ts";

export const operations = [
  signIn,
  refreshSession,
  signOut,
  getMe,
  listUsers,
  createUser,
  changeUser,
  listRoles,
] as unknown as Operation[];

/** Who sends a request, by its bearer token; null when it carries none. @throws not_signed_in */
export async function authenticate(request: FastifyRequest): Promise<{ tenantId: string; actor: Actor } | null> {
  const header = request.headers.authorization;
  if (!header) return null;
  const token = /^Bearer ([\w.-]{20,4000})$/.exec(header)?.[1];
  const claims = await readAccessToken(token ?? "");
  return { tenantId: claims.tenantId, actor: claims.actor };
}
