import type { CatalogColumn, CatalogTable } from "./catalog.ts";

/** What the connection hands out for each type; everything that is not named comes as text. */
const typescriptTypes: Record<string, string> = {
  bool: "boolean",
  int2: "number",
  int4: "number",
  int8: "number",
  float4: "number",
  float8: "number",
  oid: "number",
  timestamptz: "Date",
  timestamp: "Date",
  json: "unknown",
  jsonb: "unknown",
  bytea: "Buffer",
};

/** Prints one interface per table and view, with the columns named as in SQL. */
export function printRowTypes(tables: CatalogTable[]): string {
  const interfaces = tables
    .filter((table) => !table.partitionOf)
    .map((table) => {
      const columns = table.columns.map((column) => `  ${column.name}: ${printType(column, table.kind === "view")};`);
      return `export interface ${nameOfRow(table)} {\n${columns.join("\n")}\n}`;
    });
  return `// Written by \`npm run schema\` from the migrated database; do not edit.\n\n${interfaces.join("\n\n")}\n`;
}

/** `stock_move` gives `StockMoveRow`; tables outside `public` carry their schema's name as well. */
export function nameOfRow({ schema, name }: { schema: string; name: string }): string {
  const words = `${schema === "public" ? "" : `${schema}_`}${name}_row`.split("_");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function printType(column: CatalogColumn, inView: boolean): string {
  const isArray = column.baseType.startsWith("_");
  const base = isArray ? column.baseType.slice(1) : column.baseType;
  const single =
    column.enumLabels?.map((label) => JSON.stringify(label)).join(" | ") ?? typescriptTypes[base] ?? "string";
  const type = isArray ? `${single.includes("|") ? `(${single})` : single}[]` : single;
  // The catalog does not know which columns of a view can be null; a view says so in its own query.
  return column.notNull || inView ? type : `${type} | null`;
}
