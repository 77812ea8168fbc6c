import sharp from "sharp";
import { catalogApi, shopApi } from "../../packages/contract/src/index.ts";
import type { World } from "../http/world.ts";

/** So many styles get a photo for each colour: more than the pages that are measured show. */
const PHOTOGRAPHED = 36;

/** Opens the bench business's shop and says which of its pages are measured. */
export async function openTheShop(world: World): Promise<{ name: "home" | "list" | "style"; path: string }[]> {
  const { call } = world;
  const { items: categories } = await call(catalogApi.listCategories, {});
  const category = categories[0]!;
  let n = 0;
  for (const styleId of world.styleIds.slice(0, PHOTOGRAPHED)) {
    const style = await call(catalogApi.getStyle, { id: styleId });
    await call(catalogApi.changeStyle, { id: styleId, version: style.version, categoryId: category.id });
    for (const colourway of style.colourways) {
      n += 1;
      await call(catalogApi.setPicture, { id: colourway.id, picture: await photo(n) });
    }
  }
  await call(shopApi.openShop, {});
  await call(shopApi.changeShopSettings, { isOpen: true, title: "Bench", tagline: "Measured by the yard" });
  const first = await call(catalogApi.getStyle, { id: world.styleIds[0]! });
  return [
    { name: "home", path: "/" },
    { name: "list", path: `/c/${category.code.toLowerCase()}` },
    { name: "style", path: `/styles/${first.code}/${first.name.toLowerCase().replaceAll(" ", "-")}` },
  ];
}

const [width, height] = [960, 1200];

/** The grain of a photo, so that pictures pack as photos do and not as plain colours. Made once. */
const grain = sharp({
  create: { width, height, channels: 3, background: "#808080", noise: { type: "gaussian", mean: 128, sigma: 22 } },
})
  .raw()
  .toBuffer();

async function photo(n: number): Promise<string> {
  const hue = (n * 47) % 360;
  const cloth = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#ece6dc"/>
    <path d="M300 150 L420 110 H540 L660 150 L800 420 L690 470 L650 380 V1080 H310 V380 L270 470 L160 420 Z" fill="hsl(${hue} 45% 42%)"/></svg>`;
  const bytes = await sharp(Buffer.from(cloth))
    .composite([{ input: await grain, raw: { width, height, channels: 3 }, blend: "soft-light" }])
    .jpeg({ quality: 72 })
    .toBuffer();
  return `data:image/jpeg;base64,${bytes.toString("base64")}`;
}
