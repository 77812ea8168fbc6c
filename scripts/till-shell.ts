import { spawn } from "node:child_process";
import { join } from "node:path";
import { buildTill, root } from "./start/build-admin.ts";
import { buildShell } from "./start/build-shell.ts";

/**
 * `npm run till:shell [-- --server=ADDRESS --kiosk]`: the till in a window of its own. Electron fetches its program the first
 * time it runs; nothing else of this repository needs it.
 */
await buildTill();
await buildShell();
const cli = join(root, "node_modules/electron/cli.js");
const child = spawn(process.execPath, [cli, join(root, "apps/pos"), ...process.argv.slice(2)], { stdio: "inherit" });
child.on("exit", (code) => process.exit(code ?? 1));
