import { createHash } from "node:crypto";

/** The version of the data a run read: the hash of every value that went into it, in the order it was read. */
export function dataHashOf(rows: readonly object[]): string {
  const hash = createHash("sha256");
  for (const row of rows) hash.update(JSON.stringify(row));
  return hash.digest("hex");
}
