import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** What ends up in an app's files: its own sources and those of the packages it uses. */
const sourcesOf = (app: string) => [
  ...["src", "public", "index.html", "vite.config.ts", "package.json"].map((name) => `apps/${app}/${name}`),
  ...["packages/ui/src", "packages/client/src", "packages/contract/src", "packages/domain/src", "package-lock.json"],
];

/** Builds the admin if it is other than at the last build; see `buildApp`. */
export const buildAdmin = (): Promise<boolean> => buildApp("admin", "admin");

/** Builds the till if it is other than at the last build; see `buildApp`. */
export const buildTill = (): Promise<boolean> => buildApp("pos", "till");

/**
 * Builds an app if any of its sources, or a package it uses, is other than at the last build.
 * Returns whether it was built. Throws with the builder's words when the build fails.
 */
async function buildApp(app: string, name: string): Promise<boolean> {
  const folder = join(root, "apps", app);
  const stamp = join(folder, "dist/.built-from");
  const wanted = fingerprint(sourcesOf(app).map((path) => join(root, path)));
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  const vite = join(root, "node_modules/vite/bin/vite.js");
  // Run by a test, the build would otherwise be one for tests.
  const env = { ...process.env, NODE_ENV: "production", NO_COLOR: "1" };
  const child = spawn(process.execPath, [vite, "build", "--logLevel", "warn"], { cwd: folder, env });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`The ${name} could not be built:\n${output.trim()}`);
  writeFileSync(stamp, wanted);
  return true;
}

/** One text for the names, sizes and times of all files under the paths; it changes when a file comes, goes or changes. */
export function fingerprint(paths: string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) addTo(path, (line) => hash.update(line));
  return hash.digest("hex");
}

function addTo(path: string, add: (line: string) => void): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isDirectory()) {
    add(`${path}\0${found.size}\0${found.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(path).sort()) if (!name.includes(".test.")) addTo(join(path, name), add);
}
