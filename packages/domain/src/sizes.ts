/** A size scale is the ordered list of its labels; the order is a fact of the scale and never found by sorting text. */
export type SizeScale = readonly string[];

/** Scales that most businesses begin with, by code. */
export const standardSizeScales: Readonly<Record<string, SizeScale>> = {
  ALPHA: ["XXS", "XS", "S", "M", "L", "XL", "XXL", "3XL", "4XL", "5XL"],
  ALPHA_SHORT: ["S", "M", "L", "XL", "XXL"],
  IN_SHIRT: ["38", "39", "40", "42", "44", "46", "48"],
  WAIST: ["28", "30", "32", "34", "36", "38", "40", "42", "44"],
  EU_WOMEN: ["32", "34", "36", "38", "40", "42", "44", "46", "48"],
  UK_WOMEN: ["4", "6", "8", "10", "12", "14", "16", "18", "20"],
  US_WOMEN: ["0", "2", "4", "6", "8", "10", "12", "14", "16", "18"],
  KIDS_AGE: [
    "0-3M",
    "3-6M",
    "6-12M",
    "12-18M",
    "18-24M",
    "2-3Y",
    "3-4Y",
    "4-5Y",
    "5-6Y",
    "7-8Y",
    "9-10Y",
    "11-12Y",
    "13-14Y",
  ],
  KIDS_HEIGHT: [
    "56",
    "62",
    "68",
    "74",
    "80",
    "86",
    "92",
    "98",
    "104",
    "110",
    "116",
    "122",
    "128",
    "134",
    "140",
    "146",
    "152",
    "158",
    "164",
  ],
  EU_SHOE: ["35", "36", "37", "38", "39", "40", "41", "42", "43", "44", "45", "46"],
  UK_SHOE: [
    "3",
    "3.5",
    "4",
    "4.5",
    "5",
    "5.5",
    "6",
    "6.5",
    "7",
    "7.5",
    "8",
    "8.5",
    "9",
    "9.5",
    "10",
    "10.5",
    "11",
    "11.5",
    "12",
  ],
  US_SHOE_MEN: ["6", "6.5", "7", "7.5", "8", "8.5", "9", "9.5", "10", "10.5", "11", "11.5", "12", "12.5", "13"],
  US_SHOE_WOMEN: ["5", "5.5", "6", "6.5", "7", "7.5", "8", "8.5", "9", "9.5", "10", "10.5", "11", "11.5", "12"],
  ONE_SIZE: ["ONE"],
};

/** What people call the standard scales. */
export const sizeScaleNames: Readonly<Record<string, string>> = {
  ALPHA: "Letters XXS to 5XL",
  ALPHA_SHORT: "Letters S to XXL",
  IN_SHIRT: "Indian shirts 38 to 48",
  WAIST: "Waist in inches 28 to 44",
  EU_WOMEN: "EU women 32 to 48",
  UK_WOMEN: "UK women 4 to 20",
  US_WOMEN: "US women 0 to 18",
  KIDS_AGE: "Children by age",
  KIDS_HEIGHT: "Children by height in cm",
  EU_SHOE: "EU shoes 35 to 46",
  UK_SHOE: "UK shoes 3 to 12",
  US_SHOE_MEN: "US men's shoes 6 to 13",
  US_SHOE_WOMEN: "US women's shoes 5 to 12",
  ONE_SIZE: "One size",
};

/** What is wrong with a scale, in words; null when it can be used. */
export function sizeScaleProblem(scale: SizeScale): string | null {
  if (scale.length === 0) return "a size scale has at least one size";
  if (scale.some((size) => size.trim() === "" || size !== size.trim()))
    return "a size has a name without spaces around it";
  const seen = new Set(scale.map((size) => size.toLowerCase()));
  return seen.size === scale.length ? null : "a size stands twice in the scale";
}

/** Position of a size in its scale, from 0; -1 for a size the scale does not have. Case does not matter. */
export function sizePosition(scale: SizeScale, size: string): number {
  const exact = scale.indexOf(size);
  if (exact >= 0) return exact;
  const wanted = size.trim().toLowerCase();
  return scale.findIndex((label) => label.toLowerCase() === wanted);
}

/** A comparison for sort() in the order of a scale; sizes it does not have come last, in their own text's order. */
export function compareSizes(scale: SizeScale): (a: string, b: string) => number {
  const position = (size: string) => {
    const at = sizePosition(scale, size);
    return at < 0 ? Number.POSITIVE_INFINITY : at;
  };
  return (a, b) => {
    const [left, right] = [position(a), position(b)];
    if (left !== right) return left - right;
    return left === Number.POSITIVE_INFINITY ? compareLooseSizes(a, b) : 0;
  };
}

/** Sizes of one or several scales in wearing order: what the scale says, else letters, ages and numbers by their meaning. */
export function compareLooseSizes(a: string, b: string): number {
  const [left, right] = [looseRank(a), looseRank(b)];
  for (let i = 0; i < 3; i++) if (left[i] !== right[i]) return (left[i] ?? 0) - (right[i] ?? 0);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** [kind, first measure, second measure]: ages (months) before letters before numbers before anything else. */
function looseRank(text: string): [number, number, number] {
  const size = text.trim().toUpperCase();
  const age = /^(\d+)(?:\s*-\s*(\d+))?\s*(M|Y|YRS?|YEARS?|MTHS?|MONTHS?)$/.exec(size);
  if (age) {
    const months = age[3]!.startsWith("M") ? 1 : 12;
    return [0, Number(age[1]) * months, Number(age[2] ?? age[1]) * months];
  }
  const letter = letterRank(size);
  if (letter !== null) return [1, letter, 0];
  const numbers = /^(\d+(?:\.\d+)?)(?:\s*[X/-]\s*(\d+(?:\.\d+)?))?([A-Z]*)$/.exec(size);
  if (numbers) return [2, Number(numbers[1]), numbers[2] ? Number(numbers[2]) : cupRank(numbers[3] ?? "")];
  return [3, 0, 0];
}

/** S = -1, M = 0, L = 1; each X is one further: XS -2, XXL 3, 3XL 4 (an XL is L with one X). */
function letterRank(size: string): number | null {
  if (size === "M") return 0;
  const match = /^(?:(\d+)X|(X*))([SL])$/.exec(size);
  if (!match) return null;
  const steps = 1 + (match[1] ? Number(match[1]) : (match[2] ?? "").length);
  return match[3] === "S" ? -steps : steps;
}

/** Bra cups: AA, A, B ... then DD after D. */
function cupRank(letters: string): number {
  if (letters === "") return 0;
  const first = letters.charCodeAt(0) - 64;
  const doubled = letters.length - 1;
  return first === 1 ? 1 - doubled * 0.5 : first + doubled * 0.5;
}
