import type { Sql } from "../../apps/server/src/platform/db.ts";

/** Every table that holds rows of tenants, read off the catalog: a new one is covered without being named. */
export async function tenantTables(admin: Sql): Promise<{ name: string; hasId: boolean }[]> {
  return [
    ...(await admin<{ name: string; hasId: boolean }[]>`
      select c.relname as name, bool_or(a.attname = 'id' and a.atttypid = 'uuid'::regtype) as "hasId"
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      group by c.relname having bool_or(a.attname = 'tenant_id') order by 1`),
  ];
}

/** Ids of a business's records: a few of every table. */
export async function idsOf(admin: Sql, tenantId: string, perTable: number): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const { name, hasId } of await tenantTables(admin)) {
    if (!hasId) continue;
    const rows = await admin<{ id: string }[]>`
      select id from ${admin(name)} where tenant_id = ${tenantId} order by id limit ${perTable}`;
    if (rows.length > 0)
      found.set(
        name,
        rows.map((r) => r.id),
      );
  }
  return found;
}

/** A mark per table over all rows of a business; any change of any row changes it. */
export async function marksOf(
  admin: Sql,
  tenantId: string,
  except: readonly string[] = [],
): Promise<Record<string, string>> {
  const marks: Record<string, string> = {};
  for (const { name } of await tenantTables(admin)) {
    if (except.includes(name)) continue;
    const [row] = await admin<{ mark: string }[]>`
      select count(*)::text || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as mark
      from ${admin(name)} t where t.tenant_id = ${tenantId}`;
    marks[name] = row!.mark;
  }
  const [own] = await admin<{ mark: string }[]>`select md5(t::text) as mark from tenant t where id = ${tenantId}`;
  return { ...marks, tenant: own!.mark };
}

/** Tables of a business in which any of these texts stands. */
export async function tablesThatHold(admin: Sql, tenantId: string, texts: readonly string[]): Promise<string[]> {
  const holding: string[] = [];
  const pattern = texts.join("|");
  for (const { name } of await tenantTables(admin)) {
    const [row] = await admin<{ n: number }[]>`
      select count(*)::int as n from ${admin(name)} t where t.tenant_id = ${tenantId} and t::text ~ ${pattern}`;
    if (row!.n > 0) holding.push(`${name}: ${row!.n}`);
  }
  return holding;
}
