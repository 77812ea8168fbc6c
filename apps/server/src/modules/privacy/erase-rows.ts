import type { Ctx } from "../../platform/context.ts";
import type { Row } from "../../platform/db.ts";
import type { Person } from "./people.ts";
import { listPersonTables, type PersonTable } from "./person-tables.ts";
import { personalColumns, type Replacement } from "./personal-columns.ts";
import { ERASED_NAME, scrubJson, scrubText } from "./scrub.ts";

export interface Erasing {
  id: string;
  person: Person;
  /** Everything by which the person is told: names, addresses, numbers, also former ones. */
  values: readonly string[];
  /** Those of them that are nobody else's: e-mail, phone, tax number. */
  unique: readonly string[];
}

/** Replaces the personal columns of every row that is the person's, and what tells of them in others'. @returns rows by table */
export async function eraseRows(ctx: Ctx, erasing: Erasing): Promise<Record<string, number>> {
  const changed: Record<string, number> = {};
  const frozen = new Set(
    (await ctx.sql<{ at: string }[]>`select table_name || '.' || column_name as at from app.erasable_column`).map(
      (r) => r.at,
    ),
  );
  for (const table of await listPersonTables(ctx)) {
    const columns = personalColumns[table.name];
    if (!columns) continue;
    const rows = await readTouched(ctx, table, columns, erasing);
    for (const row of rows) await eraseRow(ctx, table.name, columns, row, erasing, frozen);
    if (rows.length > 0) changed[table.name] = rows.length;
  }
  return changed;
}

async function readTouched(
  { sql, tenantId }: Ctx,
  table: PersonTable,
  columns: Readonly<Record<string, Replacement>>,
  erasing: Erasing,
) {
  const own = [sql`false`, ...table.ids.map((column) => sql`or x.${sql(column)} = ${erasing.person.id}`)];
  const telling = Object.keys(columns).filter((c) => table.columns.includes(c));
  const mention = erasing.unique.flatMap((value) =>
    telling.map((c) => sql`or strpos(lower(x.${sql(c)}::text), lower(${value})) > 0`),
  );
  return sql<Row[]>`
    select x.*, x.ctid::text as row_ctid, (${own}) as is_own from ${sql(table.name)} x
    where x.tenant_id = ${tenantId} and (${[...own, ...mention]})`;
}

async function eraseRow(
  { sql, tenantId }: Ctx,
  table: string,
  columns: Readonly<Record<string, Replacement>>,
  row: Row,
  erasing: Erasing,
  frozen: ReadonlySet<string>,
): Promise<void> {
  const sets = Object.entries(columns).flatMap(([column, how]) => {
    const value = replaced(row[column], how, row["is_own"] === true, erasing);
    return value === undefined ? [] : [{ column, value }];
  });
  let place = row["row_ctid"] as string;
  for (const { column, value } of sets.filter((s) => frozen.has(`${table}.${s.column}`))) {
    const [moved] = await sql<{ place: string }[]>`
      select app.erase_column(${erasing.id}, ${table}, ${column}, ${place}::tid, ${asText(value)})::text as place`;
    place = moved!.place;
  }
  const free = sets.filter((s) => !frozen.has(`${table}.${s.column}`));
  if (free.length === 0) return;
  const list = free.map(({ column, value }, i) => {
    const held =
      value !== null && typeof value === "object" ? sql`${sql.json(value)}::jsonb` : sql`${value as string | null}`;
    return i === 0 ? sql`${sql(column)} = ${held}` : sql`, ${sql(column)} = ${held}`;
  });
  await sql`update ${sql(table)} set ${list} where tenant_id = ${tenantId} and ctid = ${place}::tid`;
}

const asText = (value: unknown): string | null =>
  value === null ? null : typeof value === "string" ? value : JSON.stringify(value);

/** What becomes of one value; undefined when it stays. */
function replaced(value: unknown, how: Replacement, own: boolean, erasing: Erasing): unknown {
  if (value === null || value === undefined) return undefined;
  if (!own || how === "text" || how === "parts") {
    const values = own ? erasing.values : erasing.unique;
    const now = typeof value === "string" ? scrubText(value, values) : scrubJson(value, values, own && how === "parts");
    return JSON.stringify(now) === JSON.stringify(value) ? undefined : now;
  }
  switch (how) {
    case "name":
      return ERASED_NAME;
    case "email":
      return `erased-${erasing.person.id}@erased.invalid`;
    case "empty":
    case "secret":
      return "";
    case "no_object":
      return {};
    default:
      return null;
  }
}
