import type { Ctx } from "./context.ts";

/** What a person calls a record, in order of what tells most. */
const nameColumns = ["number", "name", "title", "code", "email"] as const;

let statement: string | null = null;

/**
 * What a person calls the records of these ids, whatever tables they are in: every table that has an id and a name of
 * some kind is asked by its key, so that a new table needs no line here.
 */
export async function readRecordNames(ctx: Ctx, ids: Iterable<string>): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  statement ??= await printStatement(ctx);
  const rows = await ctx.sql.unsafe<{ id: string; name: string }[]>(statement, [ctx.tenantId, wanted]);
  return new Map(rows.map((row) => [row.id, row.name]));
}

async function printStatement(ctx: Ctx): Promise<string> {
  const tables = await ctx.sql<{ name: string; columns: string[] }[]>`
    select c.relname as name, array_agg(a.attname::text) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and has_table_privilege(c.oid, 'select')
      and (a.attname in ('tenant_id', 'id') and a.atttypid = 'uuid'::regtype
           or a.attname = any(${[...nameColumns]}) and a.atttypid in ('text'::regtype, 'varchar'::regtype))
    group by c.relname order by c.relname`;
  const parts = tables.flatMap(({ name, columns }) => {
    const named = nameColumns.filter((column) => columns.includes(column));
    if (!columns.includes("tenant_id") || !columns.includes("id") || named.length === 0) return [];
    const value = named.map((column) => `nullif("${column}", '')`).join(", ");
    return [`select id, coalesce(${value}) as name from "${name}" where tenant_id = $1 and id = any($2::uuid[])`];
  });
  return `select * from (${parts.join(" union all ")}) found where name is not null`;
}
