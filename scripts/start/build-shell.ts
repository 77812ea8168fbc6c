import { join } from "node:path";
import { build } from "vite";
import { root } from "./build-admin.ts";

/**
 * Builds the till's desktop shell into a folder: `main.js` for Electron's main process, and `preload.cjs`, which a sandboxed
 * window loads as one script. Electron itself is left out: it is there when they run.
 */
export async function buildShell(outDir = join(root, "apps/pos/dist-electron")): Promise<void> {
  for (const [name, format, file] of [
    ["main", "es", "main.js"],
    ["preload", "cjs", "preload.cjs"],
  ] as const) {
    await build({
      root: join(root, "apps/pos"),
      configFile: false,
      publicDir: false,
      logLevel: "warn",
      build: {
        ssr: join(root, `apps/pos/electron/${name}.ts`),
        outDir,
        emptyOutDir: name === "main",
        target: "node24",
        rolldownOptions: { external: ["electron"], output: { format, entryFileNames: file } },
      },
    });
  }
}
