import {
  type CatalogColumn,
  type CatalogPolicy,
  type CatalogRest,
  type CatalogTable,
  readRest,
  readTables,
} from "./catalog.ts";
import { connectOnce } from "./roles.ts";
import { printRowTypes } from "./row-types.ts";

/** The two files that are generated from a migrated database; each ends in a line break. */
export interface SchemaFiles {
  /** Content of db/schema.sql. */
  listing: string;
  /** Content of rows.generated.ts. */
  rowTypes: string;
}

/**
 * Lists the schema of a migrated database from its catalog: what reviewers read and what a check compares, since the
 * embedded binaries carry no pg_dump. The order does not depend on the database's history.
 */
export async function listSchema(url: string): Promise<SchemaFiles> {
  const sql = connectOnce(url);
  try {
    // Without a search path every name is printed with its schema, whatever the connection's settings.
    await sql`select set_config('search_path', 'pg_catalog', false)`;
    const tables = await readTables(sql);
    const rest = await readRest(sql);
    return { listing: printListing(tables, rest), rowTypes: printRowTypes(tables) };
  } finally {
    await sql.end();
  }
}

function printListing(tables: CatalogTable[], rest: CatalogRest): string {
  const blocks = [
    "-- The schema after all migrations, printed from the catalog by `npm run schema`. For reading; not for running.",
    rest.schemas.map((line) => `-- schema ${line}`).join("\n"),
    rest.extensions.map((line) => `${line};`).join("\n"),
    rest.types.map((line) => `${line};`).join("\n"),
    ...tables.map(printTable),
    ...rest.functions.map((text) => text.trimEnd()),
  ];
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
}

function printTable(table: CatalogTable): string {
  const name = `${table.schema}.${table.name}`;
  const lines = [...(table.comment ? [`-- ${table.comment.replaceAll("\n", "\n-- ")}`] : [])];
  if (table.kind === "view") {
    lines.push(`create view ${name} as\n${table.viewDefinition?.trim()}`);
  } else if (table.partitionOf) {
    lines.push(`create table ${name} partition of ${table.partitionOf};`);
  } else {
    const parts = [
      ...table.columns.map(printColumn),
      ...table.constraints.map((constraint) => `constraint ${constraint.name} ${constraint.definition}`),
    ];
    lines.push(`create table ${name} (\n${parts.map((part) => `  ${part}`).join(",\n")}\n);`);
  }
  lines.push(...table.indexes.map((index) => `${index};`), ...table.triggers.map((trigger) => `${trigger};`));
  if (table.rowSecurity) {
    lines.push(
      `alter table ${name} enable row level security${table.forcedRowSecurity ? ", force row level security" : ""};`,
    );
  }
  lines.push(...table.policies.map((policy) => printPolicy(name, policy)));
  for (const grant of table.grants) {
    const columns = grant.columns ? ` (${grant.columns.join(", ")})` : "";
    lines.push(`grant ${grant.verbs.join(", ")}${columns} on ${name} to ${grant.role};`);
  }
  return lines.join("\n");
}

function printColumn(column: CatalogColumn): string {
  const identity = column.identity === "a" ? "always" : "by default";
  return [
    column.name,
    column.type,
    column.notNull ? "not null" : "",
    column.default === null ? "" : `default ${column.default}`,
    column.identity ? `generated ${identity} as identity` : "",
    column.generated ? `generated always as (${column.generated}) stored` : "",
    column.comment ? `/* ${column.comment} */` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function printPolicy(table: string, policy: CatalogPolicy): string {
  const roles = policy.roles.join(", ");
  return [
    `create policy ${policy.name} on ${table}`,
    policy.permissive ? "" : "as restrictive",
    policy.command === "all" ? "" : `for ${policy.command}`,
    roles === "public" ? "" : `to ${roles}`,
    policy.using === null ? "" : `using (${policy.using})`,
    policy.check === null ? "" : `with check (${policy.check})`,
  ]
    .filter(Boolean)
    .join(" ")
    .concat(";");
}
