import type { ledgerApi, ParsedInputOf } from "@selvedge/contract";
import type postgres from "postgres";
import type { Tx } from "../../platform/db.ts";

export type Dimension = ParsedInputOf<typeof ledgerApi.getSalesReport>["by"];

type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** How a dimension is read: what groups it, what it is called, the order of its values, and the joins it needs. */
export interface DimensionSql {
  key: Fragment;
  label: Fragment;
  /** Ascending when given (time, sizes); by net sales, largest first, when not. */
  order: Fragment | null;
  needs: readonly ("sku" | "style" | "colourway" | "category" | "channel" | "location" | "customer")[];
}

/** Reads `i` (invoice), `o` (order), `l` (invoice line) and what `needs` joins. Only grouping keys are evaluated per line. */
export function dimensionSql(sql: Tx, dimension: Dimension): DimensionSql {
  switch (dimension) {
    case "day":
      return { key: sql`i.issued_on::text`, label: sql`i.issued_on::text`, order: sql`i.issued_on::text`, needs: [] };
    case "month": {
      const month = sql`to_char(i.issued_on, 'YYYY-MM')`;
      return { key: month, label: month, order: month, needs: [] };
    }
    case "channel":
      return { key: sql`o.channel_id::text`, label: sql`c.name`, order: null, needs: ["channel"] };
    case "location":
      return { key: sql`o.location_id::text`, label: sql`w.name`, order: null, needs: ["location"] };
    case "category":
      return {
        key: sql`coalesce(y.category_id::text, '')`,
        label: sql`coalesce(g.name, 'Without a category')`,
        order: null,
        needs: ["sku", "style", "category"],
      };
    case "style":
      return { key: sql`y.id::text`, label: sql`y.code || ' ' || y.name`, order: null, needs: ["sku", "style"] };
    case "colour":
      return { key: sql`lower(k.name)`, label: sql`initcap(lower(k.name))`, order: null, needs: ["sku", "colourway"] };
    case "size":
      return { key: sql`s.size`, label: sql`s.size`, order: null, needs: ["sku"] };
    case "customer":
      return {
        key: sql`coalesce(i.customer_id::text, '')`,
        label: sql`coalesce(p.name, 'Without a customer')`,
        order: null,
        needs: ["customer"],
      };
  }
}

/** The joins that the dimensions asked for need, each once. */
export function dimensionJoins(sql: Tx, needs: ReadonlySet<DimensionSql["needs"][number]>): Fragment {
  const join = (need: DimensionSql["needs"][number], text: Fragment) => (needs.has(need) ? text : sql``);
  return sql`
    ${join("sku", sql`join sku s on s.tenant_id = l.tenant_id and s.id = l.sku_id`)}
    ${join("style", sql`join style y on y.tenant_id = s.tenant_id and y.id = s.style_id`)}
    ${join("category", sql`left join category g on g.tenant_id = y.tenant_id and g.id = y.category_id`)}
    ${join("colourway", sql`join colourway k on k.tenant_id = s.tenant_id and k.id = s.colourway_id`)}
    ${join("channel", sql`join channel c on c.tenant_id = o.tenant_id and c.id = o.channel_id`)}
    ${join("location", sql`join location w on w.tenant_id = o.tenant_id and w.id = o.location_id`)}
    ${join("customer", sql`left join party p on p.tenant_id = i.tenant_id and p.id = i.customer_id`)}`;
}
