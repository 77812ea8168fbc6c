import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { AppError } from "../../platform/errors.ts";
import { readFileStream } from "../../platform/files.ts";
import type { ImportOptions } from "./options.ts";

/** One record of a file: its line number as a person counts (the header is 1), its cells, and the text it stood as. */
export interface RawLine {
  lineNo: number;
  cells: string[];
}

export interface OpenedFile {
  columns: string[];
  lines: AsyncIterable<RawLine>;
  encoding: string;
}

const MOST_XLSX_BYTES = 60 * 1024 * 1024;

/**
 * Opens CSV, CSV.gz or XLSX as a stream of records. What it is, is told by its first bytes, not by its name.
 * @throws validation_failed in words when it is none of these, or its encoding cannot be read
 */
export async function openTable(
  open: () => Promise<Readable>,
  options: Pick<ImportOptions, "encoding" | "delimiter">,
): Promise<OpenedFile> {
  const head = await peek(await open(), 4);
  if (head.length === 0) throw unreadable("The file is empty.");
  if (head[0] === 0x50 && head[1] === 0x4b) return openXlsx(await open());
  if (head[0] === 0xd0 && head[1] === 0xcf)
    throw unreadable("This is an old Excel file (.xls); save it as .xlsx or CSV.");
  const gzipped = head[0] === 0x1f && head[1] === 0x8b;
  const bytes = async () => (gzipped ? inflate(await open()) : open());
  const sample = await peek(await bytes(), 256 * 1024).catch(() => {
    throw unreadable("The compressed file is damaged; compress it again.");
  });
  if (sample.includes(0) && !utf16Of(sample) && !options.encoding.startsWith("utf-16"))
    throw unreadable("This is not a text table; send CSV, CSV.gz or XLSX.");
  const encoding = options.encoding === "auto" ? guessEncoding(sample) : options.encoding;
  const delimiter = options.delimiter === "auto" ? guessDelimiter(decodeAll(sample, encoding)) : options.delimiter;
  return openCsv(await bytes(), encoding, delimiter);
}

function unreadable(message: string): AppError {
  return new AppError("validation_failed", message, { fields: [{ path: "file", message }] });
}

function inflate(source: Readable): Readable {
  const gunzip = createGunzip();
  source.on("error", (error) => gunzip.destroy(error));
  return source.pipe(gunzip);
}

/** The first bytes of a stream; the stream is closed after. */
async function peek(stream: Readable, size: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let have = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    have += chunk.length;
    if (have >= size) break;
  }
  stream.destroy();
  return Buffer.concat(chunks).subarray(0, size);
}

/** Which half of UTF-16 comes first, by the mark that programs put before it; null for anything else. */
function utf16Of(sample: Buffer): "utf-16le" | "utf-16be" | null {
  if (sample[0] === 0xff && sample[1] === 0xfe) return "utf-16le";
  return sample[0] === 0xfe && sample[1] === 0xff ? "utf-16be" : null;
}

/** UTF-8 where every byte of the sample is; else what Windows programs write. A cut character at the end does not count. */
export function guessEncoding(sample: Buffer): "utf-8" | "windows-1252" | "utf-16le" | "utf-16be" {
  const wide = utf16Of(sample);
  if (wide) return wide;
  for (let cut = 0; cut < 4; cut += 1) {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(sample.subarray(0, sample.length - cut));
      return "utf-8";
    } catch {}
  }
  return "windows-1252";
}

function decodeAll(sample: Buffer, encoding: string): string {
  return new TextDecoder(encoding).decode(sample);
}

/** The separator that stands most often in the first line outside quotes. */
export function guessDelimiter(text: string): string {
  const first = (text.split(/\r?\n/, 1)[0] ?? "").replace(/"[^"]*"/g, "");
  const counts = [",", ";", "\t", "|"].map((d) => [d, first.split(d).length] as const);
  return counts.reduce((best, c) => (c[1] > best[1] ? c : best))[0];
}

async function openCsv(bytes: Readable, encoding: string, delimiter: string): Promise<OpenedFile> {
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: 1024 * 1024,
  });
  const text = Readable.from(decode(bytes, encoding));
  text.on("error", (error) => parser.destroy(error));
  bytes.on("error", (error) => parser.destroy(unreadable(`The file could not be read to its end: ${error.message}`)));
  text.pipe(parser);
  const records = parser[Symbol.asyncIterator]() as AsyncIterator<{ record: string[]; info: { lines: number } }>;
  const header = await records.next().catch((error: Error) => {
    throw error instanceof AppError ? error : unreadable(`The file is not a readable table: ${error.message}`);
  });
  if (header.done) throw unreadable("The file has no header line.");
  const columns = header.value.record.map((c) => c.trim());
  return { columns, encoding, lines: csvLines(records, () => parser.destroy()) };
}

async function* decode(bytes: Readable, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes as AsyncIterable<Buffer>) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function* csvLines(
  records: AsyncIterator<{ record: string[]; info: { lines: number } }>,
  close: () => void,
): AsyncGenerator<RawLine> {
  try {
    for (;;) {
      const next = await records.next().catch((error: Error) => {
        throw error instanceof AppError ? error : unreadable(`The file breaks off: ${error.message}`);
      });
      if (next.done) return;
      yield { lineNo: next.value.info.lines, cells: next.value.record };
    }
  } finally {
    close();
  }
}

/** A workbook is unpacked whole in memory; larger histories come as CSV. */
async function openXlsx(stream: Readable): Promise<OpenedFile> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_XLSX_BYTES) {
      stream.destroy();
      throw unreadable("This workbook is larger than 60 MB; save it as CSV and send that.");
    }
    chunks.push(chunk);
  }
  const { default: readXlsxFile } = await import("read-excel-file/node");
  const sheets = await readXlsxFile(Buffer.concat(chunks)).catch(() => {
    throw unreadable("The workbook is damaged or protected; save it again as .xlsx or CSV.");
  });
  const rows = (sheets[0]?.data ?? []) as unknown[][];
  const header = rows[0];
  if (!header) throw unreadable("The first sheet is empty.");
  return { columns: header.map(cellText), encoding: "xlsx", lines: xlsxLines(rows) };
}

async function* xlsxLines(rows: unknown[][]): AsyncGenerator<RawLine> {
  for (let i = 1; i < rows.length; i += 1) {
    const cells = rows[i]!.map(cellText);
    if (cells.some((c) => c !== "")) yield { lineNo: i + 1, cells };
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  // A workbook's date has no zone; it is kept as it reads.
  if (cell instanceof Date) return cell.toISOString().slice(0, 19).replace("T", " ");
  return String(cell).trim();
}

/** The header of a stored file. */
export async function readColumns(file: { storageKey: string }): Promise<string[]> {
  const table = await openTable(() => readFileStream(file), { encoding: "auto", delimiter: "auto" });
  return table.columns;
}
