import { accountApi } from "@selvedge/contract";
import type { AuthenticatorTransport } from "@simplewebauthn/server";
import type { Ctx, Runtime } from "../../../platform/context.ts";
import { AppError, notFound } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { type Call, command, inTransaction, type Operation, query } from "../../../platform/runner.ts";
import { assertConfirmed, assertUser, tellUser } from "../accounts/own-security.ts";
import { readProfile } from "../accounts/profile.ts";
import { findUser, openSession, sendSession } from "../sessions/session.ts";
import { makeTicket, readTicket, spendTicket, type Ticket } from "../sessions/tickets.ts";

/** Three hundred files (certificates, ASN.1): loaded with the first passkey, not at every start. */
const webAuthn = () => import("@simplewebauthn/server");

interface Challenge {
  challenge: string;
  rpId: string;
  origin: string;
  /** Whose new key; not told for a sign-in, where the key itself says. */
  userId?: string;
}

/**
 * Where a passkey is made and used: the host that the browser asked. The browser binds each key to it and signs it, so
 * a look-alike host gets a key that opens nothing here.
 */
function hereOf(call: { request?: Call["request"] | null }): { rpId: string; origin: string } {
  const headers = call.request?.headers ?? {};
  const origin = String(headers["origin"] ?? `http://${headers["host"] ?? "localhost"}`);
  const url = URL.canParse(origin) ? new URL(origin) : null;
  if (!url || url.host !== String(headers["host"] ?? ""))
    throw new AppError("bad_request", "Passkeys work in the app's own pages only.");
  return { rpId: url.hostname, origin: url.origin };
}

export const beginPasskey = query(accountApi.beginPasskey, async (ctx) => {
  const user = await findUser(ctx, ctx.actor.id ?? "");
  if (ctx.actor.type !== "user" || !user) throw new AppError("not_permitted", "Only a person has passkeys.");
  await assertConfirmed(ctx);
  const here = hereOf(ctx);
  const known = await ctx.sql<{ id: string; transports: AuthenticatorTransport[] }[]>`
    select credential_id as id, transports from passkey where tenant_id = ${ctx.tenantId} and user_id = ${user.id}`;
  const { generateRegistrationOptions } = await webAuthn();
  const options = await generateRegistrationOptions({
    rpName: ctx.tenant.name,
    rpID: here.rpId,
    userID: handleOf(ctx.tenantId, user.id),
    userName: user.email,
    userDisplayName: user.name,
    attestationType: "none",
    excludeCredentials: [...known],
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  const holds: Challenge = { challenge: options.challenge, userId: user.id, ...here };
  return { options: { ...options }, ticket: await makeTicket("passkey", { ...holds }, ctx.now) };
});

/** The key's user handle names tenant and user, so that a sign-in needs no address. */
function handleOf(tenantId: string, userId: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from((tenantId + userId).replaceAll("-", ""), "hex"));
}

function readHandle(handle: unknown): { tenantId: string; userId: string } | null {
  const hex = Buffer.from(String(handle ?? ""), "base64url").toString("hex");
  if (hex.length !== 64) return null;
  const uuid = (h: string) => h.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return { tenantId: uuid(hex.slice(0, 32)), userId: uuid(hex.slice(32)) };
}

export const addPasskey = command(accountApi.addPasskey, async (ctx, input) => {
  const user = await assertUser(ctx);
  await assertConfirmed(ctx);
  const ticket = await readTicket<Challenge>("passkey", input.ticket);
  if (ticket.userId !== user.id) throw new AppError("link_expired", "This took too long; begin again.");
  await spendTicket(ctx, ticket);
  const { verifyRegistrationResponse } = await webAuthn();
  const { registrationInfo } = await verifyRegistrationResponse({
    response: input.response as never,
    expectedChallenge: ticket.challenge,
    expectedOrigin: ticket.origin,
    expectedRPID: ticket.rpId,
    requireUserVerification: true,
  }).catch(() => ({ registrationInfo: undefined }));
  if (!registrationInfo) throw notAccepted();
  const { credential, credentialBackedUp } = registrationInfo;
  await ctx.changeConfig();
  await ctx.sql`
    insert into passkey (tenant_id, id, user_id, credential_id, public_key, counter, transports, rp_id, name, backed_up)
    values (${ctx.tenantId}, ${newId()}, ${user.id}, ${credential.id}, ${Buffer.from(credential.publicKey).toString("base64url")},
            ${credential.counter}, ${credential.transports ?? []}, ${ticket.rpId}, ${input.name}, ${credentialBackedUp})`;
  ctx.emit({ type: "identity.passkey_added", entityType: "user", entityId: user.id, after: { name: input.name } });
  await tellUser(ctx, user, "A passkey was added to your account", `It is called “${input.name}”.`);
  return readProfile(ctx);
});

const notAccepted = () => new AppError("sign_in_failed", "This passkey was not accepted; try again.");

export const removePasskey = command(accountApi.removePasskey, async (ctx, { id }) => {
  const user = await assertUser(ctx);
  await assertConfirmed(ctx);
  await ctx.changeConfig();
  const [gone] = await ctx.sql<{ name: string }[]>`
    delete from passkey where tenant_id = ${ctx.tenantId} and id = ${id} and user_id = ${user.id} returning name`;
  if (!gone) throw notFound("passkey");
  ctx.emit({ type: "identity.passkey_removed", entityType: "user", entityId: user.id, before: { name: gone.name } });
  await tellUser(ctx, user, "A passkey was taken off your account", `It was called “${gone.name}”.`);
  return {};
});

/** Asks nothing of the database: whose key it will be is not known yet. */
export const beginPasskeySignIn: Operation<typeof accountApi.beginPasskeySignIn> = {
  endpoint: accountApi.beginPasskeySignIn,
  async execute(runtime, call) {
    const here = hereOf(call);
    const { generateAuthenticationOptions } = await webAuthn();
    const options = await generateAuthenticationOptions({ rpID: here.rpId, userVerification: "required" });
    const holds: Challenge = { challenge: options.challenge, ...here };
    return { options: { ...options }, ticket: await makeTicket("passkey", { ...holds }, runtime.now()) };
  },
};

interface Passkey {
  id: string;
  userId: string;
  credentialId: string;
  publicKey: string;
  counter: number;
  transports: AuthenticatorTransport[];
}

interface Presented {
  ticket: Ticket<Challenge>;
  key: Passkey;
  newCounter: number;
}

/** A passkey is two steps in one: the device, and the finger, face or PIN that unlocks it. */
export const signInByPasskey = command(
  accountApi.signInByPasskey,
  async (ctx, _input, { ticket, key, newCounter }: Presented) => {
    await spendTicket(ctx, ticket);
    const user = await findUser(ctx, key.userId);
    if (user?.status !== "active") throw notAccepted();
    await ctx.sql`update passkey set counter = ${newCounter}, last_used_at = ${ctx.now} where tenant_id = ${ctx.tenantId} and id = ${key.id}`;
    return openSession(ctx, user, "passkey");
  },
  {
    async prepare(runtime, input, call) {
      const ticket = await readTicket<Challenge>("passkey", input.ticket);
      const response = input.response as { id?: unknown; response?: { userHandle?: unknown } };
      const owner = readHandle(response.response?.userHandle);
      if (!owner || ticket.userId !== undefined) throw notAccepted();
      const key = await findPasskey(runtime, call, owner, String(response.id ?? ""), ticket.rpId);
      const { verifyAuthenticationResponse } = await webAuthn();
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: input.response as never,
        expectedChallenge: ticket.challenge,
        expectedOrigin: ticket.origin,
        expectedRPID: ticket.rpId,
        requireUserVerification: true,
        credential: {
          id: key.credentialId,
          publicKey: Uint8Array.from(Buffer.from(key.publicKey, "base64url")),
          counter: key.counter,
          transports: key.transports,
        },
      }).catch(() => ({ verified: false as const, authenticationInfo: undefined }));
      if (!verified || !authenticationInfo) throw notAccepted();
      return { tenantId: owner.tenantId, prepared: { ticket, key, newCounter: authenticationInfo.newCounter } };
    },
    reply: sendSession,
  },
);

async function findPasskey(
  runtime: Runtime,
  call: Call,
  owner: { tenantId: string; userId: string },
  credentialId: string,
  rpId: string,
) {
  const within = { ...call, tenantId: owner.tenantId };
  return inTransaction(runtime, within, { name: "identity.find_passkey", readOnly: true }, async (ctx: Ctx) => {
    const [key] = await ctx.sql<Passkey[]>`
      select id, user_id as "userId", credential_id as "credentialId", public_key as "publicKey", counter::float8 as counter, transports
      from passkey where tenant_id = ${owner.tenantId} and user_id = ${owner.userId} and credential_id = ${credentialId} and rp_id = ${rpId}`;
    if (!key) throw notAccepted();
    return key;
  });
}
