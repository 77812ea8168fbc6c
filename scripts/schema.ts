import { writeFileSync } from "node:fs";
import { migrate } from "../apps/server/src/platform/postgres/migrate.ts";
import { listSchema } from "../apps/server/src/platform/postgres/schema-listing.ts";
import { startThrowaway } from "../apps/server/src/platform/postgres/throwaway.ts";

/** Writes db/schema.sql and the row types from a database that has every migration and nothing else. */
const postgres = await startThrowaway();
try {
  await migrate(postgres.ownerUrl);
  const { listing, rowTypes } = await listSchema(postgres.adminUrl);
  const root = new URL("../", import.meta.url);
  writeFileSync(new URL("db/schema.sql", root), listing);
  writeFileSync(new URL("apps/server/src/platform/postgres/rows.generated.ts", root), rowTypes);
  console.log("Wrote db/schema.sql and apps/server/src/platform/postgres/rows.generated.ts");
} finally {
  await postgres.stop();
}
