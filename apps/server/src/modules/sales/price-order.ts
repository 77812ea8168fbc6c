import { salesApi } from "@selvedge/contract";
import { query } from "../../platform/runner.ts";
import { priceDraft, readDraft } from "./price-draft.ts";

/** What an order would cost now, with what is available of each line where it would ship from. */
export const priceOrder = query(salesApi.priceOrder, async (ctx, input) => {
  const read = await readDraft(ctx, input);
  const [priced, levels] = await Promise.all([
    priceDraft(ctx, input, read),
    ctx.sql<{ sku_id: string; available: number }[]>`
      select sku_id, on_hand_qty - reserved_qty as available from stock_level
      where tenant_id = ${ctx.tenantId} and location_id = ${read.location.id}
        and sku_id = any(${[...new Set(input.lines.map((l) => l.skuId))]}::uuid[])`,
  ]);
  const available = new Map(levels.map((l) => [l.sku_id, l.available]));
  const { currency, priceMode } = read.channel;
  return {
    currency,
    priceMode,
    grossMinor: priced.grossMinor,
    discountMinor: priced.discountMinor,
    taxableMinor: priced.taxableMinor,
    taxMinor: priced.taxMinor,
    totalMinor: priced.totalMinor,
    components: sumComponents(priced.components),
    lines: priced.lines.map(({ grossMinor: _gross, ...l }) => ({ ...l, availableQty: available.get(l.skuId) ?? 0 })),
  };
});

function sumComponents(components: readonly { component: string; taxMinor: number }[]) {
  const sums = new Map<string, number>();
  for (const c of components) sums.set(c.component, (sums.get(c.component) ?? 0) + c.taxMinor);
  return [...sums].map(([component, taxMinor]) => ({ component, taxMinor }));
}
