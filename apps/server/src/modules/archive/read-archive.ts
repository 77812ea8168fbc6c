import { createHash } from "node:crypto";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { AppError } from "../../platform/errors.ts";
import { FORMAT, type Head } from "./write-archive.ts";

export type ArchivePart =
  | { kind: "head"; head: Head }
  | { kind: "rows"; table: string; rows: string[] }
  | { kind: "file"; storageKey: string; bytes: Buffer };

const ROWS_AT_ONCE = 1000;

export function damaged(why: string): AppError {
  return new AppError("bad_request", `The archive is damaged or is none: ${why}`);
}

/**
 * Reads an archive as a stream of parts. @throws bad_request as soon as something does not fit; at the very end when the
 * hash over everything is missing or another
 */
export async function* readArchive(source: Readable): AsyncGenerator<ArchivePart> {
  const gunzip = createGunzip();
  source.on("error", (error) => gunzip.destroy(error));
  const take = partReader();
  let sealed = false;
  try {
    for await (const line of createInterface({ input: source.pipe(gunzip), crlfDelay: Number.POSITIVE_INFINITY })) {
      if (sealed) throw damaged("something follows its end.");
      const part = take(line);
      if (part === "end") sealed = true;
      else yield* part;
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw (error as { code?: string }).code?.startsWith("Z_") ? damaged("it cannot be unpacked to its end.") : error;
  }
  if (!sealed) throw damaged("its end is missing.");
}

/** What a line after the head adds. Lines of the archive itself have no space after their colon; rows, as PostgreSQL prints them, do. */
function partReader(): (line: string) => ArchivePart[] | "end" {
  const hash = createHash("sha256");
  let begun = false;
  let table: string | null = null;
  let rows: string[] = [];
  let file: { storageKey: string; sha256: string; chunks: Buffer[] } | null = null;
  const flush = (): ArchivePart[] => {
    if (rows.length === 0) return [];
    const part = { kind: "rows" as const, table: table!, rows };
    rows = [];
    return [part];
  };
  const endFile = (): ArchivePart[] => {
    if (!file) throw damaged("a file ends that did not begin.");
    const { storageKey, sha256, chunks } = file;
    const bytes = Buffer.concat(chunks);
    file = null;
    if (createHash("sha256").update(bytes).digest("hex") !== sha256)
      throw damaged(`the file ${storageKey} was changed.`);
    return [{ kind: "file", storageKey, bytes }];
  };
  return (line) => {
    if (line.startsWith('{"sha256":"')) {
      if (rows.length > 0 || file) throw damaged("its end comes too early.");
      if (parse<{ sha256: string }>(line).sha256 !== hash.digest("hex")) throw damaged("its content was changed.");
      return "end";
    }
    hash.update(`${line}\n`);
    if (!begun) {
      begun = true;
      return [{ kind: "head", head: readHead(line) }];
    }
    if (line.startsWith('{"table":"')) {
      const before = flush();
      table = parse<{ table: string }>(line).table;
      return before;
    }
    if (line === '{"rowsEnd":true}') return flush();
    if (line.startsWith('{"file":"')) {
      const { file: storageKey, sha256 } = parse<{ file: string; sha256: string }>(line);
      file = { storageKey, sha256, chunks: [] };
      return [];
    }
    if (line.startsWith('{"bytes":"')) {
      file?.chunks.push(Buffer.from(parse<{ bytes: string }>(line).bytes, "base64"));
      return [];
    }
    if (line === '{"fileEnd":true}') return endFile();
    if (!table || !line.startsWith("{")) throw damaged("a row stands in no table.");
    rows.push(line);
    return rows.length >= ROWS_AT_ONCE ? flush() : [];
  };
}

function readHead(line: string): Head {
  const head = parse<Head>(line);
  if (head?.selvedge !== "archive") throw damaged("it does not begin like one.");
  if (head.format !== FORMAT) throw damaged(`its format ${head.format} is not known here.`);
  if (!/^[0-9a-f-]{36}$/.test(head.tenantId)) throw damaged("it names no business.");
  return head;
}

function parse<T>(line: string): T {
  try {
    return JSON.parse(line) as T;
  } catch {
    throw damaged("a line cannot be read.");
  }
}
