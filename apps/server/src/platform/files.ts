import { createHash } from "node:crypto";
import path from "node:path";
import { Readable, Transform } from "node:stream";
import { Disk } from "flydrive";
import { FSDriver } from "flydrive/drivers/fs";
import type { Ctx } from "./context.ts";
import { notFound } from "./errors.ts";
import { newId } from "./ids.ts";

export interface StoredFile {
  id: string;
  name: string;
  mediaType: string;
  sizeBytes: number;
  storageKey: string;
}

let disk: Disk | null = null;

/** Says where files live; called once at start. */
export function openFiles(dataDir: string): void {
  disk = new Disk(new FSDriver({ location: path.join(dataDir, "files"), visibility: "private" }));
}

function theDisk(): Disk {
  if (!disk) throw new Error("openFiles was not called");
  return disk;
}

/** Writes bytes to the file store before their row is recorded; a file without a row is swept, a row never lacks its file. */
export async function putFile(
  tenantId: string,
  folder: "media" | "import",
  name: string,
  bytes: Readable | Uint8Array,
) {
  const id = newId();
  const storageKey = `${tenantId}/${folder}/${id}`;
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const measured = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      done(null, chunk);
    },
  });
  const source = bytes instanceof Uint8Array ? Readable.from([bytes]) : bytes;
  source.on("error", (error) => measured.destroy(error));
  await theDisk().putStream(storageKey, source.pipe(measured));
  return { id, name, storageKey, sizeBytes, sha256: hash.digest("hex") };
}

/** Writes bytes under a key that they had elsewhere: files of a restored business. @throws when the key is not the tenant's */
export async function putFileAt(tenantId: string, storageKey: string, bytes: Uint8Array): Promise<void> {
  if (!new RegExp(`^${tenantId}/[a-z]+/[0-9a-zA-Z._-]+$`).test(storageKey) || storageKey.includes(".."))
    throw new Error(`${storageKey} is no place for a file of this business`);
  await theDisk().put(storageKey, bytes);
}

/** Opens a stream whose bytes become a file that only its key tells of (archives). */
export function openFileWriter(tenantId: string, folder: "archive") {
  const storageKey = `${tenantId}/${folder}/${newId()}`;
  let sizeBytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length;
      done(null, chunk);
    },
  });
  const written = theDisk().putStream(storageKey, stream);
  const finished = async (): Promise<number> => {
    await written;
    return sizeBytes;
  };
  return { storageKey, stream, finished };
}

/** Records a file written by {@link putFile}. */
export async function recordFile(
  ctx: Ctx,
  file: Awaited<ReturnType<typeof putFile>>,
  mediaType: string,
): Promise<StoredFile> {
  await ctx.sql`
    insert into stored_file (tenant_id, id, name, media_type, size_bytes, sha256, storage_key)
    values (${ctx.tenantId}, ${file.id}, ${file.name}, ${mediaType}, ${file.sizeBytes}, ${file.sha256}, ${file.storageKey})`;
  return { id: file.id, name: file.name, mediaType, sizeBytes: file.sizeBytes, storageKey: file.storageKey };
}

/** @throws not_found */
export async function getFile(ctx: Ctx, id: string): Promise<StoredFile> {
  const [row] = await ctx.sql<StoredFile[]>`
    select id, name, media_type as "mediaType", size_bytes as "sizeBytes", storage_key as "storageKey"
    from stored_file where tenant_id = ${ctx.tenantId} and id = ${id}`;
  if (!row) throw notFound("file");
  return row;
}

export function readFileStream(file: { storageKey: string }): Promise<Readable> {
  return theDisk().getStream(file.storageKey) as Promise<Readable>;
}

export async function dropFile(storageKey: string): Promise<void> {
  await theDisk().delete(storageKey);
}
