import { type ClientBase, Pool } from "pg";

/**
 * The pool that graphile-worker works through. Its own pool takes the error handlers off before it has ended, and is not
 * waited for: a PostgreSQL that stops in that moment would end the whole program. Call `end()` after the worker's stop.
 *
 * graphile-worker tells that a job is done without waiting for it, and tries again only after the errors it knows; any
 * other would go unheard and end the program too. So a lost connection is told as one that cannot be had just now.
 */
export function openJobPool(connectionString: string, max: number, log: (message: string) => void = () => {}): Pool {
  const pool = new Pool({ connectionString, max, application_name: "selvedge-jobs" });
  const onError = (error: Error) => log(`The job queue lost a connection: ${error.message}`);
  pool.on("error", onError);
  pool.on("connect", (client) => {
    client.on("error", onError);
    tellLossOf(client);
  });
  const connect = pool.connect.bind(pool) as (...given: unknown[]) => unknown;
  pool.connect = ((...given: unknown[]) => toldAsPassing(connect(...given))) as typeof pool.connect;
  return pool;
}

function tellLossOf(client: ClientBase): void {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  client.query = ((...given: unknown[]) => toldAsPassing(query(...given))) as typeof client.query;
}

/** Lets a promise fail with `cannot_connect_now` where the connection was lost; anything else passes as it is. */
function toldAsPassing(outcome: unknown): unknown {
  if (!(outcome instanceof Promise)) return outcome;
  return outcome.catch((error: Error & { code?: string }) => {
    if (isLoss(error)) error.code = "57P03";
    throw error;
  });
}

function isLoss({ code, message }: Error & { code?: string }): boolean {
  if (code === undefined) return /connection error|Connection terminated|timeout exceeded when trying/.test(message);
  return /^(57P0[123]|08\w{3}|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT)$/.test(code);
}
