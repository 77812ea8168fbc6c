import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, root } from "./build-admin.ts";

const storefront = join(root, "apps/storefront");
export const nextProgram = join(root, "node_modules/next/dist/bin/next");

/** Everything that ends up in the shop's files. */
const sources = [
  "apps/storefront/app",
  "apps/storefront/lib",
  "apps/storefront/parts",
  "apps/storefront/proxy.ts",
  "apps/storefront/next.config.ts",
  "apps/storefront/package.json",
  "packages/client/src",
  "packages/contract/src",
  "packages/domain/src",
  "package-lock.json",
];

/** Where a build lies: the shop that runs, and one for tests and benches beside it: a build empties its own folder, whoever runs from it. */
export const builds = { running: ".next/running", beside: ".next/beside" } as const;
export type Build = keyof typeof builds;

const building = new Map<Build, Promise<boolean>>();

/**
 * Builds the online shop if any of its sources, or a package it uses, is other than at the last build; once, however
 * many ask. Nothing is fetched from anywhere.
 * @returns whether it was built
 * @throws Error with the builder's words
 */
export function buildStorefront(which: Build = "running"): Promise<boolean> {
  const begun = building.get(which) ?? build(builds[which]).finally(() => building.delete(which));
  building.set(which, begun);
  return begun;
}

async function build(folder: string): Promise<boolean> {
  const stamp = join(storefront, folder, "built-from");
  const wanted = fingerprint(sources.map((path) => join(root, path)));
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  // A build that is not finished must not be taken for the one before.
  rmSync(stamp, { force: true });
  const child = spawn(process.execPath, [nextProgram, "build"], {
    cwd: storefront,
    env: {
      ...process.env,
      ...{ NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production", NO_COLOR: "1", STOREFRONT_DIST: folder },
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`The online shop could not be built:\n${output.trim()}`);
  writeFileSync(stamp, wanted);
  return true;
}
