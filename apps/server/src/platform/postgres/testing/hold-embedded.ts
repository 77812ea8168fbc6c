import { startEmbedded } from "../embedded.ts";

/**
 * A program that starts the embedded PostgreSQL of a folder, prints how to reach it as one JSON line, and stays: for
 * tests that kill it. Words: folder, first port. SIGTERM: clean stop. SIGUSR2: exit without stopping anything.
 */
const [dataDir = "", port = "0"] = process.argv.slice(2);
const embedded = await startEmbedded({
  dataDir,
  port: Number(port),
  log: (message) => console.error(message),
  settings: { shared_buffers: "'32MB'" },
});
const alive = setInterval(() => {}, 1000);
process.on("SIGUSR2", () => process.exit(3));
process.on("SIGTERM", async () => {
  await embedded.stop();
  clearInterval(alive);
});
// Printed last: whoever reads it may send a signal at once.
const { adminUrl, ownerUrl, supervised } = embedded;
console.log(JSON.stringify({ port: embedded.port, adminUrl, ownerUrl, supervised }));
