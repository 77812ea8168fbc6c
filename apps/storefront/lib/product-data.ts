import { minorToDecimal } from "@selvedge/domain";
import { stylePath } from "./format.ts";
import type { ShopFront, StyleView } from "./types.ts";

/** A style for search engines: a group of products, one per SKU, each with its offer. */
export function productData(shop: ShopFront, style: StyleView, origin: string): object {
  const url = `${origin}${stylePath(style)}`;
  const variants = style.colours.flatMap((colour) =>
    colour.skus.map((sku) => ({
      "@type": "Product",
      name: `${style.name}, ${colour.name}, ${sku.size}`,
      sku: sku.code,
      ...(sku.gtin ? { gtin: sku.gtin } : {}),
      color: colour.name,
      size: sku.size,
      ...(colour.pictures[0] ? { image: `${origin}${colour.pictures[0].url}?w=960` } : {}),
      offers: {
        "@type": "Offer",
        url: `${url}?colour=${encodeURIComponent(colour.code)}&size=${encodeURIComponent(sku.size)}`,
        priceCurrency: shop.currency,
        price: minorToDecimal(sku.priceMinor, shop.currency),
        itemCondition: "https://schema.org/NewCondition",
        availability: `https://schema.org/${{ in_stock: "InStock", few: "LimitedAvailability", sold_out: "OutOfStock" }[sku.stock]}`,
      },
    })),
  );
  return {
    "@type": "ProductGroup",
    name: style.name,
    productGroupID: style.code,
    url,
    ...(style.description ? { description: style.description } : {}),
    ...(style.brand ? { brand: { "@type": "Brand", name: style.brand } } : {}),
    ...(style.fabric ? { material: style.fabric } : {}),
    variesBy: ["https://schema.org/color", "https://schema.org/size"],
    hasVariant: variants,
  };
}
