import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
const admin = join(root, "apps/admin");
const stamp = join(admin, "dist/.built-from");

/** Everything that ends up in the admin's files. */
const sources = [
  "apps/admin/src",
  "apps/admin/public",
  "apps/admin/index.html",
  "apps/admin/vite.config.ts",
  "apps/admin/package.json",
  "packages/ui/src",
  "packages/client/src",
  "packages/contract/src",
  "packages/domain/src",
  "package-lock.json",
];

/**
 * Builds the admin if any of its sources, or a package it uses, is other than at the last build.
 * Returns whether it was built. Throws with the builder's words when the build fails.
 */
export async function buildAdmin(): Promise<boolean> {
  const wanted = fingerprint(sources.map((path) => join(root, path)));
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const env = { ...process.env, NO_COLOR: "1" };
  const child = spawn(process.execPath, [vite, "build", "--logLevel", "warn"], { cwd: admin, env });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`The admin could not be built:\n${output.trim()}`);
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
