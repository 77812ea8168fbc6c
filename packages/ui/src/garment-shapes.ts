/** Outlines drawn for this project on a 64 × 64 field, and the words of a category or style name that call for each. */
export type GarmentShape =
  | "tee"
  | "shirt"
  | "kurta"
  | "dress"
  | "trousers"
  | "shorts"
  | "skirt"
  | "jacket"
  | "knit"
  | "sari"
  | "socks";

/** `body` is filled with the cloth's colour, `detail` is drawn as thin lines over it. */
export const garmentPaths: Record<GarmentShape, { body: string; detail: string }> = {
  tee: {
    body: "M23 10 8 17l4 13 7-3v27h26V27l7 3 4-13-15-7c-2 5-5 7-9 7s-7-2-9-7Z",
    detail: "M23 10c2 6 5 8.5 9 8.5s7-2.5 9-8.5M19 27v-5M45 27v-5",
  },
  shirt: {
    body: "M24 9 11 15 6 38l8 3 5-15v29h26V26l5 15 8-3-5-23-13-6-8 5-8-5Z",
    detail: "M24 9l8 9 8-9M32 18v37M35 25h.1M35 33h.1M35 41h.1M35 49h.1M38 27h5v6h-5z",
  },
  kurta: {
    body: "M25 6 13 12 8 34l7 2 4-12-3 35h32l-3-35 4 12 7-2-5-22-12-6c-1 3-3 5-7 5s-6-2-7-5Z",
    detail: "M25 6c1 4 3 6 7 6s6-2 7-6M32 12v14M30 18h4M30 22h4M19 44l-1 15M45 44l1 15",
  },
  dress: {
    body: "M25 6c0 5 3 8 7 8s7-3 7-8l5 2-1 17-2 4 10 29H13l10-29-2-4-1-17 5-2Z",
    detail: "M23 29h18M28 32l-4 26M36 32l4 26M32 32v26",
  },
  trousers: {
    body: "M20 7h24l4 51H36l-4-32-4 32H16l4-51Z",
    detail: "M19.5 12h25M32 7v19M24 12l-4 6M40 12l4 6",
  },
  shorts: {
    body: "M19 14h26l5 34H35l-3-14-3 14H14l5-34Z",
    detail: "M18.5 19h27M32 14v20M24 19l-4 6M40 19l4 6",
  },
  skirt: { body: "M23 10h18l11 44H12l11-44Z", detail: "M22 15h20M29 15l-5 39M35 15l5 39" },
  jacket: {
    body: "M23 8 10 14 6 44l8 2 4-18v28h28V28l4 18 8-2-4-30-13-6-9 6-9-6Z",
    detail: "M23 8l9 14 9-14M32 22v34M21 40h7v2h-7zM36 40h7v2h-7zM18 28v-4M46 28v-4",
  },
  knit: {
    body: "M24 9 11 15 6 42l8 3 5-17v27h26V28l5 17 8-3-5-27-13-6c-1 3-4 4-8 4s-7-1-8-4Z",
    detail: "M24 9c1 5 4 7 8 7s7-2 8-7M19 51h26M8.5 40l8 2M55.5 40l-8 2M25 22v26M32 22v26M39 22v26",
  },
  sari: {
    body: "M22 8c8-3 16 0 20 5l-4 11 12 32H14l7-28-5-6c0-6 2-11 6-14Z",
    detail: "M22 8c4 12 14 22 28 30M21 28c7 6 16 12 27 15M26 38l-4 18M32 42l-2 14",
  },
  socks: {
    body: "M22 6h18v28l10 9c5 5 1 14-6 14-5 0-8-2-12-6L22 41V6Z",
    detail: "M22 13h18M23 40c5-1 9-4 10-8M42 56c-1-6 2-10 8-12",
  },
};

const words: [GarmentShape, RegExp][] = [
  ["kurta", /kurt|tunic|sherwani|kaftan|anarkali/i],
  ["sari", /sari|saree|dupatta|stole|scarf|shawl|lungi|dhoti/i],
  ["dress", /dress|gown|lehenga|frock|maxi|jumpsuit/i],
  ["jacket", /jacket|coat|blazer|parka|suit|vest|gilet|bomber/i],
  ["skirt", /skirt/i],
  ["shorts", /short(?!\s*sleeve)|bermuda|boxer|brief|trunk/i],
  ["trousers", /trouser|pant|jean|denim|chino|legging|jogger|pyjama|pajama|palazzo|salwar|cargo/i],
  ["knit", /knit|sweat|hood|pullover|cardigan|jumper|fleece|long.?sleeve/i],
  ["socks", /sock|stocking|hosiery/i],
  ["shirt", /(?<!t.?)shirt|blouse|polo|oxford|linen|flannel/i],
];

/** The outline that fits a style's category and name; a tee when nothing speaks for another. */
export function garmentShapeFor(...texts: (string | null | undefined)[]): GarmentShape {
  for (const text of texts) {
    if (!text) continue;
    if (/t.?shirt|\btee\b/i.test(text)) return "tee";
    const hit = words.find(([, pattern]) => pattern.test(text));
    if (hit) return hit[0];
  }
  return "tee";
}
