import { startServer } from "../apps/server/src/main.ts";
import { readConfig } from "../apps/server/src/platform/config.ts";
import { migrate, startPostgres } from "../apps/server/src/platform/postgres/index.ts";

/**
 * The server alone, for `npm run dev` (which starts it again at every change) and for further processes beside the
 * first (ROLE=worker). It joins the PostgreSQL that is running.
 */
const config = readConfig();
const postgres = await startPostgres({ ...config, log: console.log });
await migrate(postgres.ownerUrl, { log: console.log });
const server = await startServer(config, postgres);
console.log(`The server listens on ${server.origin}`);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await server.stop();
    await postgres.stop();
    process.exit(0);
  });
}
