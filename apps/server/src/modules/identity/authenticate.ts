import type { Actor, Runtime } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import type { ReadToken } from "../../platform/http/feed-route.ts";
import type { Authenticate, Caller } from "../../platform/http/operations.ts";
import { identifyUser } from "./access/access-of-user.ts";
import type { Open } from "./access/load-roles.ts";
import { isKeyText } from "./api-keys/key-text.ts";
import { openKeyring } from "./api-keys/keyring.ts";
import { callerOfApp, isAppToken } from "./apps/app-tokens.ts";
import { readAccessToken } from "./keys.ts";
import { lacksSecondFactor } from "./second-factor/required.ts";
import { assertSessionLives } from "./sessions/ended-sessions.ts";

/** How the program finds out who sends a request or opens the feed. */
export interface Authentication {
  /** By the bearer token or key; null when the request carries none. @throws not_signed_in */
  authenticate: Authenticate;
  callerOf: ReadToken;
  /** Writes down what was counted of the use of keys. */
  stop(): Promise<void>;
}

export function openAuthentication(runtime: Runtime): Authentication {
  const keyring = openKeyring(runtime);
  const callerOf = async (secret: string, address: string | null) => {
    if (isKeyText(secret)) return keyring.callerOf(secret, address);
    return isAppToken(secret) ? callerOfApp(secret) : callerOfToken(secret);
  };
  return {
    async authenticate(request) {
      const header = request.headers.authorization;
      if (!header) return null;
      const secret = /^Bearer ([\w.-]{20,4000})$/.exec(header)?.[1];
      if (!secret) throw new AppError("not_signed_in", "Send `Authorization: Bearer <token>`.");
      return callerOf(secret, request.ip);
    },
    callerOf: (secret) => callerOf(secret, null),
    stop: keyring.stop,
  };
}

/**
 * Who an access token speaks for. What they may do is asked inside each transaction, so that a change of it holds at once;
 * and so is whether the session still lives: a signed-out token is worth nothing from that moment on.
 */
async function callerOfToken(token: string): Promise<Caller & { expiresAt: Date | null }> {
  const { tenantId, userId, familyId, expiresAt, actorType, providerSecondStep } = await readAccessToken(token);
  if (actorType === "device")
    return { tenantId, actor: { type: "device", id: userId, permissions: ofDevice }, expiresAt };
  return {
    tenantId,
    actor: { type: "user", id: userId, permissions: new Set(), sessionId: familyId },
    identify: (open) => identifySession(open, userId, familyId, providerSecondStep),
    expiresAt,
  };
}

async function identifySession(open: Open, userId: string, sessionId: string, tookTwoSteps: boolean): Promise<Actor> {
  await assertSessionLives(open, sessionId);
  const actor = await identifyUser(open, userId);
  // Until there is the second step that a role asks for, a person may do nothing but add one.
  if (!tookTwoSteps && (await lacksSecondFactor(open, userId))) {
    const heldBack = "Your role asks for a second step of sign-in. Set up an authenticator app or a passkey first.";
    return { type: "user", id: userId, permissions: new Set(), sessionId, heldBack };
  }
  return { ...actor, sessionId };
}

/** What a till's device may do: its own doors, and read (or hear by the feed) what it keeps of goods, prices and stock. */
const ofDevice: ReadonlySet<string> = new Set([
  "pos.till.sync",
  "catalog.style.read",
  "pricing.price.read",
  "inventory.stock.read",
]);
