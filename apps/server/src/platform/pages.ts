import type { Tx } from "./db.ts";
import { AppError } from "./errors.ts";

/** An opaque cursor of the values the next page continues after. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/** @throws validation_failed when the cursor was not made by {@link encodeCursor} with that many values. */
export function decodeCursor(cursor: string | undefined, length: number): (string | number)[] | null {
  if (cursor === undefined) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (
      Array.isArray(values) &&
      values.length === length &&
      values.every((v) => typeof v === "string" || typeof v === "number")
    ) {
      return values;
    }
  } catch {}
  throw new AppError("validation_failed", "Begin again at the first page.", {
    fields: [{ path: "cursor", message: "This cursor was not given out by this list" }],
  });
}

/** Cuts `limit + 1` rows to a page and names the cursor of the next. */
export function pageOf<R, T>(
  rows: readonly R[],
  limit: number,
  cursorOf: (row: R) => (string | number)[],
  toItem: (row: R) => T,
): { items: T[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    nextCursor: rows.length > limit && last ? encodeCursor(cursorOf(last)) : null,
  };
}

/** `%text%` for ILIKE with its wild cards taken literally. */
export function likePattern(q: string): string {
  return `%${q.replace(/[\\%_]/g, "\\$&")}%`;
}

/** One order of a list: what it goes by, which end comes first, and the type that a cursor's text becomes again. */
export interface SortKey {
  /** An expression that is never null. */
  key: object;
  cast: "timestamptz" | "date" | "bigint" | "uuid" | "text";
  descending: boolean;
}

/**
 * Keyset paging by a sort key, made unique by the id: what to order by, where the page after a cursor begins, and the key as
 * text, to be selected for the next cursor `[cursorKey, id]`.
 */
export function keysetOf(sql: Tx, sort: SortKey, id: object, cursor: string | undefined) {
  const after = decodeCursor(cursor, 2);
  const { key } = sort;
  const cast = {
    timestamptz: sql`::timestamptz`,
    date: sql`::date`,
    bigint: sql`::bigint`,
    uuid: sql`::uuid`,
    text: sql``,
  }[sort.cast];
  const value = () => sql`(${String(after![0])}::text${cast}, ${String(after![1])}::text::uuid)`;
  return {
    order: sort.descending ? sql`${key} desc, ${id} desc` : sql`${key}, ${id}`,
    after: !after
      ? sql``
      : sort.descending
        ? sql`and (${key}, ${id}) < ${value()}`
        : sql`and (${key}, ${id}) > ${value()}`,
    cursorKey: sql`(${key})::text`,
  };
}
