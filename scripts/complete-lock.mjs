// Adds to package-lock.json the optional packages of other machines (native builds for other systems) that the registry
// at hand did not have when `npm install` wrote the lock. Without them `npm ci` calls the lock out of step; with them it
// works here and fetches the right build elsewhere. Run after `npm install`: `node scripts/complete-lock.mjs`.
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const packages = lock.packages;

/** Where npm would find `name` from the package at `path`; null when nowhere. */
function resolve(path, name) {
  for (let at = path; ; ) {
    const key = `${at ? `${at}/` : ""}node_modules/${name}`;
    if (packages[key]) return key;
    if (at === "") return null;
    const cut = at.lastIndexOf("/node_modules/");
    at = cut < 0 ? "" : at.slice(0, cut);
  }
}

const systems = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const processors = ["arm64", "arm", "x64", "ia32", "ppc64", "riscv64", "s390x", "wasm32"];

/** What machine a native build is for, as its name says. */
function machineOf(name) {
  const words = name.split("/").at(-1).split("-");
  const os = systems.find((s) => words.includes(s));
  const cpu = processors.find((p) => words.includes(p));
  if (!cpu) throw new Error(`${name} does not say which machine it is for; add it to scripts/complete-lock.mjs`);
  const libc = words.some((w) => w.startsWith("musl"))
    ? "musl"
    : words.some((w) => w.startsWith("gnu"))
      ? "glibc"
      : null;
  return { ...(os ? { os: [os] } : {}), cpu: [cpu], ...(os === "linux" && libc ? { libc: [libc] } : {}) };
}

let added = 0;
for (const [path, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (resolve(path, name)) continue;
    packages[`node_modules/${name}`] = {
      version,
      ...machineOf(name),
      ...(entry.dev ? { dev: true } : {}),
      license: entry.license,
      optional: true,
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other machines added`);
