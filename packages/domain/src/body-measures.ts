type Range = readonly [fromCm: number, toCm: number];

/** EN 13402-3, letter codes: bust girth of women, chest girth of men. */
const womensBust: Readonly<Record<string, Range>> = {
  XXS: [66, 74],
  XS: [74, 82],
  S: [82, 90],
  M: [90, 98],
  L: [98, 107],
  XL: [107, 119],
  XXL: [119, 131],
  "3XL": [131, 143],
};
const mensChest: Readonly<Record<string, Range>> = {
  XXS: [70, 78],
  XS: [78, 86],
  S: [86, 94],
  M: [94, 102],
  L: [102, 110],
  XL: [110, 118],
  XXL: [118, 129],
  "3XL": [129, 141],
};
/** EN 13402-3 heights of children in steps of 6 cm, by the ages that are sold as one size. */
const childHeight: Readonly<Record<string, Range>> = {
  "0-3M": [56, 62],
  "3-6M": [62, 68],
  "6-12M": [68, 80],
  "1-2Y": [80, 92],
  "2-3Y": [92, 98],
  "3-4Y": [98, 104],
  "4-5Y": [104, 110],
  "5-6Y": [110, 116],
  "6-7Y": [116, 122],
  "7-8Y": [122, 128],
  "8-9Y": [128, 134],
  "9-10Y": [134, 140],
  "10-11Y": [140, 146],
  "11-12Y": [146, 152],
  "12-13Y": [152, 158],
  "13-14Y": [158, 164],
};

const cmOfInches = (inches: number): number => Math.round(inches * 2.54);

export type BodyMeasure = { measure: "bust" | "chest" | "waist" | "height"; fromCm: number; toCm: number };

/**
 * The body that a size is made for, where the size says so by a standard; null where it does not (one size, a maker's
 * own numbers).
 * @param gender as the style has it, in English: women's letters count the bust, all others the chest
 */
export function bodyOfSize(scaleCode: string, size: string, gender: string | null): BodyMeasure | null {
  const of = (measure: BodyMeasure["measure"], range: Range | undefined): BodyMeasure | null =>
    range ? { measure, fromCm: range[0], toCm: range[1] } : null;
  if (scaleCode.startsWith("ALPHA")) {
    return /wom|girl|lad/i.test(gender ?? "") ? of("bust", womensBust[size]) : of("chest", mensChest[size]);
  }
  if (scaleCode.startsWith("KIDS_AGE")) return of("height", childHeight[size]);
  const inches = Number(size);
  if (!Number.isFinite(inches)) return null;
  if (scaleCode === "WAIST") return of("waist", [cmOfInches(inches) - 2, cmOfInches(inches) + 2]);
  if (scaleCode === "IN_SHIRT") return of("chest", [cmOfInches(inches) - 3, cmOfInches(inches) + 2]);
  return null;
}
