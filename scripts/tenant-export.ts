import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { writeArchive } from "../apps/server/src/modules/archive/index.ts";
import { systemActor } from "../apps/server/src/platform/context.ts";
import { inTransaction } from "../apps/server/src/platform/runner.ts";
import { runScript, tellProgress, withRuntime } from "./tenant/with-runtime.ts";

const [slug, file = `${slug}.selvedge.gz`] = process.argv.slice(2);

/** `npm run tenant:export -- SLUG [FILE]` takes a whole business out as one file: every row, every file, one moment. */
await runScript(async () => {
  if (!slug) throw new Error("Say which business: npm run tenant:export -- SLUG [FILE]");
  await withRuntime(async (runtime) => {
    const [tenant] = await runtime.sql<{ tenant_id: string }[]>`
      select tenant_id from app.tenant_directory where slug = ${slug}`;
    if (!tenant) throw new Error(`There is no business ${slug}.`);
    const call = { tenantId: tenant.tenant_id, actor: systemActor, requestId: "tenant-export" };
    const half = `${file}.part`;
    try {
      const written = await inTransaction(
        runtime,
        call,
        { name: "archive.export", readOnly: true, snapshot: true, once: true },
        (ctx) => writeArchive(ctx.sql, tenant.tenant_id, createWriteStream(half), tellProgress()),
      );
      await rename(half, file);
      console.log(`${written.rows.toLocaleString("en")} rows of ${written.head.name} are in ${file}`);
    } finally {
      await rm(half, { force: true });
    }
  });
});
