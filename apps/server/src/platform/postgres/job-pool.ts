import { Pool } from "pg";

/**
 * The pool that graphile-worker works through. Its own pool takes the error handlers off before it has ended, and is not
 * waited for: a PostgreSQL that stops in that moment would end the whole program. Call `end()` after the worker's stop.
 */
export function openJobPool(connectionString: string, max: number, log: (message: string) => void = () => {}): Pool {
  const pool = new Pool({ connectionString, max, application_name: "selvedge-jobs" });
  const onError = (error: Error) => log(`The job queue lost a connection: ${error.message}`);
  pool.on("error", onError);
  pool.on("connect", (client) => client.on("error", onError));
  return pool;
}
