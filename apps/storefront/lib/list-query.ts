/** What a list page's address says: the state of its filters, and nothing else holds it. */
export interface ListQuery {
  q?: string;
  kind: string[];
  collection: string[];
  size: string[];
  colour: string[];
  fabric: string[];
  least?: number;
  most?: number;
  inStock: boolean;
  sort: (typeof sorts)[number][0];
  page: number;
}

export const sorts = [
  ["featured", "Recommended"],
  ["newest", "Newest"],
  ["price_up", "Price, low to high"],
  ["price_down", "Price, high to low"],
  ["name", "Name"],
] as const;

export type Search = Record<string, string | string[] | undefined>;

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);
const many = (value: string | string[] | undefined): string[] =>
  [value ?? []]
    .flat()
    .flatMap((v) => v.split(","))
    .filter((v) => v !== "")
    .slice(0, 40);

/** Whole units of the currency as a person types them, in minor units. */
function minorOf(value: string | undefined, exponent: number): number | undefined {
  const number = Number(value);
  return value && Number.isFinite(number) && number >= 0
    ? Math.min(9e11, Math.round(number * 10 ** exponent))
    : undefined;
}

export function readQuery(search: Search, exponent: number): ListQuery {
  const q = one(search["q"])?.trim().slice(0, 100);
  const least = minorOf(one(search["min"]), exponent);
  const most = minorOf(one(search["max"]), exponent);
  const sort = sorts.find(([key]) => key === one(search["sort"]))?.[0] ?? "featured";
  const page = Math.min(10_000, Math.max(1, Math.floor(Number(one(search["page"])) || 1)));
  return {
    ...(q ? { q } : {}),
    kind: many(search["kind"]),
    collection: many(search["collection"]),
    size: many(search["size"]),
    colour: many(search["colour"]),
    fabric: many(search["fabric"]),
    ...(least === undefined ? {} : { least }),
    ...(most === undefined ? {} : { most }),
    inStock: one(search["stock"]) === "1",
    sort,
    page,
  };
}

/** The address of a list in another state; a change of filter begins at the first page. */
export function writeQuery(path: string, query: ListQuery, change: Partial<ListQuery>, exponent: number): string {
  const next = { ...query, page: 1, ...change };
  const pairs = new URLSearchParams();
  if (next.q) pairs.set("q", next.q);
  if (next.kind.length > 0) pairs.set("kind", next.kind.join(","));
  if (next.collection.length > 0) pairs.set("collection", next.collection.join(","));
  if (next.size.length > 0) pairs.set("size", next.size.join(","));
  if (next.colour.length > 0) pairs.set("colour", next.colour.join(","));
  if (next.fabric.length > 0) pairs.set("fabric", next.fabric.join(","));
  if (next.least !== undefined) pairs.set("min", String(next.least / 10 ** exponent));
  if (next.most !== undefined) pairs.set("max", String(next.most / 10 ** exponent));
  if (next.inStock) pairs.set("stock", "1");
  if (next.sort !== "featured") pairs.set("sort", next.sort);
  if (next.page > 1) pairs.set("page", String(next.page));
  return pairs.size > 0 ? `${path}?${pairs}` : path;
}

export const toggled = (values: readonly string[], value: string): string[] =>
  values.includes(value) ? values.filter((v) => v !== value) : [...values, value];

/** Whether something narrows the list: such pages are for people, not for search engines. */
export const isNarrowed = (query: ListQuery): boolean =>
  query.kind.length + query.collection.length + query.size.length + query.colour.length + query.fabric.length > 0 ||
  query.least !== undefined ||
  query.most !== undefined ||
  query.inStock ||
  query.sort !== "featured";
