import type { Ctx } from "../../platform/context.ts";
import type { Row } from "../../platform/db.ts";
import type { Person } from "./people.ts";
import { listChildTables, listPersonTables, type PersonTable } from "./person-tables.ts";
import { neverExported, personalColumns } from "./personal-columns.ts";

/** More rows of one table than a person reads; the note in the export says so. */
const MOST_ROWS = 10_000;
/** Marks of the program for itself. */
const technical = new Set(["event_handled", "audit_seal", "audit_chain", "event_redaction"]);

/**
 * All data of a person: every row of every table that holds their id or their e-mail address, and what hangs on those
 * rows (the lines of their orders). Read off the catalog, so that a new table is found without being named.
 */
export async function collectPersonData(ctx: Ctx, person: Person): Promise<Record<string, Row[]>> {
  const found: Record<string, Row[]> = {};
  const tables = (await listPersonTables(ctx)).filter((table) => !technical.has(table.name));
  for (const table of tables) {
    const rows = await readRows(ctx, table, person);
    if (rows.length > 0) found[table.name] = rows;
  }
  await addChildren(ctx, tables, found);
  return Object.fromEntries(Object.entries(found).map(([name, rows]) => [name, rows.map(withoutSecrets)]));
}

async function readRows({ sql, tenantId }: Ctx, table: PersonTable, person: Person): Promise<Row[]> {
  const byId = table.ids.map((column) => sql`or ${sql(column)} = ${person.id}`);
  const addresses = Object.entries(personalColumns[table.name] ?? {}).filter(([c]) => /(email|address)$/.test(c));
  const byMail = person.email
    ? addresses
        .filter(([c]) => table.columns.includes(c))
        .map(([c]) => sql`or lower(${sql(c)}) = lower(${person.email})`)
    : [];
  if (byId.length + byMail.length === 0) return [];
  const conditions = [...byId, ...byMail];
  return [
    ...(await sql<Row[]>`
      select * from ${sql(table.name)} where tenant_id = ${tenantId} and (false ${conditions}) limit ${MOST_ROWS}`),
  ];
}

/** What hangs on a document of the person is theirs too; what hangs on goods or colleagues is not. */
async function addChildren(ctx: Ctx, tables: PersonTable[], found: Record<string, Row[]>): Promise<void> {
  const { sql, tenantId } = ctx;
  const documents = Object.keys(found).filter((name) => personalColumns[name] && name !== "user_account");
  for (const { parent, child, column } of await listChildTables(ctx)) {
    const ids = documents.includes(parent)
      ? found[parent]!.flatMap((row) => (row["id"] ? [row["id"] as string] : []))
      : [];
    if (ids.length === 0 || found[child] || !tables.some((t) => t.name === child)) continue;
    const rows = await sql<Row[]>`
      select * from ${sql(child)} where tenant_id = ${tenantId} and ${sql(column)} = any(${ids}) limit ${MOST_ROWS}`;
    if (rows.length > 0) found[child] = [...rows];
  }
}

function withoutSecrets(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).filter(
      ([column]) => column !== "tenant_id" && !column.endsWith("_key") && !neverExported.test(column),
    ),
  );
}
