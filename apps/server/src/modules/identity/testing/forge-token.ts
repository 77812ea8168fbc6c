import { importJWK, type JWK, SignJWT } from "jose";

/** A token with any header and claims, signed by any key: what an attacker, or one who has the key, could make. */
export async function forgeToken(key: JWK | CryptoKey, header: object, claims: object): Promise<string> {
  const signing = "kty" in key ? await importJWK(key as JWK, "EdDSA") : (key as CryptoKey);
  return new SignJWT(claims as never).setProtectedHeader(header as never).sign(signing);
}
