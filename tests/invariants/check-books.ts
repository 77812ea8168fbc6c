import type { Sql } from "../../apps/server/src/platform/db.ts";
import { invariants } from "./invariants.ts";

/** More of the same break says nothing new. */
const mostPerInvariant = 10;

/**
 * Runs every invariant over the real tables, on one snapshot.
 * @param admin a pool that sees over the tenant wall
 * @param tenantId that business alone; all of them when left out
 * @returns what is broken, in words; empty when all is well
 */
export async function checkInvariants(admin: Sql, tenantId?: string): Promise<string[]> {
  return admin.begin("isolation level repeatable read read only", async (tx) => {
    const broken: string[] = [];
    for (const [name, text] of Object.entries(invariants)) {
      const rows = await tx.unsafe<{ tenant_id: string; words: string }[]>(
        `select tenant_id, words from (${text}) broken where $1::uuid is null or tenant_id = $1 limit ${mostPerInvariant}`,
        [tenantId ?? null],
      );
      for (const row of rows) broken.push(`${name}: ${row.words} (tenant ${row.tenant_id})`);
    }
    return broken;
  });
}
