import { exportJWK, generateKeyPair, importJWK, type JWK, jwtVerify, SignJWT } from "jose";
import type { Sql } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";

export const ACCESS_SECONDS = 15 * 60;
const ROTATE_AFTER_DAYS = 30;
const ISSUER = "selvedge";
/** Whom our own tokens are for; tokens for anybody else signed with the same key would name them. */
const AUDIENCE = "selvedge-api";
const ALGORITHM = "EdDSA";

interface Key {
  kid: string;
  verify: CryptoKey;
  sign: CryptoKey | null;
}

/** The installation's signing keys: the newest signs, those before it still verify. */
let keys = new Map<string, Key>();
let signing: Key | null = null;
let publicKeys: JWK[] = [];
let reload: (() => Promise<void>) | null = null;
let reloadedAt = 0;

/**
 * Loads the keys, making one where there is none or the newest is old.
 * @param owner a connection of the owner's role
 */
export async function openKeys(owner: Sql): Promise<void> {
  await rotateKeys(owner, ROTATE_AFTER_DAYS);
  const rows = await owner<{ kid: string; private_jwk: JWK; public_jwk: JWK; retired_at: Date | null }[]>`
    select kid, private_jwk, public_jwk, retired_at from signing_key order by created_at`;
  const loaded = new Map<string, Key>();
  for (const row of rows) {
    const verify = (await importJWK(row.public_jwk, ALGORITHM)) as CryptoKey;
    const sign = row.retired_at === null ? ((await importJWK(row.private_jwk, ALGORITHM)) as CryptoKey) : null;
    loaded.set(row.kid, { kid: row.kid, verify, sign });
  }
  keys = loaded;
  signing = [...loaded.values()].findLast((k) => k.sign !== null) ?? null;
  publicKeys = rows.map((row) => ({ ...row.public_jwk, kid: row.kid, alg: ALGORITHM, use: "sig" }));
}

/**
 * Makes a new signing key when the newest is older than `afterDays` (0: now). What the one before has signed stays good
 * to its end: a retired key verifies for another day, which no access token outlives.
 */
export async function rotateKeys(owner: Sql, afterDays: number): Promise<boolean> {
  return owner.begin(async (sql) => {
    await sql`select pg_advisory_xact_lock(48151623)`;
    await sql`delete from signing_key where retired_at < now() - interval '1 day'`;
    const [fresh] = await sql`
      select 1 from signing_key where retired_at is null and created_at > now() - make_interval(days => ${afterDays})`;
    if (fresh) return false;
    const pair = await generateKeyPair(ALGORITHM, { extractable: true, crv: "Ed25519" });
    const [privateJwk, publicJwk] = await Promise.all([exportJWK(pair.privateKey), exportJWK(pair.publicKey)]);
    await sql`update signing_key set retired_at = now() where retired_at is null`;
    await sql`insert into signing_key (kid, private_jwk, public_jwk)
              values (${newId()}, ${sql.json(privateJwk as never)}, ${sql.json(publicJwk as never)})`;
    return true;
  });
}

/** Says how keys are read again: every ten minutes, and when a token names a key that another process has made since. */
export function keepKeysFresh(read: () => Promise<void>): { stop: () => void } {
  reload = read;
  const timer = setInterval(() => void read().catch(() => {}), 10 * 60_000);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      reload = null;
    },
  };
}

/** The public keys, as other programs read them at `/.well-known/jwks.json`. */
export function jwks(): { keys: JWK[] } {
  return { keys: publicKeys };
}

async function keyOf(kid: string | undefined): Promise<CryptoKey> {
  const known = keys.get(kid ?? "");
  if (known) return known.verify;
  // At most once in ten seconds: tokens with invented keys must not have the keys read each time.
  if (reload && Date.now() - reloadedAt > 10_000) {
    reloadedAt = Date.now();
    await reload().catch(() => {});
    const found = keys.get(kid ?? "");
    if (found) return found.verify;
  }
  throw new AppError("not_signed_in");
}

/** A signed note of one kind (`typ`), readable by {@link readSigned} alone. */
export async function signText(
  typ: string,
  holds: Record<string, unknown>,
  seconds: number,
  now: Date,
): Promise<string> {
  if (!signing?.sign) throw new Error("openKeys was not called");
  const at = Math.floor(now.getTime() / 1000);
  return new SignJWT(holds)
    .setProtectedHeader({ alg: ALGORITHM, kid: signing.kid, typ })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt(at)
    .setExpirationTime(at + seconds)
    .sign(signing.sign);
}

/** What a signed note of that kind holds; null when it is old, altered, or of another kind. */
export async function readSigned(typ: string, text: string): Promise<Record<string, unknown> | null> {
  try {
    const options = { issuer: ISSUER, audience: AUDIENCE, algorithms: [ALGORITHM], typ, requiredClaims: ["exp"] };
    return (await jwtVerify(text, (header: { kid?: string }) => keyOf(header.kid), options)).payload;
  } catch {
    return null;
  }
}

/** Who a token speaks for. */
export interface Claims {
  tenantId: string;
  userId: string;
  familyId: string;
  expiresAt: Date;
  /** A person, or a till's device (then `userId` is the device's). */
  actorType: "user" | "device";
  /** Whether an outside provider took the second step of the sign-in. */
  providerSecondStep: boolean;
}

export async function signAccessToken(
  user: { tenantId: string; userId: string },
  familyId: string,
  now: Date,
  more: Partial<Pick<Claims, "actorType" | "providerSecondStep">> = {},
): Promise<string> {
  const holds = {
    ...{ t: user.tenantId, f: familyId, sub: user.userId },
    ...(more.actorType === "device" ? { a: "device" } : {}),
    ...(more.providerSecondStep ? { p2: true } : {}),
  };
  return signText("at+jwt", holds, ACCESS_SECONDS, now);
}

// A token is the same text for its whole life; its signature is checked once.
const verified = new Map<string, Claims>();
const MOST_VERIFIED = 10_000;

/** @throws not_signed_in for a token that is old, altered or signed by nobody we know. */
export async function readAccessToken(token: string): Promise<Claims> {
  const known = verified.get(token);
  if (known) {
    if (known.expiresAt.getTime() > Date.now()) return known;
    verified.delete(token);
    throw new AppError("not_signed_in", "The access token has expired; refresh it.");
  }
  const claims = await verify(token);
  if (verified.size >= MOST_VERIFIED) {
    const oldest = verified.keys().next().value;
    if (oldest !== undefined) verified.delete(oldest);
  }
  verified.set(token, claims);
  return claims;
}

async function verify(token: string): Promise<Claims> {
  try {
    const { payload } = await jwtVerify(token, (header) => keyOf(header.kid), {
      issuer: ISSUER,
      audience: AUDIENCE,
      algorithms: [ALGORITHM],
      typ: "at+jwt",
      requiredClaims: ["sub", "exp"],
    });
    return {
      tenantId: String(payload["t"]),
      userId: String(payload.sub),
      familyId: String(payload["f"]),
      expiresAt: new Date(Number(payload.exp) * 1000),
      actorType: payload["a"] === "device" ? "device" : "user",
      providerSecondStep: payload["p2"] === true,
    };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("not_signed_in", "The access token is not valid; sign in again.");
  }
}
