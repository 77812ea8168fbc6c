import type { Ctx } from "../../platform/context.ts";

export interface PersonTable {
  name: string;
  /** Columns that may hold the id of a person. */
  ids: string[];
  columns: string[];
}

/** Every table of a business with the columns that may name a person by id, read off the catalog. */
export async function listPersonTables({ sql }: Ctx): Promise<PersonTable[]> {
  const rows = await sql<PersonTable[]>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns,
           coalesce(array_agg(a.attname::text order by a.attnum)
             filter (where a.atttypid = 'uuid'::regtype and a.attname <> 'tenant_id'), '{}') as ids
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and has_table_privilege(c.oid, 'select')
    group by c.relname having bool_or(a.attname = 'tenant_id') order by c.relname`;
  return [...rows];
}

/** Tables whose rows hang on these by a foreign key, such as the lines of an order. */
export async function listChildTables({ sql }: Ctx): Promise<{ parent: string; child: string; column: string }[]> {
  const rows = await sql<{ parent: string; child: string; column: string }[]>`
    select p.relname as parent, c.relname as child, a.attname::text as column
    from pg_constraint k join pg_class p on p.oid = k.confrelid join pg_class c on c.oid = k.conrelid
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[2]
    where k.contype = 'f' and cardinality(k.conkey) = 2 and p.relnamespace = 'public'::regnamespace
      and has_table_privilege(c.oid, 'select') and a.atttypid = 'uuid'::regtype`;
  return [...rows];
}
