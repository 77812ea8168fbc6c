import { gtinCapacity, makeGtin13 } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { AppError, fieldError } from "../../platform/errors.ts";

/**
 * New GTINs from the tenant's company prefix, 14 digits each. The counter is raised by one atomic statement and its
 * row stays locked until commit, so nobody else draws the same; numbers that were ever given out by hand are passed
 * over.
 * @throws validation_failed when there is no prefix, conflict when the prefix has no numbers left
 */
export async function drawGtins(ctx: Ctx, count: number): Promise<string[]> {
  const { sql, tenantId } = ctx;
  const drawn: string[] = [];
  while (drawn.length < count) {
    const more = count - drawn.length;
    const [row] = await sql<{ prefix: string; first: number }[]>`
      update tenant set next_gtin_item = next_gtin_item + ${more}
      where id = ${tenantId} and gtin_prefix is not null
      returning gtin_prefix as prefix, next_gtin_item - ${more} as first`;
    if (!row) throw fieldError("assignGtins", "Enter the company's GS1 prefix in the settings first");
    if (row.first + more > gtinCapacity(row.prefix)) {
      throw new AppError("conflict", `The GS1 prefix ${row.prefix} has no ${more} numbers left; lease another.`);
    }
    const candidates = Array.from({ length: more }, (_, i) => `0${makeGtin13(row.prefix, row.first + i)}`);
    const taken = await sql<{ gtin: string }[]>`
      select gtin from gtin_assignment where tenant_id = ${tenantId} and gtin = any(${candidates}::text[])`;
    const used = new Set(taken.map((t) => t.gtin));
    drawn.push(...candidates.filter((gtin) => !used.has(gtin)));
  }
  return drawn;
}
