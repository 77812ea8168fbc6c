import postgres from "postgres";

export type Sql = postgres.Sql<{ bigint: number }>;
/** What commands and steps speak through: the open transaction. */
export type Tx = postgres.TransactionSql<{ bigint: number }>;
export type Json = postgres.JSONValue;

const types = {
  // Money and counts stay below 2^53 by the contract's bounds; anything past them must not be rounded silently.
  bigint: {
    to: 20,
    from: [20],
    serialize: (v: number) => String(v),
    parse: (v: string): number => {
      const n = Number(v);
      if (!Number.isSafeInteger(n)) throw new RangeError(`${v} is past what a number holds exactly`);
      return n;
    },
  },
  date: { to: 1082, from: [1082], serialize: (v: string) => v, parse: (v: string) => v },
};

/**
 * Opens a pool. Statements are prepared once per connection and pipelined when issued together.
 * @param options.role sets the session's role, for one URL that serves owner and application both.
 */
export function openPool(url: string, options: { max: number; role?: string; name?: string }): Sql {
  return postgres(url, {
    max: options.max,
    idle_timeout: 0,
    connect_timeout: 10,
    max_lifetime: null,
    // Seconds. The driver's own pauses grow to twenty; a restarted PostgreSQL is back within one.
    backoff: (attempt: number) => Math.min(0.05 * 2 ** attempt, 1),
    onnotice: () => {},
    types,
    connection: {
      application_name: options.name ?? "selvedge",
      ...(options.role ? { role: options.role } : {}),
    },
  }) as unknown as Sql;
}

/** Wraps rows for `jsonb_to_recordset(${rows(tx, ...)})`: one statement text whatever the number of rows. */
export function jsonRows(tx: Tx | Sql, value: readonly object[]) {
  return tx.json(value as unknown as postgres.JSONValue);
}
