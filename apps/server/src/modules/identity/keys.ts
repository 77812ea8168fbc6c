import { type Permission, permissions } from "@selvedge/contract";
import { exportJWK, generateKeyPair, importJWK, type JWK, jwtVerify, SignJWT } from "jose";
import type { Actor } from "../../platform/context.ts";
import type { Sql } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";

export const ACCESS_SECONDS = 15 * 60;
const ROTATE_AFTER_DAYS = 30;
const ISSUER = "selvedge";
const ALGORITHM = "EdDSA";

interface Key {
  kid: string;
  verify: CryptoKey;
  sign: CryptoKey | null;
}

/** The installation's signing keys: the newest signs, the ones before it still verify. */
let keys = new Map<string, Key>();
let signing: Key | null = null;

/** Loads the keys, making one where there is none or the newest is old. @param owner a connection of the owner's role */
export async function openKeys(owner: Sql): Promise<void> {
  await owner.begin(async (sql) => {
    await sql`select pg_advisory_xact_lock(48151623)`;
    const [fresh] = await sql`
      select 1 from signing_key where retired_at is null and created_at > now() - make_interval(days => ${ROTATE_AFTER_DAYS})`;
    if (fresh) return;
    const pair = await generateKeyPair(ALGORITHM, { extractable: true, crv: "Ed25519" });
    const [privateJwk, publicJwk] = await Promise.all([exportJWK(pair.privateKey), exportJWK(pair.publicKey)]);
    await sql`update signing_key set retired_at = now() where retired_at is null`;
    await sql`insert into signing_key (kid, private_jwk, public_jwk)
              values (${newId()}, ${sql.json(privateJwk as never)}, ${sql.json(publicJwk as never)})`;
    await sql`delete from signing_key where retired_at < now() - interval '7 days'`;
  });
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
}

/** Who a token speaks for. */
export interface Claims {
  tenantId: string;
  userId: string;
  familyId: string;
  expiresAt: Date;
  actor: Actor;
}

// Permissions travel as bits of the contract's list, so that checking one costs no SQL. The list's mark tells a token of
// another release, which is then refused and refreshed.
const listMark = permissions.length.toString(36);

function toBits(held: readonly string[]): string {
  let bits = 0n;
  permissions.forEach((p, i) => {
    if (held.includes(p)) bits |= 1n << BigInt(i);
  });
  return `${listMark}.${bits.toString(36)}`;
}

function fromBits(text: string): ReadonlySet<Permission> {
  const [mark, digits = "0"] = text.split(".");
  if (mark !== listMark) throw new AppError("not_signed_in", "Sign in again.");
  let bits = 0n;
  for (const digit of digits) bits = bits * 36n + BigInt(Number.parseInt(digit, 36));
  return new Set(permissions.filter((_, i) => (bits >> BigInt(i)) & 1n));
}

export async function signAccessToken(
  user: { tenantId: string; userId: string; permissions: readonly string[] },
  familyId: string,
  now: Date,
  actorType: "user" | "device" = "user",
): Promise<string> {
  if (!signing?.sign) throw new Error("openKeys was not called");
  const at = Math.floor(now.getTime() / 1000);
  return new SignJWT({
    t: user.tenantId,
    p: toBits(user.permissions),
    f: familyId,
    ...(actorType === "device" ? { a: "device" } : {}),
  })
    .setProtectedHeader({ alg: ALGORITHM, kid: signing.kid, typ: "at+jwt" })
    .setSubject(user.userId)
    .setIssuer(ISSUER)
    .setIssuedAt(at)
    .setExpirationTime(at + ACCESS_SECONDS)
    .sign(signing.sign);
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
    const { payload } = await jwtVerify(
      token,
      (header) => {
        const key = keys.get(header.kid ?? "");
        if (!key) throw new AppError("not_signed_in");
        return key.verify;
      },
      { issuer: ISSUER, algorithms: [ALGORITHM], typ: "at+jwt", requiredClaims: ["sub", "exp"] },
    );
    return {
      tenantId: String(payload["t"]),
      userId: String(payload.sub),
      familyId: String(payload["f"]),
      expiresAt: new Date(Number(payload.exp) * 1000),
      actor: {
        type: payload["a"] === "device" ? "device" : "user",
        id: String(payload.sub),
        permissions: fromBits(String(payload["p"])),
      },
    };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("not_signed_in", "The access token is not valid; sign in again.");
  }
}
