/**
 * How one kind of garment is sized in several systems. Each row is one body; the same label may stand in neighbouring
 * rows (a letter covers several numbers). Brands cut differently, so a tenant copies a table, names its brand and mends
 * it; a letter by itself only ever converts to a range.
 */
export type SizeTable = {
  code: string;
  category: "clothing" | "shirt" | "shoes";
  wearer: "women" | "men" | "children" | "adults";
  brand?: string;
  /** Column names: "EU", "UK", "US", "IT", "IN", "JP", "ALPHA", "CHEST_CM" ... */
  systems: readonly string[];
  /** Labels in the order of systems, small to large. */
  rows: readonly (readonly string[])[];
  validFrom: string;
  source: string;
};

/** One size, or several where the other system divides more finely: from the smallest to the largest that may fit. */
export type ConvertedSize =
  | { kind: "one"; size: string }
  | { kind: "range"; from: string; to: string; sizes: string[] };

/** What is wrong with a table, in words; null when sizes keep their order in every system. */
export function sizeTableProblem(table: SizeTable): string | null {
  if (table.rows.length === 0) return "a size table has at least one row";
  if (table.rows.some((row) => row.length !== table.systems.length || row.includes(""))) {
    return "every row has a label for every system";
  }
  for (const system of table.systems) {
    const labels = columnOf(table, system) ?? [];
    const runs = labels.filter((label, i) => label !== labels[i - 1]);
    if (new Set(runs).size !== runs.length) return `a size of ${system} stands in rows that are no neighbours`;
  }
  return new Set(table.systems).size === table.systems.length ? null : "a system stands twice in the table";
}

/** The sizes of one system in wearing order, without repeats; null for a system the table does not have. */
export function sizesOfSystem(table: SizeTable, system: string): string[] | null {
  const labels = columnOf(table, system);
  return labels && [...new Set(labels)];
}

/**
 * A size in another system: one label, or the explicit range of labels it may be. Null for a size or system that the
 * table does not know; nothing is guessed.
 */
export function convertSize(table: SizeTable, from: string, size: string, to: string): ConvertedSize | null {
  const given = columnOf(table, from);
  const wanted = columnOf(table, to);
  if (!given || !wanted) return null;
  const asked = size.trim().toUpperCase();
  const sizes = [...new Set(wanted.filter((_, i) => given[i]?.toUpperCase() === asked))];
  const first = sizes[0];
  const last = sizes.at(-1);
  if (first === undefined || last === undefined) return null;
  return sizes.length === 1 ? { kind: "one", size: first } : { kind: "range", from: first, to: last, sizes };
}

function columnOf(table: SizeTable, system: string): string[] | null {
  const at = table.systems.indexOf(system);
  return at < 0 ? null : table.rows.map((row) => row[at] ?? "");
}

const tradeUse = "common trade equivalents; brands differ (ISO 8559-2 labels the body measure instead)";

function table(
  head: Omit<SizeTable, "rows" | "validFrom" | "source" | "systems">,
  columns: Record<string, string>,
): SizeTable {
  const systems = Object.keys(columns);
  const labels = Object.values(columns).map((column) => column.split(" "));
  const rows = (labels[0] ?? []).map((_, i) => labels.map((column) => column[i] ?? ""));
  return { ...head, systems, rows, validFrom: "2020-01-01", source: tradeUse };
}

/** Tables that most businesses begin with. */
export const standardSizeTables: readonly SizeTable[] = [
  table(
    { code: "WOMEN_CLOTHING", category: "clothing", wearer: "women" },
    {
      EU: "32 34 36 38 40 42 44 46 48 50",
      UK: "4 6 8 10 12 14 16 18 20 22",
      US: "0 2 4 6 8 10 12 14 16 18",
      IT: "36 38 40 42 44 46 48 50 52 54",
      ALPHA: "XS XS S S M M L L XL XL",
    },
  ),
  table(
    { code: "MEN_JACKETS", category: "clothing", wearer: "men" },
    {
      EU: "44 46 48 50 52 54 56 58",
      UK: "34 36 38 40 42 44 46 48",
      US: "34 36 38 40 42 44 46 48",
      IN: "34 36 38 40 42 44 46 48",
      CHEST_CM: "86 91 97 102 107 112 117 122",
      ALPHA: "XS S M M L XL XL XXL",
    },
  ),
  table(
    { code: "MEN_SHIRT_COLLARS", category: "shirt", wearer: "men" },
    {
      EU: "36 37 38 39 41 42 43 44",
      UK: "14 14.5 15 15.5 16 16.5 17 17.5",
      US: "14 14.5 15 15.5 16 16.5 17 17.5",
      ALPHA: "S S M M L L XL XL",
    },
  ),
  table(
    { code: "CHILDREN_HEIGHT", category: "clothing", wearer: "children" },
    {
      EU: "92 98 104 110 116 122 128 134 140 146 152 158 164",
      UK: "1-2Y 2-3Y 3-4Y 4-5Y 5-6Y 6-7Y 7-8Y 8-9Y 9-10Y 10-11Y 11-12Y 12-13Y 13-14Y",
      IN: "1-2Y 2-3Y 3-4Y 4-5Y 5-6Y 6-7Y 7-8Y 8-9Y 9-10Y 10-11Y 11-12Y 12-13Y 13-14Y",
      US: "2T 3T 4T 5 6 7 8 8 10 10 12 12 14",
    },
  ),
  table(
    { code: "ADULT_SHOES", category: "shoes", wearer: "adults" },
    {
      EU: "35.5 36 37 37.5 38 39 39.5 40 41 41.5 42 42.5 43 44 44.5 45 46 47",
      UK: "3 3.5 4 4.5 5 5.5 6 6.5 7 7.5 8 8.5 9 9.5 10 10.5 11 12",
      IN: "3 3 4 4 5 5 6 6 7 7 8 8 9 9 10 10 11 12",
      US_MEN: "4 4.5 5 5.5 6 6.5 7 7.5 8 8.5 9 9.5 10 10.5 11 11.5 12 13",
      US_WOMEN: "5 5.5 6 6.5 7 7.5 8 8.5 9 9.5 10 10.5 11 11.5 12 12.5 13 14",
    },
  ),
];
