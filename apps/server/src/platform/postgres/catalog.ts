import type { Sql } from "./sql.ts";
/** A table or view as the catalog has it. */
export interface CatalogTable {
  schema: string;
  name: string;
  kind: "table" | "view";
  comment: string | null;
  rowSecurity: boolean;
  forcedRowSecurity: boolean;
  viewDefinition: string | null;
  partitionOf: string | null;
  columns: CatalogColumn[];
  constraints: { name: string; definition: string }[];
  indexes: string[];
  triggers: string[];
  policies: CatalogPolicy[];
  /** `columns` is absent when the grant is on the whole table. */
  grants: { role: string; verbs: string[]; columns?: string[] }[];
}

export interface CatalogColumn {
  name: string;
  type: string;
  /** Name of the type without its modifier, `_` first when it is an array; the base type of a domain. */
  baseType: string;
  enumLabels: string[] | null;
  notNull: boolean;
  default: string | null;
  identity: string | null;
  generated: string | null;
  comment: string | null;
}

export interface CatalogPolicy {
  name: string;
  permissive: boolean;
  command: string;
  roles: string[];
  using: string | null;
  check: string | null;
}

/** Our schemas: neither PostgreSQL's own nor the job queue's, which comes with its library. */
const ours = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker')`;
const notOfExtension = (catalog: string, oid: string) =>
  `not exists (select 1 from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;

/** Reads every table and view of ours, in order of schema and name; columns in their own order. */
export async function readTables(sql: Sql): Promise<CatalogTable[]> {
  const rows = await sql.unsafe(`
    select n.nspname as schema, c.relname as name, case when c.relkind = 'v' then 'view' else 'table' end as kind,
      obj_description(c.oid, 'pg_class') as comment,
      c.relrowsecurity as "rowSecurity", c.relforcerowsecurity as "forcedRowSecurity",
      case when c.relkind = 'v' then pg_get_viewdef(c.oid, true) end as "viewDefinition",
      (select i.inhparent::regclass::text || ' ' || pg_get_expr(c.relpartbound, c.oid)
         from pg_inherits i where i.inhrelid = c.oid and c.relispartition) as "partitionOf",
      (${columns}) as columns,
      (select coalesce(json_agg(json_build_object('name', k.conname, 'definition', pg_get_constraintdef(k.oid, true))
                order by array_position('{p,u,f,c,x}'::"char"[], k.contype), k.conname), '[]')
         from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c', 'x')) as constraints,
      (select coalesce(json_agg(pg_get_indexdef(i.indexrelid) order by i.indexrelid::regclass::text), '[]')
         from pg_index i where i.indrelid = c.oid
          and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
      ) as indexes,
      (select coalesce(json_agg(pg_get_triggerdef(t.oid, true) order by t.tgname), '[]')
         from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as triggers,
      (${policies}) as policies,
      (${tableGrants}) as grants
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v') and ${ours} and ${notOfExtension("pg_class", "c.oid")}
    order by n.nspname collate "C", c.relname collate "C"`);
  return rows as unknown as CatalogTable[];
}

const columns = `
  select coalesce(json_agg(json_build_object(
    'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
    'baseType', coalesce(base.typname, t.typname),
    'enumLabels', (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid in (t.oid, t.typelem)),
    'notNull', a.attnotnull,
    'default', case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end,
    'identity', nullif(a.attidentity, ''),
    'generated', case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) end,
    'comment', col_description(c.oid, a.attnum)) order by a.attnum), '[]')
  from pg_attribute a join pg_type t on t.oid = a.atttypid
    left join pg_type base on base.oid = nullif(t.typbasetype, 0)
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped`;

const policies = `
  select coalesce(json_agg(json_build_object(
    'name', p.polname, 'permissive', p.polpermissive,
    'command', case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update'
                             when 'd' then 'delete' else 'all' end,
    'roles', (select coalesce(json_agg(r.rolname order by r.rolname), '["public"]')
                from pg_roles r where r.oid = any (p.polroles)),
    'using', pg_get_expr(p.polqual, p.polrelid, true),
    'check', pg_get_expr(p.polwithcheck, p.polrelid, true)) order by p.polname), '[]')
  from pg_policy p where p.polrelid = c.oid`;

const tableGrants = `
  select coalesce(json_agg(json_strip_nulls(json_build_object(
    'role', g.role, 'verbs', g.verbs, 'columns', g.columns)) order by g.columns is not null, g.role, g.verbs::text), '[]')
  from (select case when x.grantee = 0 then 'public' else pg_get_userbyid(x.grantee) end as role,
          json_agg(lower(x.privilege_type) order by array_position('{SELECT,INSERT,UPDATE,DELETE}', x.privilege_type),
                   x.privilege_type) as verbs, null::json as columns
        from aclexplode(c.relacl) x where x.grantee <> c.relowner group by x.grantee
        union all
        select pg_get_userbyid(x.grantee), json_build_array(lower(x.privilege_type)), json_agg(a.attname order by a.attnum)
        from pg_attribute a, aclexplode(a.attacl) x where a.attrelid = c.oid and x.grantee <> c.relowner
        group by x.grantee, x.privilege_type) g`;

/** Everything that is not a table: one finished statement each, in the order they are to be printed. */
export interface CatalogRest {
  extensions: string[];
  schemas: string[];
  types: string[];
  functions: string[];
}

export async function readRest(sql: Sql): Promise<CatalogRest> {
  const list = async (query: string) =>
    (await sql.unsafe(query)).map((row) => (row as unknown as { line: string }).line);
  return {
    extensions: await list(
      `select 'create extension ' || extname as line from pg_extension where extname <> 'plpgsql' order by extname collate "C"`,
    ),
    schemas: await list(
      `select n.nspname || case when u.roles is null then '' else ' (usage: ' || u.roles || ')' end as line
       from pg_namespace n, lateral (
         select string_agg(pg_get_userbyid(x.grantee)::text, ', ' order by pg_get_userbyid(x.grantee)::text) as roles
         from aclexplode(n.nspacl) x
         where x.grantee not in (0, n.nspowner) and x.privilege_type = 'USAGE') u
       where ${ours} order by n.nspname collate "C"`,
    ),
    types: await list(
      `select line from (
       select format('create type %I.%I as enum (%s)', n.nspname, t.typname,
                string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)) as line
       from pg_type t join pg_namespace n on n.oid = t.typnamespace join pg_enum e on e.enumtypid = t.oid
       where ${ours} and ${notOfExtension("pg_type", "t.oid")} group by n.nspname, t.typname
       union all
       select format('create domain %I.%I as %s%s', n.nspname, t.typname, format_type(t.typbasetype, t.typtypmod),
                (select string_agg(' ' || pg_get_constraintdef(k.oid, true), '' order by k.conname)
                   from pg_constraint k where k.contypid = t.oid)) as line
       from pg_type t join pg_namespace n on n.oid = t.typnamespace
       where t.typtype = 'd' and ${ours} and ${notOfExtension("pg_type", "t.oid")}) every
       order by line collate "C"`,
    ),
    functions: await list(
      `select rtrim(pg_get_functiondef(p.oid), E'\\n') || ';' || coalesce(E'\\n-- execute: ' || g.roles, '') as line
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace, lateral (
         select string_agg(x.role, ', ' order by x.role) as roles
         from (select case when grantee = 0 then 'public' else pg_get_userbyid(grantee)::text end as role
               from aclexplode(p.proacl) where grantee <> p.proowner) x) g
       where p.prokind in ('f', 'p') and ${ours} and ${notOfExtension("pg_proc", "p.oid")}
       order by n.nspname collate "C", p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`,
    ),
  };
}
