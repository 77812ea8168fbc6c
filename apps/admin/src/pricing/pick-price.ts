import type { OutputOf, partyApi, pricingApi, salesApi } from "@selvedge/contract";
import type { PriceRows } from "../catalog/use-grid-styles.ts";

type PriceList = OutputOf<typeof pricingApi.listPriceLists>["items"][number];
type Customer = OutputOf<typeof partyApi.getCustomer>;
type Channel = OutputOf<typeof salesApi.listChannels>["items"][number];

const rank = { contract: 0, tier: 1, channel: 2, base: 3 } as const;

/** Lists that may price this order, the winning one first: contract, tier, channel, base. */
export function listsFor(
  lists: readonly PriceList[],
  channel: Channel | undefined,
  customer: Customer | undefined,
): PriceList[] {
  return lists
    .filter((list) => list.status === "active" && (!channel || list.currency === channel.currency))
    .filter((list) => {
      if (list.kind === "contract") return list.customerId !== null && list.customerId === customer?.id;
      if (list.kind === "tier") return list.priceTier !== null && list.priceTier === customer?.account.priceTier;
      if (list.kind === "channel") return list.channelKind !== null && list.channelKind === channel?.kind;
      return true;
    })
    .sort((a, b) => rank[a.kind] - rank[b.kind]);
}

/**
 * The price to show in a grid cell before quantities are known: of the winning list the SKU's own, else the style's, for one piece, in force on
 * the day. What the order costs is the server's answer (quantity breaks, promotions); this only fills the cell.
 */
export function cellPrice(
  lists: readonly PriceList[],
  prices: PriceRows,
  skuId: string,
  on: string,
): number | undefined {
  const inForce = prices.filter(
    (price) =>
      price.minQty <= 1 && (!price.validFrom || price.validFrom <= on) && (!price.validTo || price.validTo >= on),
  );
  for (const list of lists) {
    const rows = inForce.filter((price) => price.priceListId === list.id);
    const hit = rows.find((price) => price.skuId === skuId) ?? rows.find((price) => price.skuId === null);
    if (hit) return hit.unitPriceMinor;
  }
  return undefined;
}
