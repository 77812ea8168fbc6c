import { catalogApi, inventoryApi } from "@selvedge/contract";
import { readChannels, readLocations } from "../modules/sales/index.ts";
import type { TestTenant } from "./open-test-tenant.ts";

/** What a test of trade begins with: styles with prices, stock at the warehouse, the channels of sign-up. */
export interface StockedShop {
  channels: Record<"wholesale" | "retail" | "web", string>;
  warehouseId: string;
  /** SKU ids in the order of style, colour, size. */
  skuIds: string[];
  styleId: string;
}

/**
 * A style in two colours and four sizes, priced and stocked.
 * @param options.qty pieces of each SKU; unitCostMinor what each cost; priceMinor base price
 */
export async function aStockedShop(
  shop: TestTenant,
  options: { qty?: number; unitCostMinor?: number; priceMinor?: number; code?: string } = {},
): Promise<StockedShop> {
  const { qty = 100, unitCostMinor = 40_000, priceMinor = 99_900, code = "KURTA-1" } = options;
  const scales = await shop.run(catalogApi.listSizeScales, {});
  const scale = scales.items.find((s) => s.sizes.includes("M")) ?? scales.items[0]!;
  const style = await shop.run(catalogApi.createStyle, {
    code,
    name: "Block print kurta",
    taxClass: "apparel",
    hsnCode: "620442",
    sizeScaleId: scale.id,
    sizes: scale.sizes.slice(0, 4),
    colourways: [
      { code: "NVY", name: "Navy", hex: "#1f2a44" },
      { code: "RST", name: "Rust", hex: "#a4452c" },
    ],
    basePriceMinor: priceMinor,
  });
  const skuIds = style.colourways.flatMap((c) => c.skus.map((s) => s.id));
  const { channels, locations } = await shop.step(async (ctx) => ({
    channels: await readChannels(ctx),
    locations: await readLocations(ctx),
  }));
  const warehouseId = locations.find((l) => l.kind === "warehouse")!.id;
  if (qty > 0) {
    await shop.run(inventoryApi.receiveStock, {
      locationId: warehouseId,
      lines: skuIds.map((skuId) => ({ skuId, qty, unitCostMinor })),
    });
  }
  const idOf = (kind: string) => channels.find((c) => c.kind === kind)!.id;
  return {
    channels: { wholesale: idOf("wholesale"), retail: idOf("retail"), web: idOf("web") },
    warehouseId,
    skuIds,
    styleId: style.id,
  };
}
