import {
  compile,
  type Fragment,
  markFragment,
  type Statement,
  toIdentifier,
  toJson,
  toParameter,
} from "./statement.ts";

/** A row whose shape nobody has said. */
// biome-ignore lint/suspicious/noExplicitAny: the columns are those of the statement, which the compiler cannot read.
export type Row = Record<string, any>;

/** The rows of a statement, with the number of rows that it read or changed. */
export type Rows<T extends readonly unknown[]> = T & { readonly count: number };

/**
 * A statement that is sent when it is first awaited, and only once. Interpolated into another statement before that, it is
 * a part of it instead.
 */
export interface Query<T extends readonly unknown[]> extends Promise<Rows<T>> {
  /** Reads the rows in portions, so that memory stays flat; inside a transaction only. */
  cursor(portion: number): AsyncIterable<T[number][]>;
}

/** What both a pool and an open transaction can do. */
export interface Sql {
  <T extends readonly unknown[] = Row[]>(strings: TemplateStringsArray, ...values: readonly unknown[]): Query<T>;
  /** The name of a column or table, for interpolation. */
  (name: string): object;
  /** A value that is sent as JSON. */
  json(value: unknown): object;
  /** A text that is not a template: several statements when there are no values. Never give it anything typed by a user. */
  unsafe<T extends readonly unknown[] = Row[]>(text: string, values?: readonly unknown[]): Query<T>;
}

/** Sends one statement; `name` is set when it is worth preparing. */
export type Send = (statement: Statement, prepare: boolean) => Promise<Rows<unknown[]>>;

/** Makes the template function over a way to send statements. */
export function makeSql(send: Send): Sql {
  const sql = (first: TemplateStringsArray | string, ...values: unknown[]) =>
    typeof first === "string" ? toIdentifier(first) : makeQuery(send, { strings: first, values }, true);
  const members: Pick<Sql, "json" | "unsafe"> = {
    json: toJson,
    unsafe: <T extends readonly unknown[]>(text: string, values: readonly unknown[] = []) =>
      makeQuery<T>(send, { strings: [text], values: [] }, false, values.map(toParameter)),
  };
  return Object.assign(sql, members) as unknown as Sql;
}

function makeQuery<T extends readonly unknown[]>(
  send: Send,
  fragment: Fragment,
  prepare: boolean,
  given?: unknown[],
): Query<T> {
  let sent: Promise<Rows<T>> | null = null;
  const statement = (): Statement => (given ? { text: fragment.strings[0] ?? "", values: given } : compile(fragment));
  const start = (): Promise<Rows<T>> => {
    sent ??= sendCompiled<T>(send, statement, prepare);
    return sent;
  };
  const query = {
    // biome-ignore lint/suspicious/noThenProperty: a statement is awaited like a promise, but begins only then.
    then: <A, B>(onDone?: (rows: Rows<T>) => A | PromiseLike<A>, onFail?: (error: unknown) => B | PromiseLike<B>) =>
      start().then(onDone, onFail),
    catch: <R>(onFail: (error: unknown) => R | PromiseLike<R>) => start().catch(onFail),
    finally: (onEnd: () => void) => start().finally(onEnd),
    [Symbol.toStringTag]: "Query",
    cursor: (portion: number) => readInPortions<T>(send, statement(), portion),
  };
  markFragment(query, fragment);
  return query as Query<T>;
}

// A statement that does not compile fails like one that the database refuses: where it is awaited.
async function sendCompiled<T extends readonly unknown[]>(send: Send, statement: () => Statement, prepare: boolean) {
  return (await send(statement(), prepare)) as unknown as Rows<T>;
}

let cursors = 0;

async function* readInPortions<T extends readonly unknown[]>(send: Send, { text, values }: Statement, portion: number) {
  cursors += 1;
  const name = `portions_${cursors}`;
  await send({ text: `declare ${name} no scroll cursor for ${text}`, values }, false);
  for (;;) {
    const rows = await send({ text: `fetch forward ${Math.trunc(portion)} from ${name}`, values: [] }, false);
    if (rows.length > 0) yield rows as unknown as T[number][];
    if (rows.length < portion) break;
  }
  await send({ text: `close ${name}`, values: [] }, false);
}
