// Adds to package-lock.json the builds for other systems that npm left out. When a registry lacks one of them, npm drops
// it from the lock file, and `npm ci` then refuses that lock file everywhere. An entry with its system is enough: npm
// passes over it on every other system without asking for it. Run it after `npm install`; tests/walls looks after it.
import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const systems = ["android", "darwin", "linux", "win32", "freebsd", "openharmony", "aix", "sunos", "netbsd", "openbsd"];
const processors = ["arm64", "x64", "arm", "ia32", "ppc64", "riscv64", "s390x", "loong64", "mips64el", "wasm32"];

/** The optional dependencies of a lock file's packages that have no entry, as [path, entry] to be added. */
export function findGaps(packages) {
  const gaps = new Map();
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (isResolved(packages, path, name)) continue;
      gaps.set(`node_modules/${name}`, { version, ...(dev ? { dev: true } : {}), optional: true, ...platformOf(name) });
    }
  }
  return [...gaps];
}

/** Looks where Node.js would: in the package's own node_modules, then in each folder above. */
function isResolved(packages, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    if (packages[`${folder}${folder ? "/" : ""}node_modules/${name}`]) return true;
    if (folder === "") return false;
  }
}

/** What system a build is for, by its name: `@swc/core-linux-arm64-musl`. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  if (cpu.length === 0 || (os.length === 0 && cpu[0] !== "wasm32")) {
    throw new Error(`${name} is missing from package-lock.json, and its name does not say which system it is for.`);
  }
  const libc = words.some((word) => word.startsWith("musl")) ? ["musl"] : os[0] === "linux" ? ["glibc"] : [];
  return { cpu, ...(os.length > 0 ? { os } : {}), ...(libc.length > 0 ? { libc } : {}) };
}

const isMain = process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isMain) {
  const file = new URL("../package-lock.json", import.meta.url);
  const lock = JSON.parse(readFileSync(file, "utf8"));
  const gaps = findGaps(lock.packages);
  for (const [path, entry] of gaps) lock.packages[path] = entry;
  const inOrder = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en"));
  lock.packages = Object.fromEntries(inOrder);
  if (gaps.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${gaps.length} builds for other systems added to package-lock.json`);
}
