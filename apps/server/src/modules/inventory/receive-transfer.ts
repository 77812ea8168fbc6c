import { inventoryApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { AppError, notFound } from "../../platform/errors.ts";
import { command } from "../../platform/runner.ts";
import { getStockLocation, getVirtualLocation } from "./locations.ts";
import { moveBetween } from "./transfer-stock.ts";

/**
 * Takes in what is in transit of a transfer; the rest stays in transit. Counted after the move is written and so under
 * the lock of the transit level: two receipts of one transfer cannot both take the same pieces.
 * @throws not_found; over_applied when more arrives than is under way
 */
export const receiveTransfer = command(inventoryApi.receiveTransfer, async (ctx, input) => {
  const to = await getStockLocation(ctx, input.toLocationId, "toLocationId", ["quarantine"]);
  const transit = await getVirtualLocation(ctx, "transit");
  const [sent] = await ctx.sql`
    select 1 from stock_move
    where tenant_id = ${ctx.tenantId} and document_id = ${input.id} and to_location_id = ${transit.id} limit 1`;
  if (!sent) throw notFound("transfer under way");
  const moves = await moveBetween(ctx, {
    ...{ documentId: input.id, fromLocationId: transit.id, toLocationId: to.id, note: null, lines: input.lines },
  });
  await assertNotOverReceived(ctx, input.id, transit.id);
  return { documentId: input.id, moves, valueMinor: 0 };
});

async function assertNotOverReceived(ctx: Ctx, documentId: string, transitId: string): Promise<void> {
  const over = await ctx.sql<{ skuId: string; code: string; overQty: number }[]>`
    select s.id as "skuId", s.code,
           sum(case when m.from_location_id = ${transitId} then m.qty else -m.qty end)::int as "overQty"
    from stock_move m
    join sku s on s.tenant_id = m.tenant_id and s.id = m.sku_id
    where m.tenant_id = ${ctx.tenantId} and m.document_id = ${documentId}
      and ${transitId} in (m.from_location_id, m.to_location_id)
    group by s.id, s.code
    having sum(case when m.from_location_id = ${transitId} then m.qty else -m.qty end) > 0`;
  if (over.length > 0) {
    throw new AppError("over_applied", "More arrives than is under way of this transfer.", {
      details: { lines: over.map((row) => ({ ...row })) },
    });
  }
}
