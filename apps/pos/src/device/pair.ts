import { createClient } from "@selvedge/client";
import { tillApi } from "@selvedge/contract";
import { setMeta, type TillDb } from "./till-db.ts";

/** Pairs this device by a code from the admin and asks the browser to keep what is stored. */
export async function pairTill(
  db: TillDb,
  code: string,
  deviceName: string,
  options: { baseUrl?: string; fetch?: typeof fetch } = {},
): Promise<void> {
  const call = createClient({
    baseUrl: options.baseUrl ?? "",
    getToken: () => null,
    ...(options.fetch ? { fetch: options.fetch } : {}),
  });
  const paired = await call(tillApi.pairDevice, { code, deviceName });
  const { deviceToken, deviceId, tillId, series } = paired;
  await setMeta(db, "identity", { deviceToken, deviceId, tillId, series, deviceName });
  await globalThis.navigator?.storage?.persist?.();
}
