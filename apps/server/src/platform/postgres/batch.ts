import pg, { type Client, type Connection, type PoolClient, Query } from "pg";
import { columnTypes } from "./column-types.ts";
import type { Row } from "./sql.ts";
import type { Statement } from "./statement.ts";

/** What a statement came back with; `command` is the first word of what the database says it did. */
export interface Answer {
  rows: Row[];
  count: number;
  command: string;
}

interface Column {
  name: string;
  read: (text: string) => unknown;
}

/** A column as the database describes it. */
interface Described {
  name: string;
  dataTypeID: number;
}

/** A statement that a connection keeps; its columns are known from the first answer on. */
interface Prepared {
  name: string;
  columns: Column[] | null;
}

/**
 * `kept`: worth preparing. `once`: not. `silent`: not, and it gives no rows, so that nobody asks what columns it has; `begin` and
 * `commit` are, since pg_stat_statements loses count of them when they are prepared.
 */
type Manner = "kept" | "once" | "silent";

interface Asked {
  text: string;
  /** In the form they are sent. */
  values: unknown[];
  manner: Manner;
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
  prepared: Prepared | null;
  columns: Column[];
  rows: Row[];
  unreadable: Error | null;
}

/** What is kept of a connection. */
interface Line {
  waiting: Asked[];
  prepared: Map<string, Prepared>;
  /** Sent to be prepared, in order, and not heard of yet. */
  preparing: { text: string; prepared: Prepared }[];
  /** How many were ever prepared: names are not used twice. */
  names: number;
}

const types = columnTypes();
const lines = new WeakMap<Connection, Line>();
const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): unknown } }).utils;
// Texts beyond the bound are sent unprepared, since dynamic SQL could otherwise fill the server's memory with plans.
const mostPrepared = 2000;

const connectionOf = (client: PoolClient) => (client as unknown as Client).connection;

function lineOf(connection: Connection): Line {
  const known = lines.get(connection);
  if (known) return known;
  const line: Line = { waiting: [], prepared: new Map(), preparing: [], names: 0 };
  lines.set(connection, line);
  connection.on("parseComplete", () => {
    const done = line.preparing.shift();
    if (done) line.prepared.set(done.text, done.prepared);
  });
  return line;
}

/**
 * Sends a statement together with all others that are issued in the same go: in one write, with one wait of the server's
 * for what comes next (Sync) at their end, answered in one go too. When one fails, the server passes over those behind it
 * up to that wait, and they fail by the same error; what a transaction's statement can count on is that it is over anyway.
 */
export function ask(client: PoolClient, { text, values }: Statement, manner: Manner): Promise<Answer> {
  const line = lineOf(connectionOf(client));
  return new Promise((resolve, reject) => {
    const sendable = values.map((value) => (typeof value === "string" ? value : prepareValue(value)));
    if (line.waiting.length === 0) process.nextTick(sendWaiting, client);
    line.waiting.push({
      ...{ text, values: sendable, manner, resolve, reject },
      ...{ prepared: null, columns: [], rows: [], unreadable: null },
    });
  });
}

/** Sends what waits for the end of the tick now, so that what is sent next comes after it. */
export function sendWaiting(client: PoolClient): void {
  const line = lineOf(connectionOf(client));
  if (line.waiting.length === 0) return;
  const asked = line.waiting;
  line.waiting = [];
  (client as unknown as Client).query(batchOf(line, asked));
}

/** Several statements as one of `pg`'s queries, which is how its pipeline counts: one answer of readiness for each. */
function batchOf(line: Line, asked: Asked[]): Query {
  let at = 0;
  const preparing: Prepared[] = [];
  return Object.assign(Object.create(Query.prototype) as Query, {
    submit(connection: Connection) {
      connection.stream.cork();
      for (const each of asked) sendOne(connection, line, each, preparing);
      connection.sync();
      connection.stream.uncork();
    },
    handleRowDescription({ fields }: { fields: Described[] }) {
      asked[at]!.columns = fields.map(columnOf);
    },
    handleDataRow({ fields }: { fields: (string | null)[] }) {
      readRow(asked[at]!, fields);
    },
    handleCommandComplete({ text }: { text: string }) {
      finishOne(asked[at]!, text);
      at += 1;
    },
    handleEmptyQuery() {
      finishOne(asked[at]!, "");
      at += 1;
    },
    handleReadyForQuery() {},
    handleError(error: Error) {
      line.preparing = line.preparing.filter(({ prepared }) => !preparing.includes(prepared));
      for (; at < asked.length; at += 1) asked[at]!.reject(error);
    },
  });
}

function sendOne(connection: Connection, line: Line, asked: Asked, preparing: Prepared[]): void {
  const { text, values } = asked;
  asked.prepared = asked.manner === "kept" ? preparedOf(connection, line, text, preparing) : null;
  const statement = asked.prepared?.name ?? "";
  if (!asked.prepared) connection.parse({ text, name: "", types: [] }, true);
  connection.bind({ portal: "", statement, values, binary: false } as never, true);
  const known = asked.prepared?.columns;
  if (known) asked.columns = known;
  else if (asked.manner !== "silent") connection.describe({ type: "P", name: "" }, true);
  connection.execute(null, true);
}

/** The statement as this connection keeps it, sent to be prepared now if it does not yet; null past the bound. */
function preparedOf(connection: Connection, line: Line, text: string, preparing: Prepared[]): Prepared | null {
  const known = line.prepared.get(text) ?? line.preparing.find((each) => each.text === text)?.prepared;
  if (known || line.names >= mostPrepared) return known ?? null;
  line.names += 1;
  const prepared: Prepared = { name: `s${line.names}`, columns: null };
  connection.parse({ text, name: prepared.name, types: [] }, true);
  line.preparing.push({ text, prepared });
  preparing.push(prepared);
  return prepared;
}

function columnOf({ name, dataTypeID }: Described): Column {
  return { name, read: types.getTypeParser(dataTypeID, "text") as unknown as Column["read"] };
}

function readRow(asked: Asked, fields: readonly (string | null)[]): void {
  const row: Row = {};
  try {
    for (const [i, { name, read }] of asked.columns.entries()) {
      const text = fields[i] ?? null;
      row[name] = text === null ? null : read(text);
    }
    asked.rows.push(row);
  } catch (error) {
    asked.unreadable ??= error as Error;
  }
}

function finishOne(asked: Asked, said: string): void {
  if (asked.prepared) asked.prepared.columns = asked.columns;
  const [command = "", ...numbers] = said.split(" ");
  if (asked.unreadable) asked.reject(asked.unreadable);
  else asked.resolve({ rows: asked.rows, count: Number(numbers.at(-1) ?? 0), command });
}
