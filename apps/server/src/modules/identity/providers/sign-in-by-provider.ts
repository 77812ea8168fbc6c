import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Ctx, type Runtime, systemActor } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { headOf, metaOf } from "../../../platform/http/operations.ts";
import { isId } from "../../../platform/ids.ts";
import { inTransaction } from "../../../platform/runner.ts";
import { findUser, type OpenedSession, openSession, sendSession, type UserRow } from "../sessions/session.ts";
import { secondStepsOf } from "../sessions/sign-in.ts";
import { makeTicket, readTicket, spendTicket, type Ticket } from "../sessions/tickets.ts";
import { insertUser } from "../users/insert-user.ts";
import { beginJourney, CALLBACK_PATH, discover, endJourney, type Journey, type Somebody } from "./oidc-client.ts";
import { detour, HOME_PATH, type Home, originOf, readArrival, readHome, wayHome } from "./own-address.ts";
import { findProvider, type Provider } from "./providers.ts";

const JOURNEY_COOKIE = "selvedge_journey";
/** Anybody may set out and come back; each counts as a sign-in. */
const ofStrangers = { rate: "sign_in", isPublic: true } as const;

interface Held extends Journey {
  t: string;
  provider: string;
  home: Home | null;
}

/**
 * Signing in with an outside provider: away to it, and back. What the journey needs travels in a signed HttpOnly cookie
 * (SameSite=Lax, for the way back comes from another site); nothing is kept on the server meanwhile.
 */
export function mountProviderRoutes(app: FastifyInstance, runtime: Runtime, secureCookies: boolean): void {
  app.get<{ Params: { tenantId: string; providerId: string } }>(
    "/v1/auth/oidc/:tenantId/:providerId",
    { config: ofStrangers, schema: { hide: true } as never },
    (request, reply) => orBackHome(reply, runtime, () => depart(request, reply, runtime, secureCookies)),
  );
  app.get(CALLBACK_PATH, { config: ofStrangers, schema: { hide: true } as never }, (request, reply) =>
    orBackHome(reply, runtime, () => arrive(request, reply, runtime, secureCookies)),
  );
  app.get(HOME_PATH, { config: ofStrangers, schema: { hide: true } as never }, (request, reply) =>
    orBackHome(reply, runtime, () => arriveHome(request, reply, runtime, secureCookies)),
  );
}

/** A person who cannot be let in is sent to the sign-in page of where they set out, which says so in words. */
async function orBackHome(
  reply: FastifyReply,
  runtime: Runtime,
  go: () => Promise<FastifyReply>,
  origin = "",
): Promise<FastifyReply> {
  try {
    return await go();
  } catch (error) {
    if (!(error instanceof AppError)) runtime.log.warn({ err: error }, "sign-in by provider");
    const why = error instanceof AppError && error.code === "not_permitted" ? "not-invited" : "failed";
    return reply.redirect(`${origin}/?sign-in=${why}`);
  }
}

async function depart(
  request: FastifyRequest<{ Params: { tenantId: string; providerId: string } }>,
  reply: FastifyReply,
  runtime: Runtime,
  secure: boolean,
): Promise<FastifyReply> {
  const { tenantId, providerId } = request.params;
  if (!isId(tenantId) || !isId(providerId)) throw new AppError("not_found");
  const elsewhere = await detour(request, reply, runtime, { tenantId, secure });
  if (elsewhere) return reply.redirect(elsewhere);
  const home = await readHome(request);
  const provider = await readProvider(runtime, request, tenantId, providerId);
  const { journey, url } = await beginJourney(
    await discover(provider.issuer, provider.clientId, provider.clientSecret),
    provider.secondStepAcr,
  );
  const held: Held = { ...journey, t: tenantId, provider: providerId, home };
  const ticket = await makeTicket("provider", { ...held }, runtime.now());
  reply.setCookie(JOURNEY_COOKIE, ticket, {
    httpOnly: true,
    sameSite: "lax",
    secure,
    path: "/v1/auth/oidc",
    maxAge: 600,
  });
  return reply.redirect(url);
}

async function arrive(
  request: FastifyRequest,
  reply: FastifyReply,
  runtime: Runtime,
  secure: boolean,
): Promise<FastifyReply> {
  const ticket = await readTicket<Held>("provider", request.cookies[JOURNEY_COOKIE]);
  reply.clearCookie(JOURNEY_COOKIE, { path: "/v1/auth/oidc" });
  return orBackHome(reply, runtime, () => letIn(request, reply, runtime, secure, ticket), originOf(ticket.home));
}

async function letIn(
  request: FastifyRequest,
  reply: FastifyReply,
  runtime: Runtime,
  secure: boolean,
  ticket: Ticket<Held>,
): Promise<FastifyReply> {
  const provider = await readProvider(runtime, request, ticket.t, ticket.provider);
  const config = await discover(provider.issuer, provider.clientId, provider.clientSecret);
  const somebody = await endJourney(config, ticket, request.url.split("?")[1] ?? "");
  const twoSteps = saysTwoSteps(provider, somebody);
  const outcome = await within(runtime, request, ticket.t, async (ctx) => {
    await spendTicket(ctx, ticket);
    const user = await admit(ctx, provider, somebody);
    return ticket.home ? user : enter(ctx, user, twoSteps);
  });
  if (!("email" in outcome)) return showIn(reply, outcome, secure);
  return reply.redirect(await wayHome(ticket.home!, { t: ticket.t, u: outcome.id, twoSteps }, runtime.now()));
}

/** The last step of a journey that began at a business's own address: the session is opened there. */
async function arriveHome(
  request: FastifyRequest,
  reply: FastifyReply,
  runtime: Runtime,
  secure: boolean,
): Promise<FastifyReply> {
  const ticket = await readArrival(request, reply);
  const outcome = await within(runtime, request, ticket.t, async (ctx) => {
    await spendTicket(ctx, ticket);
    const user = await findUser(ctx, ticket.u);
    if (user?.status !== "active") throw new AppError("not_permitted");
    return enter(ctx, user, ticket.twoSteps);
  });
  return showIn(reply, outcome, secure);
}

function within<T>(
  runtime: Runtime,
  request: FastifyRequest,
  tenantId: string,
  run: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const call = { tenantId, actor: systemActor, requestId: request.id, request: metaOf(request) };
  return inTransaction(runtime, call, { name: "identity.sign_in_by_provider" }, run);
}

function showIn(reply: FastifyReply, outcome: Outcome, secure: boolean): FastifyReply {
  if ("ticket" in outcome) return reply.redirect(`/#second-step=${outcome.ticket}~${outcome.methods.join(",")}`);
  sendSession(outcome.session, headOf(reply, secure));
  return reply.redirect("/#signed-in");
}

type ReadyProvider = Provider & { clientSecret: string };

/** @throws not_found for one that is switched off, or whose secret has to be entered again */
async function readProvider(
  runtime: Runtime,
  request: FastifyRequest,
  tenantId: string,
  id: string,
): Promise<ReadyProvider> {
  const call = { tenantId, actor: systemActor, requestId: request.id };
  const found = await inTransaction(runtime, call, { name: "identity.find_provider", readOnly: true }, (ctx) =>
    findProvider(ctx, id),
  );
  if (!found?.enabled || found.clientSecret === null) throw new AppError("not_found");
  return { ...found, clientSecret: found.clientSecret };
}

type Outcome = { session: OpenedSession } | { ticket: string; methods: string[] };

/** Who it is here. @throws not_permitted for somebody whom the business does not know */
async function admit(ctx: Ctx, provider: Provider, somebody: Somebody): Promise<UserRow> {
  const user =
    (await findLinked(ctx, provider, somebody)) ??
    (await linkByEmail(ctx, provider, somebody)) ??
    (await join(ctx, provider, somebody));
  if (user?.status !== "active") throw new AppError("not_permitted", "This business has not invited you.");
  return user;
}

/** A session, or the question for the second step that the provider did not take. */
async function enter(ctx: Ctx, user: UserRow, tookTwoSteps: boolean): Promise<Outcome> {
  if (!tookTwoSteps) {
    const methods = await secondStepsOf(ctx, user);
    if (methods.length > 0)
      return { ticket: await makeTicket("second-factor", { t: ctx.tenantId, u: user.id }, ctx.now), methods };
  }
  return { session: await openSession(ctx, user, "provider", { providerSecondStep: tookTwoSteps }) };
}

/** Whether the provider says that it took what the business lets stand for our second step. One that says nothing took one step. */
function saysTwoSteps({ secondStepAcr, secondStepAmr }: Provider, { acr, amr }: Somebody): boolean {
  return (acr !== null && secondStepAcr.includes(acr)) || amr.some((one) => secondStepAmr.includes(one));
}

async function findLinked(ctx: Ctx, provider: Provider, { subject }: Somebody): Promise<UserRow | null> {
  const [row] = await ctx.sql<{ user_id: string }[]>`
    select user_id from user_identity where tenant_id = ${ctx.tenantId} and provider_id = ${provider.id} and subject = ${subject}`;
  return row ? findUser(ctx, row.user_id) : null;
}

/** The first time, by an address that the provider vouches for. An invitation is accepted by it. */
async function linkByEmail(
  ctx: Ctx,
  provider: Provider,
  { subject, email, emailVerified }: Somebody,
): Promise<UserRow | null> {
  if (!email || !emailVerified) return null;
  const [row] = await ctx.sql<{ id: string; status: string }[]>`
    select id, status from user_account
    where tenant_id = ${ctx.tenantId} and email_key = lower(${email}) and status <> 'deactivated' for update`;
  if (!row) return null;
  if (row.status === "invited") await ctx.changeConfig();
  await ctx.sql`update user_account set status = 'active', email_verified_at = coalesce(email_verified_at, ${ctx.now})
                where tenant_id = ${ctx.tenantId} and id = ${row.id}`;
  await link(ctx, provider, subject, row.id);
  return findUser(ctx, row.id);
}

async function link(ctx: Ctx, provider: Provider, subject: string, userId: string): Promise<void> {
  await ctx.sql`insert into user_identity (tenant_id, provider_id, subject, user_id)
                values (${ctx.tenantId}, ${provider.id}, ${subject}, ${userId})`;
  ctx.emit({
    type: "identity.provider_linked",
    entityType: "user",
    entityId: userId,
    after: { provider: provider.name },
  });
}

/** Comes in without an invitation, where the business lets everybody of a domain in. */
async function join(
  ctx: Ctx,
  provider: Provider,
  { subject, email, emailVerified, name }: Somebody,
): Promise<UserRow | null> {
  const domain = email?.split("@")[1]?.toLowerCase();
  if (!email || !emailVerified || !domain || !provider.joinDomains.includes(domain)) return null;
  const user = await insertUser(ctx, { name: name ?? email, email, passwordHash: null, roles: [provider.joinRole] });
  await ctx.changeConfig();
  await ctx.sql`update user_account set status = 'active', email_verified_at = ${ctx.now} where tenant_id = ${ctx.tenantId} and id = ${user.id}`;
  await link(ctx, provider, subject, user.id);
  return findUser(ctx, user.id);
}
