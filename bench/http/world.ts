import { createClient } from "../../packages/client/src/index.ts";
import type { Endpoint, InputOf, OutputOf } from "../../packages/contract/src/index.ts";
import { catalogApi, inventoryApi, salesApi, tenancyApi } from "../../packages/contract/src/index.ts";

/** The business that is measured: 10,000 SKUs with prices and stock, made through the API. */
export interface World {
  origin: string;
  token: string;
  styleIds: string[];
  skuIds: string[];
  channelId: string;
  locationId: string;
  call: <E extends Endpoint>(endpoint: E, input: InputOf<E>) => Promise<OutputOf<E>>;
}

export const BENCH_OWNER = { name: "Bench", email: "bench@example.com", password: "cotton twill by the yard" };
const SIZES = 5;
const COLOURS = ["Navy", "Rust", "Olive", "Ecru"];

export async function makeWorld(origin: string, styles: number): Promise<World> {
  let token: string | null = null;
  const call = createClient({ baseUrl: origin, getToken: () => token });
  await call(tenancyApi.signUp, {
    slug: "bench",
    name: "Bench Garments",
    country: "IN",
    state: "MH",
    currency: "INR",
    locale: "en-IN",
    timeZone: "Asia/Kolkata",
    owner: BENCH_OWNER,
  });
  token = (await call(tenancyApi.signIn, BENCH_OWNER)).accessToken;
  const { items: scales } = await call(catalogApi.listSizeScales, {});
  const scale = scales.find((s) => s.sizes.length >= SIZES)!;
  const { items: channels } = await call(salesApi.listChannels, {});
  const channel = channels.find((c) => c.kind === "web")!;
  const styleIds: string[] = [];
  const skuIds: string[] = [];
  for (let i = 0; i < styles; i += 1) {
    const style = await call(catalogApi.createStyle, {
      code: `ST${String(i).padStart(4, "0")}`,
      name: `${["Block print", "Linen", "Handloom", "Twill", "Jersey"][i % 5]} ${["kurta", "shirt", "dress", "trousers"][i % 4]} ${i}`,
      taxClass: "apparel",
      hsnCode: "620442",
      sizeScaleId: scale.id,
      sizes: scale.sizes.slice(0, SIZES),
      colourways: COLOURS.map((name, c) => ({
        code: name.slice(0, 3).toUpperCase(),
        name,
        hex: `#${(c * 3 + 1).toString(16).repeat(6).slice(0, 6)}`,
      })),
      basePriceMinor: 69_900 + (i % 20) * 5_000,
    });
    styleIds.push(style.id);
    skuIds.push(...style.colourways.flatMap((c) => c.skus.map((s) => s.id)));
  }
  for (let i = 0; i < skuIds.length; i += 2000) {
    await call(inventoryApi.receiveStock, {
      locationId: channel.locationId,
      lines: skuIds.slice(i, i + 2000).map((skuId) => ({ skuId, qty: 500_000, unitCostMinor: 30_000 })),
    });
  }
  return { origin, token: token!, styleIds, skuIds, channelId: channel.id, locationId: channel.locationId, call };
}
