import { randomBytes } from "node:crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const TENANT_LENGTH = 22;

/** Random letters and digits, 5.95 bits each. */
export function randomLetters(length: number): string {
  let letters = "";
  // 248 is a multiple of 62: bytes beyond it would favour the first letters.
  while (letters.length < length) {
    for (const byte of randomBytes(length)) if (byte < 248 && letters.length < length) letters += alphabet[byte % 62]!;
  }
  return letters;
}

/** A tenant's id as 22 letters and digits, for texts that must tell whose they are before anything is looked up. */
export function tenantLetters(tenantId: string): string {
  let left = BigInt(`0x${tenantId.replaceAll("-", "")}`);
  let letters = "";
  for (; letters.length < TENANT_LENGTH; left /= 62n) letters = alphabet[Number(left % 62n)]! + letters;
  return letters;
}

/** The tenant's id that such letters stand for; null for letters that stand for none. */
export function tenantOfLetters(letters: string): string | null {
  if (letters.length !== TENANT_LENGTH) return null;
  let value = 0n;
  for (const letter of letters) {
    const digit = alphabet.indexOf(letter);
    if (digit < 0) return null;
    value = value * 62n + BigInt(digit);
  }
  const hex = value.toString(16).padStart(32, "0");
  if (hex.length > 32) return null;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
