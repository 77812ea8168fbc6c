import { tillApi } from "@selvedge/contract";
import type { DeviceIdentity } from "./till-db.ts";

const hexOf = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const keys = new Map<string, Promise<CryptoKey>>();

/** The key that device and server share without ever sending it: the hash of the secret in the device's token. */
async function makeKey(deviceToken: string): Promise<CryptoKey> {
  const secret = new TextEncoder().encode(deviceToken.split(".")[2] ?? "");
  const shared = new TextEncoder().encode(hexOf(await crypto.subtle.digest("SHA-256", secret)));
  return crypto.subtle.importKey("raw", shared, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

/** The signature of an event by the device that writes it: HMAC-SHA256 over what must never change of it, in hex. */
export async function signEvent(
  { deviceToken }: Pick<DeviceIdentity, "deviceToken">,
  event: Parameters<typeof tillApi.signedText>[0],
): Promise<string> {
  const key = keys.get(deviceToken) ?? makeKey(deviceToken);
  keys.set(deviceToken, key);
  return hexOf(await crypto.subtle.sign("HMAC", await key, new TextEncoder().encode(tillApi.signedText(event))));
}
