import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { tillApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";

/** The device that speaks, and the till it is paired with. */
export interface Device {
  id: string;
  name: string;
  series: string;
  revokedAt: Date | null;
  /** Of the secret that the device keeps; signs its events. */
  secretHash: string;
  tillId: string;
  tillCode: string;
  tillName: string;
  locationId: string;
  channelId: string;
  upiId: string | null;
  receiptFooter: string;
}

export const secretHash = (secret: string) => createHash("sha256").update(secret).digest("hex");
export const newSecret = () => randomBytes(32).toString("base64url");

// No letters or digits that look alike: codes are read off one screen and typed into another.
const alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/** Eight characters, some 10^11 possibilities, for the quarter of an hour that a code lives. */
export function newPairingCode(): string {
  // 248 is a multiple of 31: bytes beyond it would favour the first letters.
  const letters: string[] = [];
  while (letters.length < 8) {
    for (const byte of randomBytes(16)) if (byte < 248 && letters.length < 8) letters.push(alphabet[byte % 31]!);
  }
  return `${letters.slice(0, 4).join("")}-${letters.slice(4).join("")}`;
}

export const plainCode = (code: string) => code.toUpperCase().replace(/[^A-Z0-9]/g, "");

/** A device with the till it was paired with; null when there is none of that id. */
export async function findDevice(ctx: Ctx, deviceId: string): Promise<Device | null> {
  const [row] = await ctx.sql<Device[]>`
    select d.id, d.name, d.series, d.revoked_at as "revokedAt", d.secret_hash as "secretHash", t.id as "tillId",
           t.code as "tillCode", t.name as "tillName", t.location_id as "locationId", t.channel_id as "channelId",
           t.upi_id as "upiId", t.receipt_footer as "receiptFooter"
    from till_device d join till t on t.tenant_id = d.tenant_id and t.id = d.till_id
    where d.tenant_id = ${ctx.tenantId} and d.id = ${deviceId}`;
  return row ?? null;
}

/**
 * The paired device that calls.
 * @throws not_permitted when it is no till; session_revoked when it was disconnected, unless `evenRevoked`
 */
export async function getDevice(ctx: Ctx, options: { evenRevoked?: boolean } = {}): Promise<Device> {
  if (ctx.actor.type !== "device" || !ctx.actor.id) {
    throw new AppError("not_permitted", "Only a till that is paired does this.");
  }
  const device = await findDevice(ctx, ctx.actor.id);
  if (!device) throw new AppError("session_revoked", "This till is not known any more; pair it again.");
  if (device.revokedAt && !options.evenRevoked) {
    throw new AppError("session_revoked", "This till was disconnected; pair it again.");
  }
  return device;
}

/** Whether an event is as its device wrote it; null when it carries no signature. */
export function isAsWritten(device: Device, event: tillApi.TillEvent): boolean | null {
  if (!event.signature) return null;
  const ours = createHmac("sha256", device.secretHash).update(tillApi.signedText(event)).digest();
  return timingSafeEqual(ours, Buffer.from(event.signature, "hex"));
}
