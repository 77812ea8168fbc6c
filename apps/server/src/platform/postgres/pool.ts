import { setTimeout as sleep } from "node:timers/promises";
import { Pool, type PoolClient, type QueryArrayResult, type QueryResult } from "pg";
import { ask, sendWaiting } from "./batch.ts";
import { columnTypes } from "./column-types.ts";
import { makeSql, type Row, type Rows, type Sql } from "./sql.ts";
import type { Statement } from "./statement.ts";

/** An open transaction. Once it has ended, or its connection is lost, whatever is still asked of it is refused. */
export type TransactionSql = Sql;

/** Connections that are opened as needed. A statement outside `begin` is a transaction of its own. */
export interface SqlPool extends Sql {
  /**
   * Runs `work` in a transaction: committed when it returns, rolled back when it throws. Statements that are issued
   * together travel together. `mode` is what may follow `begin`, such as `read only`.
   */
  begin<T>(work: (tx: TransactionSql) => Promise<T>): Promise<T>;
  begin<T>(mode: string, work: (tx: TransactionSql) => Promise<T>): Promise<T>;
  /** Lets what is running finish, for at most `timeout` seconds, and closes every connection. */
  end(options?: { timeout?: number }): Promise<void>;
}

export interface PoolOptions {
  max: number;
  /** Shown in pg_stat_activity. */
  name?: string;
  /** Becomes this role at once, for one address that serves owner and application both. */
  role?: string;
  onNotice?: (message: string) => void;
}

/** Opens a pool. It connects at the first statement, and again by itself after PostgreSQL was away. */
export function openSqlPool(url: string, options: PoolOptions): SqlPool {
  const pool = new Pool({
    connectionString: url,
    max: options.max,
    // Prepared statements live with their connection, so connections are kept.
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 15_000,
    keepAlive: true,
    application_name: options.name ?? "selvedge",
    types: columnTypes(),
    pipeline: true,
    ...(options.role ? { options: `-c role=${options.role}` } : {}),
  });
  // A connection that is lost while idle is dropped by the pool; without a listener it would end the program.
  pool.on("error", () => {});
  pool.on("connect", (client) => {
    client.on("error", () => {});
    if (options.onNotice) client.on("notice", (notice) => options.onNotice?.(notice.message ?? ""));
  });
  const own = makeSql(async (statement, prepare) => {
    const client = await acquire(pool);
    return runOn(client, statement, prepare).then(
      (rows) => {
        client.release();
        return rows;
      },
      (error) => {
        client.release(isLost(error));
        throw error;
      },
    );
  });
  const begin = <T>(first: string | ((tx: Sql) => Promise<T>), second?: (tx: Sql) => Promise<T>) =>
    typeof first === "string" && second ? transact(pool, first, second) : transact(pool, "", first as never);
  return Object.assign(own, {
    begin,
    end: (ending?: { timeout?: number }) => endPool(pool, ending?.timeout),
  }) as SqlPool;
}

async function transact<T>(pool: Pool, mode: string, work: (tx: Sql) => Promise<T>): Promise<T> {
  const client = await acquire(pool);
  let isOver = false;
  let firstError: unknown = null;
  const send = async (statement: Statement, prepare: boolean): Promise<Rows<unknown[]>> => {
    if (isOver) throw connectionError("CONNECTION_ENDED", "This transaction is over");
    try {
      return await runOn(client, statement, prepare);
    } catch (error) {
      firstError ??= error;
      throw error;
    }
  };
  // `begin` travels with the first statements; if it fails, so do they.
  const begun = ask(client, { text: `begin ${mode}`, values: [] }, "silent");
  begun.catch(() => {});
  try {
    const result = await work(makeSql(send));
    isOver = true;
    await commit(client, begun, () => firstError);
    client.release();
    return result;
  } catch (error) {
    isOver = true;
    // Waits for everything in flight, so that the next user of the connection begins afresh.
    sendWaiting(client);
    const rolledBack = await client.query("rollback").then(
      () => true,
      () => false,
    );
    client.release(!rolledBack);
    throw error;
  }
}

/** `commit` travels with what was issued last. A statement that failed with nobody waiting for it must not look like success. */
async function commit(client: PoolClient, begun: Promise<unknown>, firstError: () => unknown): Promise<void> {
  const committed = ask(client, { text: "commit", values: [] }, "silent");
  committed.catch(() => {});
  try {
    await begun;
    const { command } = await committed;
    if (command === "COMMIT") return;
  } catch (error) {
    throw firstError() ?? translate(error);
  }
  throw firstError() ?? new Error("The transaction was rolled back by the database.");
}

async function endPool(pool: Pool, timeoutSeconds = 30): Promise<void> {
  if (pool.ended || pool.ending) return;
  const impatient = new AbortController();
  const patience = sleep(timeoutSeconds * 1000, undefined, { ref: false, signal: impatient.signal }).catch(() => {});
  await Promise.race([pool.end(), patience]);
  impatient.abort();
}

/**
 * Takes a connection, waiting out a PostgreSQL that is just being started again: nothing has been sent yet, so trying
 * again is harmless. Throws after about two seconds of nobody there.
 */
async function acquire(pool: Pool): Promise<PoolClient> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await pool.connect();
    } catch (error) {
      const lost = translate(error);
      const passing = ["ECONNREFUSED", "ECONNRESET", "ENOENT", "CONNECTION_CLOSED", "57P03"].includes(lost.code ?? "");
      if (!passing || attempt >= 6) throw lost;
      await sleep(Math.min(30 * 2 ** attempt, 800));
    }
  }
}

async function runOn(client: PoolClient, statement: Statement, prepare: boolean): Promise<Rows<unknown[]>> {
  try {
    // Several statements in one text go only by the simple protocol.
    if (statement.values.length === 0 && !prepare) return await runText(client, statement.text);
    const { rows, count } = await ask(client, statement, prepare ? "kept" : "once");
    return withCount(rows, count);
  } catch (error) {
    // A stack that leads to who asked, not to the socket that was read.
    if (error instanceof Error) Error.captureStackTrace(error);
    throw translate(error);
  }
}

async function runText(client: PoolClient, text: string): Promise<Rows<unknown[]>> {
  sendWaiting(client);
  const result = await client.query({ text });
  return Array.isArray(result) ? withCount((result as QueryResult<Row>[]).map(toRows), result.length) : toRows(result);
}

function toRows(result: QueryResult<Row> | QueryArrayResult): Rows<unknown[]> {
  return withCount(result.rows ?? [], result.rowCount ?? 0);
}

function withCount(rows: unknown[], count: number): Rows<unknown[]> {
  // Not enumerable, so that rows compare and print as the plain list that they are.
  return Object.defineProperty(rows, "count", { value: count }) as Rows<unknown[]>;
}

type CodedError = Error & { code?: string };

/** Gives the driver's nameless errors of a lost connection a code; every other error stays as it is. */
function translate(error: unknown): CodedError {
  const known = error as CodedError;
  if (known.code !== undefined) return known;
  const message = known.message ?? String(error);
  if (/connection error|Connection terminated|Client was closed|Cannot use a pool after/.test(message)) {
    return connectionError("CONNECTION_CLOSED", message, error);
  }
  if (/timeout exceeded when trying to connect/.test(message))
    return connectionError("CONNECT_TIMEOUT", message, error);
  return known;
}

function isLost(error: unknown): boolean {
  const { code } = error as CodedError;
  return code === undefined || !/^[0-9A-Z]{5}$/.test(code) || code.startsWith("57P") || code.startsWith("08");
}

function connectionError(code: string, message: string, cause?: unknown): CodedError {
  return Object.assign(new Error(message, { cause }), { code });
}
