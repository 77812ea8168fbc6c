import { randomBytes } from "node:crypto";
import { catalogApi, inventoryApi, type OutputOf, salesApi, shopApi } from "../../packages/contract/src/index.ts";
import { type RunningStorefront, runStorefront } from "../../scripts/start/run-storefront.ts";
import { type Business, openServer, type ServerUnderTest } from "../boundary/open-server.ts";
import { freePort } from "../harness/free-port.ts";

export interface OpenShop {
  served: ServerUnderTest;
  business: Business;
  storefront: RunningStorefront;
  styles: OutputOf<typeof catalogApi.createStyle>[];
  channels: { web: string; retail: string };
  /** Where the web channel's goods lie. */
  locationId: string;
  close(): Promise<void>;
}

const shown = [
  { code: "KU-1", name: "Meera kurta", priceMinor: 149_900, family: "blue" },
  { code: "SH-1", name: "Oxford shirt", priceMinor: 129_900, family: "white" },
  { code: "DR-1", name: "Garden dress", priceMinor: 219_900, family: "green" },
] as const;

/** A business with an open shop of three styles, twenty pieces of each SKU, and admin and storefront beside its server. */
export async function openShopForTest(settings: Record<string, string> = {}): Promise<OpenShop> {
  const secret = randomBytes(20).toString("hex");
  const port = await freePort();
  const shopOrigin = `http://127.0.0.1:${port}`;
  const served = await openServer("all", { STOREFRONT_SECRET: secret, SHOP_ORIGIN: shopOrigin, ...settings });
  const business = await served.openBusiness("looms");
  const filled = await fillShop(business);
  const apiOrigin = served.server.origin;
  const storefront = await runStorefront({
    ...{ port, host: "127.0.0.1", apiOrigin, shopOrigin, secret },
    build: "beside",
  });
  return {
    ...{ served, business, storefront, ...filled },
    async close() {
      await storefront.stop();
      await served.close();
    },
  };
}

async function fillShop({ call }: Business) {
  const [{ items: scales }, { items: categories }, { items: channels }] = await Promise.all([
    call(catalogApi.listSizeScales, {}),
    call(catalogApi.listCategories, {}),
    call(salesApi.listChannels, {}),
  ]);
  const scale = scales.find((s) => s.sizes.includes("M"))!;
  const web = channels.find((c) => c.kind === "web")!;
  const styles: OpenShop["styles"] = [];
  for (const { code, name, priceMinor, family } of shown) {
    const style = await call(catalogApi.createStyle, {
      ...{ code, name, taxClass: "apparel", hsnCode: "620442", fabric: "100% cotton", description: `${name}, soft.` },
      ...{ categoryId: categories.find((c) => c.code === "KURTAS")!.id, sizeScaleId: scale.id, sizes: ["S", "M", "L"] },
      colourways: [
        { code: "ONE", name: "Indigo", hex: "#2b3a67", family },
        { code: "TWO", name: "Madder", hex: "#9c2f2a", family: "red" },
      ],
      basePriceMinor: priceMinor,
    });
    styles.push(style);
    const skus = style.colourways.flatMap((c) => c.skus);
    await call(inventoryApi.receiveStock, {
      locationId: web.locationId,
      lines: skus.map((sku) => ({ skuId: sku.id, qty: 20, unitCostMinor: 50_000 })),
    });
  }
  await call(shopApi.openShop, {});
  await call(shopApi.changeShopSettings, { isOpen: true, title: "Looms", tagline: "Woven slowly" });
  await call(shopApi.setShopCollections, {
    collections: [{ slug: "slow", name: "Slow cloth", rule: "styles", styleIds: styles.map((s) => s.id) }],
  });
  const retail = channels.find((c) => c.kind === "retail")!;
  return { styles, channels: { web: web.id, retail: retail.id }, locationId: web.locationId };
}
