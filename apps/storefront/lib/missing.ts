import { ShopError, type Visitor } from "./api.ts";
import { askKept } from "./kept.ts";
import { shopApi } from "./types.ts";

/**
 * Whether a path names goods that the shop does not have. Asked before the page is made: what Next makes of `notFound()`
 * within a page is blank without script (vercel/next.js#62228), while a path that no page has is answered whole. The answers are kept, so the page
 * itself asks for nothing twice.
 */
export async function isMissing(path: string, visitor: Visitor): Promise<boolean> {
  const [, kind, name] = path.split("/");
  if (!name || !kind || !(kind in known)) return false;
  try {
    return !(await known[kind as keyof typeof known](decodeURIComponent(name), visitor));
  } catch (error) {
    // A malformed address; any other trouble is the page's to tell.
    return error instanceof URIError || (error instanceof ShopError && error.problem.code === "not_found");
  }
}

const known = {
  c: async (code: string, visitor: Visitor) => {
    const { categories } = await askKept(shopApi.getShop, {}, visitor);
    return categories.some((c) => c.code.toLowerCase() === code.toLowerCase());
  },
  collections: async (slug: string, visitor: Visitor) => {
    const { collections } = await askKept(shopApi.getShop, {}, visitor);
    return collections.some((c) => c.slug === slug);
  },
  styles: async (code: string, visitor: Visitor) => Boolean(await askKept(shopApi.getShopStyle, { code }, visitor)),
};
