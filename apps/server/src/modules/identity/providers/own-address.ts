import { randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Runtime } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { publicOrigin } from "../../../platform/links.ts";
import { bareHost, findTenantByHost } from "../../../platform/tenant-host.ts";
import { hashOf } from "../sessions/session.ts";
import { makeTicket, readTicket, type Ticket } from "../sessions/tickets.ts";

/*
 * A provider knows one address to send people back to, the installation's, and a cookie counts at its own host only. Who
 * sets out at a business's own address is therefore led over the installation's and handed back at the end, by a ticket that
 * is worth something only in the browser that set out: it is bound to a cookie of that address.
 */

export const HOME_PATH = "/v1/auth/oidc/home";
const HOME_COOKIE = "selvedge_home";

export interface Home {
  /** Without port; where people are is where the installation is, but for the name. */
  host: string;
  /** Hash of what the cookie at that address holds. */
  bind: string;
}

/** Where a journey that was asked for at another address than the installation's has to begin; null when it is at the right one. */
export async function detour(
  request: FastifyRequest,
  reply: FastifyReply,
  runtime: Runtime,
  { tenantId, secure }: { tenantId: string; secure: boolean },
): Promise<string | null> {
  const [path = "", query = ""] = request.url.split("?");
  const { host } = request.headers;
  // Asked once only: a proxy that does not keep the visited name must not lead in a circle.
  if (host === new URL(publicOrigin()).host || new URLSearchParams(query).has("home")) return null;
  const business = await findTenantByHost(runtime, host);
  if (business?.tenantId !== tenantId) return `${publicOrigin()}${path}?home=`;
  const secret = randomBytes(32).toString("base64url");
  reply.setCookie(HOME_COOKIE, secret, { httpOnly: true, sameSite: "lax", secure, path: HOME_PATH, maxAge: 600 });
  const home: Home = { host: bareHost(host) ?? "", bind: hashOf(secret) };
  const ticket = await makeTicket("provider-home", { ...home }, runtime.now());
  return `${publicOrigin()}${path}?${new URLSearchParams({ home: ticket })}`;
}

/** The address a journey set out from, as the server itself noted it down; null for the installation's own. */
export async function readHome(request: FastifyRequest): Promise<Home | null> {
  const { home } = request.query as { home?: string };
  if (!home) return null;
  const { host, bind } = await readTicket<Home>("provider-home", home);
  return { host, bind };
}

/** The origin of a business's own address, "" for the installation's. */
export function originOf(home: Home | null): string {
  if (!home) return "";
  const { protocol, port } = new URL(publicOrigin());
  return `${protocol}//${home.host}${port ? `:${port}` : ""}`;
}

interface Arrived {
  t: string;
  u: string;
  twoSteps: boolean;
  bind: string;
}

/** Where a person whom the provider vouched for is handed back to the address that they set out from. */
export async function wayHome(home: Home, arrived: Omit<Arrived, "bind">, now: Date): Promise<string> {
  const ticket = await makeTicket("provider-arrival", { ...arrived, bind: home.bind }, now);
  return `${originOf(home)}${HOME_PATH}?${new URLSearchParams({ arrived: ticket })}`;
}

/** @throws not_signed_in in any browser but the one that set out */
export async function readArrival(request: FastifyRequest, reply: FastifyReply): Promise<Ticket<Arrived>> {
  const ticket = await readTicket<Arrived>("provider-arrival", (request.query as { arrived?: string }).arrived);
  const secret = request.cookies[HOME_COOKIE];
  reply.clearCookie(HOME_COOKIE, { path: HOME_PATH });
  if (!secret || hashOf(secret) !== ticket.bind) throw new AppError("not_signed_in");
  return ticket;
}
