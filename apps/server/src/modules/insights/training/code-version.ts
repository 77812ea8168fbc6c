import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

const roots = [
  path.resolve(import.meta.dirname, "../../../../../../packages/learn/src"),
  path.resolve(import.meta.dirname, ".."),
];

let version: Promise<string> | null = null;

/** A short hash of the code that learns: two runs with the same hash, data and seed come out the same. */
export function codeVersion(): Promise<string> {
  version ??= hashSources();
  return version;
}

async function hashSources(): Promise<string> {
  const hash = createHash("sha256");
  for (const root of roots) {
    const names = await readdir(root, { recursive: true });
    for (const name of names.filter((n) => n.endsWith(".ts") && !n.includes(".test.")).sort()) {
      hash.update(name).update(await readFile(path.join(root, name)));
    }
  }
  return hash.digest("hex").slice(0, 12);
}
