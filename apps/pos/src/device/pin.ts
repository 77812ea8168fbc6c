const ROUNDS = 200_000;

/** Whether a PIN is the one whose hash came down: the server's own derivation, so that it works without the server. */
export async function isPin(pin: string, person: { pinSalt: string; pinHash: string }): Promise<boolean> {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  const salt = Uint8Array.from(person.pinSalt.match(/../g) ?? [], (hex) => Number.parseInt(hex, 16));
  const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS }, key, 256);
  const hex = [...new Uint8Array(bits)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex === person.pinHash;
}

/** Wrong PINs cost time: nothing for the first three, then doubling from two seconds up to five minutes. */
export function pinWaitMs(failures: number): number {
  return failures < 3 ? 0 : Math.min(300_000, 2000 * 2 ** (failures - 3));
}
