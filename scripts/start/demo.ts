import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connectOnce, databaseName, ownerRole, withDatabase } from "../../apps/server/src/platform/postgres/roles.ts";
import { root } from "./build-admin.ts";

/** A person of the demo company, as `npm run demo` leaves them in `demo-sign-ins.json`. */
export interface DemoSignIn {
  role: string;
  email: string;
  password: string;
}

const signInsFile = (dataDir: string) => join(dataDir, "demo-sign-ins.json");
// There while the demo is being made, so that an interrupted one is seen at the next start.
const unfinishedFile = (dataDir: string) => join(dataDir, "demo-unfinished");

/** Whether no business lives in the database. */
export async function hasNoBusiness(ownerUrl: string): Promise<boolean> {
  const sql = connectOnce(ownerUrl);
  try {
    const [row] = await sql`select exists (select 1 from app.tenant_directory) as any`;
    return row?.["any"] === false;
  } finally {
    await sql.end();
  }
}

/** Runs `npm run demo` with its progress shown. Throws when it fails. */
export async function makeDemo(dataDir: string): Promise<void> {
  writeFileSync(unfinishedFile(dataDir), "");
  const child = spawn(process.execPath, [join(root, "scripts/demo.ts")], { cwd: root, stdio: "inherit" });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  if (code !== 0)
    throw new Error("The demo company could not be made; see above. Start without it: npm start -- --no-demo");
  rmSync(unfinishedFile(dataDir), { force: true });
}

/**
 * Empties an embedded database that holds nothing but a half-made demo: the demo begins only when there is no business,
 * and nobody can sign up before it ends. Returns whether there was one.
 */
export async function discardUnfinishedDemo(dataDir: string, adminUrl: string): Promise<boolean> {
  if (!existsSync(unfinishedFile(dataDir))) return false;
  const sql = connectOnce(withDatabase(adminUrl, "postgres"));
  try {
    await sql.unsafe(`drop database ${databaseName} with (force)`);
    await sql.unsafe(`create database ${databaseName} owner ${ownerRole}`);
  } finally {
    await sql.end();
  }
  rmSync(unfinishedFile(dataDir), { force: true });
  return true;
}

/** The demo's people; empty when this data folder has no demo. */
export function readSignIns(dataDir: string): DemoSignIn[] {
  if (!existsSync(signInsFile(dataDir))) return [];
  return JSON.parse(readFileSync(signInsFile(dataDir), "utf8")) as DemoSignIn[];
}
