import { openSqlPool, type SqlPool, type TransactionSql } from "./postgres/pool.ts";

export type Sql = SqlPool;
/** What commands and steps speak through: the open transaction. */
export type Tx = TransactionSql;
export type { Query, Row } from "./postgres/sql.ts";

/**
 * Opens a pool. Statements are prepared once per connection and pipelined when issued together.
 * @param options.role sets the session's role, for one URL that serves owner and application both.
 */
export function openPool(url: string, options: { max: number; role?: string; name?: string }): Sql {
  return openSqlPool(url, options);
}

/** Wraps rows for `jsonb_to_recordset(${rows(tx, ...)})`: one statement text whatever the number of rows. */
export function jsonRows(tx: Tx | Sql, value: readonly object[]) {
  return tx.json(value);
}
