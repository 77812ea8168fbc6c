/** What the pictures can draw, and what the size run and the law follow from. */
export type GarmentKind =
  | "kurta"
  | "mens_kurta"
  | "shirt"
  | "tshirt"
  | "dress"
  | "trousers"
  | "jacket"
  | "skirt"
  | "hoodie"
  | "kids_tee"
  | "kids_frock"
  | "saree"
  | "dupatta"
  | "tote";

export type Print = "plain" | "block" | "stripe" | "check" | "floral" | "chevron" | "dots";
/** How demand runs over the year. */
export type YearShape = "even" | "summer" | "winter" | "festive";

interface KindFacts {
  category: string;
  gender: string;
  scale: string;
  sizes: readonly string[];
  hsnCode: string;
  taxClass: string;
  fabric: string;
}

const womens = ["XS", "S", "M", "L", "XL", "XXL"];
const letters = ["S", "M", "L", "XL", "XXL"];
const ages = ["2-3Y", "4-5Y", "5-6Y", "7-8Y", "9-10Y", "11-12Y"];

export const kindFacts: Readonly<Record<GarmentKind, KindFacts>> = {
  kurta: facts("KURTAS", "Women", "ALPHA", womens, "621142", "apparel", "100% cotton"),
  mens_kurta: facts("ETHNIC", "Men", "ALPHA_SHORT", letters, "621132", "apparel", "70% cotton, 30% silk"),
  shirt: facts("SHIRTS", "Men", "IN_SHIRT", ["38", "39", "40", "42", "44", "46"], "620520", "apparel", "100% cotton"),
  tshirt: facts("TSHIRTS", "Unisex", "ALPHA_SHORT", letters, "610910", "apparel", "100% combed cotton, 180 gsm"),
  dress: facts("DRESSES", "Women", "ALPHA", womens.slice(0, 5), "620442", "apparel", "100% viscose"),
  trousers: facts(
    "TROUSERS",
    "Men",
    "WAIST",
    ["28", "30", "32", "34", "36", "38"],
    "620342",
    "apparel",
    "98% cotton, 2% elastane",
  ),
  jacket: facts("OUTERWEAR", "Unisex", "ALPHA_SHORT", letters, "620140", "apparel", "Shell 100% cotton twill"),
  skirt: facts("SKIRTS", "Women", "ALPHA", womens.slice(0, 5), "620452", "apparel", "55% linen, 45% cotton"),
  hoodie: facts(
    "KNITWEAR",
    "Unisex",
    "ALPHA_SHORT",
    letters,
    "611020",
    "apparel",
    "80% cotton, 20% polyester, 320 gsm",
  ),
  kids_tee: facts("KIDS", "Kids", "KIDS_AGE", ages, "610910", "clothing_child", "100% cotton"),
  kids_frock: facts("KIDS", "Girls", "KIDS_AGE", ages, "620442", "clothing_child", "100% cotton"),
  saree: facts("SAREES", "Women", "ONE_SIZE", [], "520852", "fabric", "Handloom cotton, 5.5 m"),
  dupatta: facts("ETHNIC", "Women", "ONE_SIZE", [], "621490", "apparel", "Cotton and silk"),
  tote: facts("ACCESSORIES", "Unisex", "ONE_SIZE", [], "420222", "accessory", "Cotton canvas, 16 oz"),
};

/** Cloths that a style's own name tells of. */
const clothByName: readonly (readonly [RegExp, string])[] = [
  [/silk-cotton/i, "60% silk, 40% cotton"],
  [/silk-blend/i, "70% cotton, 30% silk"],
  [/linen/i, "100% linen"],
  [/denim/i, "100% cotton denim"],
  [/velvet/i, "Velvet, 95% polyester, 5% elastane"],
  [/corduroy/i, "100% cotton corduroy"],
  [/flannel/i, "100% cotton flannel"],
  [/fleece/i, "100% polyester fleece"],
];

/** What a style is made of: as its name says, else as its kind is. */
export const fabricOf = (style: Pick<DemoStyle, "name" | "kind">): string =>
  clothByName.find(([name]) => name.test(style.name))?.[1] ?? kindFacts[style.kind].fabric;

function facts(
  category: string,
  gender: string,
  scale: string,
  sizes: readonly string[],
  hsnCode: string,
  taxClass: string,
  fabric: string,
): KindFacts {
  return { category, gender, scale, sizes, hsnCode, taxClass, fabric };
}

/** Colours by key: code, name, hex, family. */
export const palette = {
  indigo: ["IND", "Indigo", "#2b3a67", "blue"],
  madder: ["MAD", "Madder red", "#9c2f2a", "red"],
  haldi: ["HAL", "Haldi yellow", "#e0a526", "yellow"],
  ivory: ["IVO", "Ivory", "#efe6d2", "white"],
  neem: ["NEE", "Neem green", "#4f6b45", "green"],
  charcoal: ["CHA", "Charcoal", "#3c3f45", "grey"],
  rose: ["ROS", "Gulab pink", "#d27d8c", "pink"],
  sky: ["SKY", "Sky", "#8fb4d0", "blue"],
  sand: ["SAN", "Sand", "#c9b08a", "beige"],
  navy: ["NAV", "Navy", "#1d2740", "blue"],
  white: ["WHI", "White", "#f6f4ef", "white"],
  rust: ["RUS", "Rust", "#b4562d", "orange"],
  teal: ["TEA", "Teal", "#1f6f73", "green"],
  plum: ["PLU", "Plum", "#6a3253", "purple"],
  olive: ["OLI", "Olive", "#6d6b3b", "green"],
  black: ["BLK", "Black", "#232325", "black"],
  lavender: ["LAV", "Lavender", "#a79cc9", "purple"],
  coral: ["COR", "Coral", "#e2725b", "orange"],
  mint: ["MIN", "Mint", "#a9d0b8", "green"],
  maroon: ["MAR", "Maroon", "#6b1f2c", "red"],
} as const satisfies Record<string, readonly [string, string, string, string]>;
export type ColourKey = keyof typeof palette;

export interface DemoStyle {
  code: string;
  name: string;
  kind: GarmentKind;
  /** Carried all the time, or how many seasons ago it came (0: this season). */
  line: "core" | 0 | 1 | 2 | 3 | 4;
  shape: YearShape;
  print: Print;
  /** Share of demand against its neighbours. */
  weight: number;
  /** Price tag, tax included, in paise. */
  mrpMinor: number;
  colours: readonly ColourKey[];
}

/** Price tags in rupees lie outside the tax dead bands of both slabs (1,050 to 1,120 and 2,625 to 2,950). */
const rows: readonly (readonly [
  string,
  string,
  GarmentKind,
  DemoStyle["line"],
  YearShape,
  Print,
  number,
  number,
  string,
])[] = [
  ["KU101", "Meera straight kurta", "kurta", "core", "festive", "block", 1.5, 1499, "indigo madder haldi"],
  ["KU102", "Anaya A-line kurta", "kurta", "core", "festive", "plain", 1.3, 1299, "neem rose ivory teal"],
  ["KU103", "Ira linen kurta", "kurta", "core", "summer", "plain", 1.0, 1799, "ivory sky sand"],
  ["KU104", "Tara festive kurta", "kurta", "core", "festive", "floral", 1.1, 2299, "maroon plum teal"],
  ["KU105", "Diya printed kurta", "kurta", 3, "summer", "floral", 0.8, 1399, "coral mint"],
  ["KU106", "Kavya chikan kurta", "kurta", 1, "summer", "dots", 0.9, 1899, "white lavender mint"],
  ["KU107", "Rhea anarkali", "kurta", 0, "festive", "block", 1.2, 2499, "maroon indigo haldi"],
  ["KU108", "Sana short kurti", "kurta", 2, "even", "stripe", 0.8, 999, "rust teal ivory"],
  ["MK201", "Arjun cotton kurta", "mens_kurta", "core", "festive", "plain", 1.2, 1599, "white indigo haldi"],
  ["MK202", "Kabir silk-blend kurta", "mens_kurta", "core", "festive", "plain", 0.9, 2399, "maroon ivory teal"],
  ["MK203", "Veer short kurta", "mens_kurta", 2, "festive", "stripe", 0.7, 1199, "sky olive"],
  ["MK204", "Ishan bandhgala kurta", "mens_kurta", 0, "festive", "plain", 0.8, 2599, "navy plum"],
  ["SH301", "Oxford button-down", "shirt", "core", "even", "plain", 1.4, 1699, "white sky rose"],
  ["SH302", "Monsoon check shirt", "shirt", "core", "even", "check", 1.0, 1499, "teal madder charcoal"],
  ["SH303", "Linen camp shirt", "shirt", "core", "summer", "plain", 1.0, 1999, "sand mint ivory"],
  ["SH304", "Banker stripe shirt", "shirt", "core", "even", "stripe", 0.9, 1799, "sky lavender"],
  ["SH305", "Resort print shirt", "shirt", 1, "summer", "floral", 0.8, 1599, "coral teal"],
  ["SH306", "Brushed flannel shirt", "shirt", 2, "winter", "check", 0.8, 1899, "maroon neem navy"],
  ["TS401", "Everyday crew tee", "tshirt", "core", "summer", "plain", 2.4, 599, "white black navy olive"],
  ["TS402", "Pocket tee", "tshirt", "core", "summer", "plain", 1.5, 699, "sand rust sky"],
  ["TS403", "Breton stripe tee", "tshirt", "core", "summer", "stripe", 1.2, 799, "navy madder"],
  ["TS404", "Graphic sun tee", "tshirt", 3, "summer", "chevron", 1.0, 749, "haldi teal white"],
  ["TS405", "Relaxed slub tee", "tshirt", 1, "summer", "plain", 1.1, 849, "lavender mint charcoal"],
  ["TS406", "Long-sleeve henley", "tshirt", 0, "winter", "plain", 0.9, 999, "charcoal maroon ivory"],
  ["DR501", "Wrap midi dress", "dress", "core", "summer", "floral", 1.0, 2199, "rose teal black"],
  ["DR502", "Tiered sundress", "dress", "core", "summer", "plain", 0.9, 1999, "coral ivory sky"],
  ["DR503", "Shirt dress", "dress", "core", "even", "stripe", 0.8, 2299, "indigo olive"],
  ["DR504", "Garden maxi dress", "dress", 1, "summer", "floral", 0.8, 2599, "mint lavender"],
  ["DR505", "Velvet evening dress", "dress", 0, "winter", "plain", 0.6, 3499, "plum maroon black"],
  ["TR601", "Slim chino", "trousers", "core", "even", "plain", 1.4, 1899, "sand navy olive black"],
  ["TR602", "Pleated trouser", "trousers", "core", "even", "plain", 0.9, 2199, "charcoal sand"],
  ["TR603", "Drawstring linen pant", "trousers", "core", "summer", "plain", 0.9, 1799, "ivory sky olive"],
  ["TR604", "Corduroy trouser", "trousers", 2, "winter", "stripe", 0.6, 2299, "rust olive"],
  ["TR605", "Utility cargo", "trousers", 0, "even", "plain", 0.8, 2399, "olive charcoal black"],
  ["JK701", "Quilted jacket", "jacket", "core", "winter", "check", 0.8, 3999, "navy olive"],
  ["JK702", "Denim trucker jacket", "jacket", "core", "winter", "plain", 0.8, 3299, "indigo black"],
  ["JK703", "Nehru jacket", "jacket", 2, "festive", "plain", 0.7, 3199, "maroon navy ivory"],
  ["SK801", "Block-print midi skirt", "skirt", "core", "summer", "block", 0.9, 1699, "indigo rust"],
  ["SK802", "Pleated maxi skirt", "skirt", "core", "even", "plain", 0.8, 1899, "teal plum black"],
  ["SK803", "Denim A-line skirt", "skirt", 3, "even", "plain", 0.6, 1599, "indigo sky"],
  ["HD901", "Loopback hoodie", "hoodie", "core", "winter", "plain", 1.1, 1999, "charcoal navy maroon"],
  ["HD902", "Half-zip fleece", "hoodie", 2, "winter", "plain", 0.8, 2399, "sand neem"],
  ["HD903", "Colour-block hoodie", "hoodie", 0, "winter", "chevron", 0.9, 2199, "teal rust"],
  ["KD111", "Kids animal tee", "kids_tee", "core", "summer", "dots", 1.2, 499, "haldi sky mint"],
  ["KD112", "Kids stripe tee", "kids_tee", "core", "even", "stripe", 1.0, 549, "navy coral"],
  ["KD113", "Festive frock", "kids_frock", "core", "festive", "floral", 0.9, 1299, "rose maroon"],
  ["KD114", "Twirl cotton frock", "kids_frock", 1, "summer", "dots", 0.8, 999, "lavender mint"],
  ["SA121", "Handloom cotton saree", "saree", "core", "festive", "stripe", 0.9, 2499, "indigo madder haldi"],
  ["SA122", "Block-print saree", "saree", "core", "festive", "block", 0.8, 1999, "teal plum"],
  ["SA123", "Wedding silk-cotton saree", "saree", 0, "festive", "plain", 0.6, 4999, "maroon neem rose"],
  ["DU131", "Bandhani dupatta", "dupatta", "core", "festive", "dots", 1.1, 899, "haldi madder teal"],
  ["TB141", "Canvas tote", "tote", "core", "even", "block", 1.0, 699, "ivory indigo"],
];

export const styles: readonly DemoStyle[] = rows.map(
  ([code, name, kind, line, shape, print, weight, rupees, colours]) => ({
    ...{ code, name, kind, line, shape, print, weight },
    mrpMinor: rupees * 100,
    colours: colours.split(" ") as ColourKey[],
  }),
);

export const categoryOf = (style: DemoStyle): string => kindFacts[style.kind].category;
/** The sizes a style is made in; one without a name of its own where size does not matter. */
export function sizesOf(style: DemoStyle): readonly string[] {
  const { sizes } = kindFacts[style.kind];
  return sizes.length > 0 ? sizes : ["ONE"];
}

/** What a piece costs from the maker in a season, in paise: a third of the tag, whole rupees, 4 % dearer every year. */
export function unitCostOf(style: DemoStyle, yearsAgo: number): number {
  return Math.round((style.mrpMinor * 0.31) / 100 / 1.04 ** yearsAgo) * 100;
}

/** The trade price without tax, in paise: 48 % of the tag to the next ten rupees. */
export const wholesalePriceOf = (style: DemoStyle): number => Math.round((style.mrpMinor * 0.48) / 1000) * 1000;
