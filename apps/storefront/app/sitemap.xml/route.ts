import { ShopError } from "../../lib/api.ts";
import { categoryPath, collectionPath, stylePath } from "../../lib/format.ts";
import { askKept } from "../../lib/kept.ts";
import { shopApi } from "../../lib/types.ts";
import { getOrigin, getVisitor } from "../../lib/visitor.ts";

const xmlText = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** Everything that a search engine may list. */
export async function GET(): Promise<Response> {
  try {
    const [map, origin] = await Promise.all([askKept(shopApi.listShopSitemap, {}, await getVisitor()), getOrigin()]);
    const page = (path: string, picture?: string | null) =>
      `<url><loc>${xmlText(origin + path)}</loc>${
        picture ? `<image:image><image:loc>${xmlText(`${origin}${picture}?w=960`)}</image:loc></image:image>` : ""
      }</url>`;
    const pages = [
      page("/"),
      ...map.collections.map((slug) => page(collectionPath(slug))),
      ...map.categories.map((code) => page(categoryPath(code))),
      ...map.styles.map((style) => page(stylePath(style), style.pictureUrl)),
      page("/help"),
    ];
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">${pages.join("\n")}</urlset>`;
    return new Response(xml, { headers: { "content-type": "application/xml" } });
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    return new Response(null, { status: error.problem.status });
  }
}
