import { createReadStream, existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { restoreArchive } from "../apps/server/src/modules/archive/index.ts";
import { runScript, tellProgress, withRuntime } from "./tenant/with-runtime.ts";

/** `npm run tenant:restore -- FILE [--slug NAME]` brings a business in from an archive, with its ids; whole or not at all. */
await runScript(async () => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { slug: { type: "string" } } });
  const file = positionals[0];
  if (!file) throw new Error("Say which archive: npm run tenant:restore -- FILE [--slug NAME]");
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  await withRuntime(async (runtime) => {
    const done = await restoreArchive(runtime, createReadStream(file), {
      slug: values.slug,
      onProgress: tellProgress(),
    });
    console.log(`${done.rows.toLocaleString("en")} rows restored; the business is here as ${done.slug}`);
  });
});
