import { startServer } from "../../apps/server/src/main.ts";
import { readConfig } from "../../apps/server/src/platform/config.ts";
import { unlimited } from "../../tests/harness/unlimited.ts";

// The program under test, in a process of its own, so that its CPU is told apart from the driver's.
const { ownerUrl, appUrl, dataDir } = JSON.parse(process.env["BENCH_DATABASE"] ?? "{}") as Record<string, string>;
// From the process's own start: loading the code counts.
const begun = 0;
const config = readConfig({ PORT: "0", DATA_DIR: dataDir, LOG_LEVEL: "error", ...unlimited });
const server = await startServer(config, { ownerUrl: ownerUrl!, appUrl: appUrl! });
const answer = await fetch(`${server.origin}/health/ready`);
process.send?.({ origin: server.origin, startMs: Math.round(performance.now() - begun), ready: answer.ok });
process.on("message", async () => {
  await server.stop();
  process.exit(0);
});
