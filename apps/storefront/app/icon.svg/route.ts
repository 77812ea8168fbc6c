import { findShop } from "../../lib/visitor.ts";

/** The browser tab's sign: the shop's first letter in its colour. */
export async function GET(): Promise<Response> {
  const shop = await findShop();
  const letter = (shop?.title ?? "S").charAt(0).toUpperCase().replace(/[<&>]/g, "S");
  const fill = shop?.accent && /^#[0-9a-f]{6}$/i.test(shop.accent) ? shop.accent : "#7a3b2e";
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${fill}"/><text x="16" y="23" text-anchor="middle" font-family="Georgia,serif" font-size="20" fill="#fff">${letter}</text></svg>`;
  return new Response(svg, { headers: { "content-type": "image/svg+xml", "cache-control": "public, max-age=3600" } });
}
