import { createHash } from "node:crypto";
import type { Writable } from "node:stream";
import { createGzip } from "node:zlib";
import type { Tx } from "../../platform/db.ts";
import { readFileStream } from "../../platform/files.ts";
import { type ArchiveTable, archivedRow, listArchiveTables, markOf } from "./archive-tables.ts";

export const FORMAT = 1;

export interface Head {
  selvedge: "archive";
  format: number;
  tenantId: string;
  slug: string;
  name: string;
  exportedAt: string;
  /** The newest migration of the installation it came from. */
  schema: string;
  tables: Record<string, { rows: number; mark: string }>;
}

export interface Progress {
  phase: string;
  done: number;
  total: number;
}
export type OnProgress = (progress: Progress) => Promise<unknown>;

/**
 * Writes a whole business as one gzip of JSON lines: a head, each table's rows, each file, and a hash over all of it. Memory
 * stays flat whatever the size. @param sql a transaction with one snapshot, so that everything is of one moment
 */
export async function writeArchive(sql: Tx, tenantId: string, out: Writable, onProgress: OnProgress = async () => {}) {
  const tables = await listArchiveTables(sql);
  const head = await readHead(sql, tenantId, tables);
  const line = lineWriter(out);
  await line.write(JSON.stringify(head));
  const total = Object.values(head.tables).reduce((sum, table) => sum + table.rows, 0);
  let done = 0;
  for (const { name } of tables) {
    if (head.tables[name]!.rows === 0) continue;
    await line.write(JSON.stringify({ table: name }));
    for await (const rows of rowsOf(sql, name, tenantId).cursor(1000)) {
      for (const { row } of rows) await line.write(row);
      done += rows.length;
      await onProgress({ phase: name, done, total });
    }
  }
  await line.write(JSON.stringify({ rowsEnd: true }));
  await writeFiles(sql, tenantId, line.write);
  await line.end();
  return { head, rows: done };
}

const ownerOf = (sql: Tx, table: string) => (table === "tenant" ? sql`t.id` : sql`t.tenant_id`);

function rowsOf(sql: Tx, table: string, tenantId: string) {
  return sql<{ row: string }[]>`
    select ${archivedRow(sql, table)}::text as row from ${sql(table)} t where ${ownerOf(sql, table)} = ${tenantId}`;
}

async function readHead(sql: Tx, tenantId: string, tables: readonly ArchiveTable[]): Promise<Head> {
  const [tenant] = await sql<{ slug: string; name: string }[]>`select slug, name from tenant where id = ${tenantId}`;
  if (!tenant) throw new Error("There is no such business.");
  const marks: Head["tables"] = {};
  for (const { name } of tables) {
    const [row] = await sql<{ rows: number; mark: string }[]>`
      select ${markOf(sql, archivedRow(sql, name))} from ${sql(name)} t where ${ownerOf(sql, name)} = ${tenantId}`;
    marks[name] = row!;
  }
  const [schema] = await sql<{ name: string }[]>`select app.schema_version() as name`;
  return {
    ...{ selvedge: "archive", format: FORMAT, tenantId, slug: tenant.slug, name: tenant.name },
    ...{ exportedAt: new Date().toISOString(), schema: schema!.name, tables: marks },
  };
}

/** Lines into gzip into `out`, waiting whenever the reader is slower; the last line is the hash of those before. */
function lineWriter(out: Writable) {
  const gzip = createGzip({ level: 6 });
  const hash = createHash("sha256");
  const finished = new Promise<void>((resolve, reject) => {
    out.on("finish", resolve);
    out.on("error", reject);
    gzip.on("error", reject);
  });
  finished.catch(() => {});
  gzip.pipe(out);
  const write = async (text: string): Promise<void> => {
    const bytes = Buffer.from(`${text}\n`);
    hash.update(bytes);
    if (!gzip.write(bytes)) await Promise.race([new Promise((resolve) => gzip.once("drain", resolve)), finished]);
  };
  const end = async (): Promise<void> => {
    gzip.end(`${JSON.stringify({ sha256: hash.digest("hex") })}\n`);
    await finished;
  };
  return { write, end };
}

async function writeFiles(sql: Tx, tenantId: string, write: (text: string) => Promise<void>): Promise<void> {
  const files = await sql<{ storageKey: string; sha256: string }[]>`
    select storage_key as "storageKey", sha256 from stored_file where tenant_id = ${tenantId} order by id`;
  for (const file of files) {
    const stream = await readFileStream(file).catch(() => null);
    if (!stream) continue;
    await write(JSON.stringify({ file: file.storageKey, sha256: file.sha256 }));
    for await (const chunk of stream) await write(JSON.stringify({ bytes: (chunk as Buffer).toString("base64") }));
    await write(JSON.stringify({ fileEnd: true }));
  }
}
