import * as oidc from "openid-client";
import { AppError, fieldError } from "../../../platform/errors.ts";
import { publicOrigin } from "../../../platform/links.ts";

export const CALLBACK_PATH = "/v1/auth/oidc/callback";
/** Where the provider sends people back to; the same for every business, to be entered at the provider. */
export const redirectUri = () => `${publicOrigin()}${CALLBACK_PATH}`;

const SECONDS = 10;
const kept = new Map<string, { at: number; config: Promise<oidc.Configuration> }>();

/** The provider's addresses and keys by its discovery document, kept for an hour. @throws Error when it does not answer */
export function discover(issuer: string, clientId: string, secret: string): Promise<oidc.Configuration> {
  const key = JSON.stringify([issuer, clientId, secret]);
  const known = kept.get(key);
  if (known && Date.now() - known.at < 3_600_000) return known.config;
  const url = new URL(issuer);
  const options =
    url.protocol === "http:" ? { execute: [oidc.allowInsecureRequests], timeout: SECONDS } : { timeout: SECONDS };
  const config = oidc.discovery(url, clientId, secret, undefined, options);
  kept.delete(key);
  kept.set(key, { at: Date.now(), config });
  config.catch(() => kept.delete(key));
  if (kept.size > 1000) kept.delete(kept.keys().next().value!);
  return config;
}

/** Sees that a provider answers before it is kept. @throws validation_failed naming the issuer */
export async function assertAnswers(issuer: string, clientId: string, secret: string): Promise<void> {
  const url = new URL(issuer);
  const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url.protocol !== "https:" && !isLocal) throw fieldError("issuer", "An address that begins with https://");
  await discover(issuer, clientId, secret).catch(() => {
    throw fieldError("issuer", "No OpenID provider answers at this address");
  });
}

export interface Journey {
  verifier: string;
  state: string;
  nonce: string;
}

/**
 * The provider's sign-in page for one journey (authorisation code with PKCE).
 * @param acrValues how strongly the person should sign in there, the most wanted first; the provider may do otherwise
 */
export async function beginJourney(
  config: oidc.Configuration,
  acrValues: readonly string[],
): Promise<{ journey: Journey; url: string }> {
  const journey = { verifier: oidc.randomPKCECodeVerifier(), state: oidc.randomState(), nonce: oidc.randomNonce() };
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri(),
    scope: "openid email profile",
    code_challenge: await oidc.calculatePKCECodeChallenge(journey.verifier),
    code_challenge_method: "S256",
    state: journey.state,
    nonce: journey.nonce,
    ...(acrValues.length > 0 ? { acr_values: acrValues.join(" ") } : {}),
  });
  return { journey, url: url.href };
}

export interface Somebody {
  subject: string;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  /** How strongly they signed in, as the signed ID token says; none where it says nothing. */
  acr: string | null;
  amr: string[];
}

/** Who came back from the provider. @throws sign_in_failed when state, nonce, code or signature do not fit */
export async function endJourney(config: oidc.Configuration, journey: Journey, query: string): Promise<Somebody> {
  const tokens = await oidc
    .authorizationCodeGrant(config, new URL(`${redirectUri()}?${query}`), {
      pkceCodeVerifier: journey.verifier,
      expectedState: journey.state,
      expectedNonce: journey.nonce,
      idTokenExpected: true,
    })
    .catch(() => {
      throw new AppError("sign_in_failed", "The provider did not confirm the sign-in; try again.");
    });
  const claims = tokens.claims()!;
  // Some providers tell the address only when asked with the access token.
  const told = claims["email"]
    ? claims
    : { ...claims, ...(await oidc.fetchUserInfo(config, tokens.access_token, claims.sub).catch(() => ({}))) };
  const textOf = (name: string) => (typeof told[name] === "string" ? (told[name] as string) : null);
  return {
    subject: claims.sub,
    email: textOf("email"),
    emailVerified: told["email_verified"] === true,
    name: textOf("name"),
    acr: typeof claims.acr === "string" ? claims.acr : null,
    amr: Array.isArray(claims.amr) ? claims.amr.filter((one) => typeof one === "string") : [],
  };
}
