import type { Tx } from "../../platform/db.ts";

export interface ArchiveTable {
  name: string;
  /** Columns that are stored; worked-out ones are worked out again. */
  columns: string[];
}

/** About this installation, not about the business. */
const notInArchives = ["tenant_archive"];
/** Closing the books of a time comes after what is in them. */
const last = ["fiscal_period"];

/**
 * Every table of a business in an order in which rows can be put in: what is referred to before what refers to it. Read off
 * the catalog, so that a new table is in without being named.
 */
export async function listArchiveTables(sql: Tx): Promise<ArchiveTable[]> {
  const tables = await sql<ArchiveTable[]>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and (c.relname = 'tenant' or exists (select 1 from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id'))
      and c.relname <> all(${notInArchives})
    group by c.relname order by c.relname`;
  const arrows = await sql<{ child: string; parent: string }[]>`
    select distinct c.relname as child, p.relname as parent
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
    where k.contype = 'f' and c.oid <> p.oid and c.relnamespace = 'public'::regnamespace`;
  return inOrder([...tables], arrows);
}

function inOrder(tables: ArchiveTable[], arrows: readonly { child: string; parent: string }[]): ArchiveTable[] {
  const waiting = new Map(tables.map((table) => [table.name, table]));
  const ordered: ArchiveTable[] = [];
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter(
      ({ name }) =>
        !arrows.some((a) => a.child === name && waiting.has(a.parent)) &&
        (!last.includes(name) || [...waiting.keys()].every((other) => last.includes(other))),
    );
    if (free.length === 0)
      throw new Error(`These tables refer to each other in a circle: ${[...waiting.keys()].join(", ")}`);
    for (const table of free) {
      ordered.push(table);
      waiting.delete(table.name);
    }
  }
  return ordered;
}

/** A row as it is archived. Transaction ids mean nothing elsewhere: of the trail only whether an entry is sealed is kept. */
export function archivedRow(sql: Tx, table: string) {
  if (table === "event")
    return sql`(to_jsonb(t) - 'xid' || jsonb_build_object('xid', case when t.xid < coalesce(
      (select c.next_xid from audit_chain c where c.tenant_id = t.tenant_id), '0'::xid8) then '0' end))`;
  if (table === "tenant") return withoutSlug(sql);
  if (table === "audit_chain") return sql`(to_jsonb(t) || '{"next_xid": "1"}')`;
  return sql`to_jsonb(t)`;
}

/** The short name may be another in another installation; the head of the archive has it. */
const withoutSlug = (sql: Tx) => sql`(to_jsonb(t) - 'slug')`;

/** The same of a row that is in the database: for comparing what was restored with what was archived. */
export function restoredRow(sql: Tx, table: string) {
  if (table === "tenant") return withoutSlug(sql);
  if (table === "event")
    return sql`(to_jsonb(t) - 'xid' || jsonb_build_object('xid', case when t.xid = '0'::xid8 then '0' end))`;
  return sql`to_jsonb(t)`;
}

/** Number of rows and a mark over their content that does not depend on their order. */
export const markOf = (sql: Tx, row: object) =>
  sql`count(*)::int as rows, coalesce(sum(('x' || substr(md5(${row}::text), 1, 15))::bit(60)::bigint::numeric), 0)::text as mark`;
