import type { Readable } from "node:stream";
import { type Runtime, systemActor } from "../../platform/context.ts";
import type { Tx } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { dropFile, putFileAt } from "../../platform/files.ts";
import { newId } from "../../platform/ids.ts";
import { inTransaction } from "../../platform/runner.ts";
import { type ArchiveTable, listArchiveTables, markOf, restoredRow } from "./archive-tables.ts";
import { type ArchivePart, damaged, readArchive } from "./read-archive.ts";
import type { Head, OnProgress } from "./write-archive.ts";

export interface Restored {
  tenantId: string;
  slug: string;
  rows: number;
}

/**
 * Brings a business in from an archive, with the ids it had: whole, or not at all. One transaction; afterwards the number and
 * the content of every table's rows are compared with what the archive said of them.
 * @param options.slug another short name, where the archive's is taken here
 * @throws bad_request for a damaged archive, conflict when the business is here already
 */
export async function restoreArchive(
  runtime: Runtime,
  source: Readable,
  options: { slug?: string | undefined; onProgress?: OnProgress } = {},
): Promise<Restored> {
  const parts = readArchive(source);
  const first = await parts.next();
  if (first.done || first.value.kind !== "head") throw damaged("it is empty.");
  const { head } = first.value;
  const files: string[] = [];
  const call = { tenantId: head.tenantId, actor: systemActor, requestId: `restore-${newId()}` };
  try {
    return await inTransaction(runtime, call, { name: "archive.restore", once: true }, async (ctx) => {
      const slug = options.slug ?? head.slug;
      await assertFits(ctx.sql, head, slug);
      const restored = await putIn(ctx.sql, { ...head, slug }, parts, files, options.onProgress);
      ctx.emit({
        type: "archive.business_restored",
        entityType: "tenant",
        entityId: head.tenantId,
        after: { slug: restored.slug, exportedAt: head.exportedAt, rows: restored.rows },
      });
      return restored;
    });
  } catch (error) {
    for (const key of files) await dropFile(key).catch(() => {});
    throw error;
  } finally {
    source.destroy();
  }
}

async function assertFits(sql: Tx, head: Head, slug: string): Promise<void> {
  const [here] = await sql<{ schema: string; taken: boolean; slug_taken: boolean }[]>`
    select app.schema_version() as schema,
           exists (select 1 from app.tenant_directory where tenant_id = ${head.tenantId}) as taken,
           exists (select 1 from app.tenant_directory where slug = ${slug}) as slug_taken`;
  if (here!.taken) throw new AppError("conflict", `${head.name} is in this installation already.`);
  if (here!.slug_taken)
    throw new AppError("conflict", `The short name ${slug} is taken in this installation; restore under another one.`);
  if (here!.schema !== head.schema)
    throw new AppError(
      "wrong_state",
      `The archive is of another release (${head.schema}; here ${here!.schema}). Bring both installations to the same release, then export again.`,
    );
}

async function putIn(
  sql: Tx,
  head: Head,
  parts: AsyncGenerator<ArchivePart>,
  files: string[],
  onProgress: OnProgress | undefined,
): Promise<Restored> {
  const tables = new Map((await listArchiveTables(sql)).map((table) => [table.name, table]));
  const total = Object.values(head.tables).reduce((sum, table) => sum + table.rows, 0);
  await sql`create temp table restored (row jsonb) on commit drop`;
  let current = null as ArchiveTable | null;
  let done = 0;
  for await (const part of parts) {
    if (part.kind === "rows") {
      if (current?.name !== part.table) {
        if (current) await insertRestored(sql, current, head.slug);
        current = tables.get(part.table) ?? null;
        if (!current) throw damaged(`it has a table ${part.table} that is not known here.`);
      }
      await sql`insert into restored select jsonb_array_elements(${`[${part.rows.join(",")}]`}::text::jsonb)`;
      done += part.rows.length;
      await onProgress?.({ phase: part.table, done, total });
      continue;
    }
    if (current) await insertRestored(sql, current, head.slug);
    current = null;
    if (part.kind === "file") {
      await putFileAt(head.tenantId, part.storageKey, part.bytes);
      files.push(part.storageKey);
    }
  }
  if (current) await insertRestored(sql, current, head.slug);
  await sql`select app.raise_event_ids((select coalesce(max(id), 0) from event where tenant_id = ${head.tenantId}))`;
  await compare(sql, head, [...tables.values()]);
  return { tenantId: head.tenantId, slug: head.slug, rows: done };
}

/**
 * One statement per table: rows that refer to rows of the same table, and books that balance only as a whole, go in together.
 * What triggers made of earlier tables is there already and the same.
 */
async function insertRestored(sql: Tx, { name, columns }: ArchiveTable, slug: string): Promise<void> {
  const list = columns.map((column, i) => (i === 0 ? sql`${sql(column)}` : sql`, ${sql(column)}`));
  const values = columns.map((column, i) => {
    const held = heldAs(sql, name, column, slug);
    return i === 0 ? held : sql`, ${held}`;
  });
  await sql`
    insert into ${sql(name)} (${list}) overriding system value
    select ${values} from restored x, jsonb_populate_record(null::${sql(name)}, x.row) r
    on conflict do nothing`;
  await sql`truncate restored`;
}

function heldAs(sql: Tx, table: string, column: string, slug: string) {
  if (table === "event" && column === "xid") return sql`coalesce(r.xid, pg_current_xact_id())`;
  if (table === "tenant" && column === "slug") return sql`${slug}::text`;
  return sql`r.${sql(column)}`;
}

async function compare(sql: Tx, head: Head, tables: readonly ArchiveTable[]): Promise<void> {
  for (const { name } of tables) {
    const told = head.tables[name] ?? { rows: 0, mark: "0" };
    const owner = name === "tenant" ? sql`t.id` : sql`t.tenant_id`;
    const [is] = await sql<{ rows: number; mark: string }[]>`
      select ${markOf(sql, restoredRow(sql, name))} from ${sql(name)} t where ${owner} = ${head.tenantId}`;
    if (is!.rows !== told.rows || is!.mark !== told.mark)
      throw damaged(
        `${name} came out with ${is!.rows} rows where the archive tells of ${told.rows}, or with other content.`,
      );
  }
}
