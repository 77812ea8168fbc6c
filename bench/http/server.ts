import { startServer } from "../../apps/server/src/main.ts";
import { readConfig } from "../../apps/server/src/platform/config.ts";
import { unlimited } from "../../tests/harness/unlimited.ts";

// The program under test, in a process of its own, so that its CPU is told apart from the driver's.
const { ownerUrl, appUrl, dataDir } = JSON.parse(process.env["BENCH_DATABASE"] ?? "{}") as Record<string, string>;
// From the process's own start: loading the code counts.
const begun = 0;
// A shop beside it, where one is measured, is told of changes by the secret they share: without it nothing is kept there.
const { STOREFRONT_SECRET, SHOP_ORIGIN } = process.env;
const shop = STOREFRONT_SECRET && SHOP_ORIGIN ? { STOREFRONT_SECRET, SHOP_ORIGIN } : {};
const config = readConfig({ PORT: "0", DATA_DIR: dataDir, LOG_LEVEL: "error", ...unlimited, ...shop });
const server = await startServer(config, { ownerUrl: ownerUrl!, appUrl: appUrl! });
const answer = await fetch(`${server.origin}/health/ready`);
process.send?.({ origin: server.origin, startMs: Math.round(performance.now() - begun), ready: answer.ok });
process.on("message", async () => {
  await server.stop();
  process.exit(0);
});
