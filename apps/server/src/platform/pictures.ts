import type { Ctx } from "./context.ts";
import { fieldError } from "./errors.ts";
import { putFile, recordFile } from "./files.ts";

const beginnings: Record<string, (bytes: Buffer) => boolean> = {
  "image/png": (b) => b.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  "image/jpeg": (b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff,
  "image/webp": (b) =>
    b.subarray(0, 4).toString("latin1") === "RIFF" && b.subarray(8, 12).toString("latin1") === "WEBP",
};

export type PutPicture = Awaited<ReturnType<typeof putFile>> & { mediaType: string };

/**
 * Writes a picture given as a data URL to the file store, before the transaction that records it.
 * @throws validation_failed naming `field` when the bytes are not of the kind they are said to be
 */
export async function putPicture(tenantId: string, field: string, name: string, dataUrl: string): Promise<PutPicture> {
  const [, mediaType = "", data = ""] = /^data:([^;]+);base64,(.*)$/.exec(dataUrl) ?? [];
  const bytes = Buffer.from(data, "base64");
  if (!beginnings[mediaType]?.(bytes)) throw fieldError(field, "A PNG, JPEG or WebP picture");
  return { ...(await putFile(tenantId, "media", name, bytes)), mediaType };
}

/** Records a picture written by {@link putPicture}. */
export async function recordPicture(ctx: Ctx, put: PutPicture): Promise<{ id: string; url: string }> {
  const file = await recordFile(ctx, put, put.mediaType);
  return { id: file.id, url: pictureUrl(ctx.tenantId, file.id) };
}

/** Where a picture of the file store is served. */
export function pictureUrl(tenantId: string, fileId: string): string {
  return `/media/${tenantId}/${fileId}`;
}
