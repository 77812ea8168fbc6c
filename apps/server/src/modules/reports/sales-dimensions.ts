import type { ledgerApi, ParsedInputOf } from "@selvedge/contract";

import type { Query, Row, Tx } from "../../platform/db.ts";

export type Dimension = ParsedInputOf<typeof ledgerApi.getSalesReport>["by"];

type Fragment = Query<Row[]>;

/** How a dimension is read: what groups the lines, and how its groups are written once they are few. */
export interface DimensionSql {
  /** Groups lines; reads `i` (invoice), `o` (order), `l` (invoice line) and what `needs` joins. */
  group: Fragment;
  /** The text that names a group, from the grouped column. */
  key: (column: Fragment) => Fragment;
  /** What a person reads, from the key. */
  label: (key: Fragment) => Fragment;
  /** Ordered by time when true, by net sales, largest first, when not. */
  inTime: boolean;
  needs: readonly ("sku" | "style" | "colourway")[];
}

export function dimensionSql(sql: Tx, tenantId: string, dimension: Dimension): DimensionSql {
  const same = (column: Fragment) => column;
  const asText = (column: Fragment) => sql`coalesce(${column}::text, '')`;
  const nameIn = (table: string, none: string) => (key: Fragment) =>
    sql`coalesce((select n.name from ${sql(table)} n where n.tenant_id = ${tenantId} and n.id = nullif(${key}, '')::uuid), ${none})`;
  const base = { key: asText, inTime: false, needs: [] };
  switch (dimension) {
    case "day":
      return { ...base, group: sql`i.issued_on`, label: same, inTime: true };
    case "month":
      return {
        ...base,
        group: sql`date_trunc('month', i.issued_on)`,
        key: (column) => sql`to_char(${column}, 'YYYY-MM')`,
        label: same,
        inTime: true,
      };
    case "channel":
      return { ...base, group: sql`o.channel_id`, label: nameIn("channel", "Without a channel") };
    case "location":
      return { ...base, group: sql`o.location_id`, label: nameIn("location", "Without a location") };
    case "category":
      return {
        ...base,
        group: sql`y.category_id`,
        label: nameIn("category", "Without a category"),
        needs: ["sku", "style"],
      };
    case "style":
      return {
        ...base,
        group: sql`s.style_id`,
        label: (key) =>
          sql`(select n.code || ' ' || n.name from style n where n.tenant_id = ${tenantId} and n.id = ${key}::uuid)`,
        needs: ["sku"],
      };
    case "colour":
      return { ...base, group: sql`lower(k.name)`, label: (key) => sql`initcap(${key})`, needs: ["sku", "colourway"] };
    case "size":
      return { ...base, group: sql`s.size`, label: same, needs: ["sku"] };
    case "customer":
      return { ...base, group: sql`i.customer_id`, label: nameIn("party", "Without a customer") };
  }
}

/** The joins that the dimensions asked for need, each once. */
export function dimensionJoins(sql: Tx, needs: ReadonlySet<DimensionSql["needs"][number]>): Fragment {
  const join = (need: DimensionSql["needs"][number], text: Fragment) => (needs.has(need) ? text : sql``);
  return sql`
    ${join("sku", sql`join sku s on s.tenant_id = l.tenant_id and s.id = l.sku_id`)}
    ${join("style", sql`join style y on y.tenant_id = s.tenant_id and y.id = s.style_id`)}
    ${join("colourway", sql`join colourway k on k.tenant_id = s.tenant_id and k.id = s.colourway_id`)}`;
}
