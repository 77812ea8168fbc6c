/**
 * Fibres as shoppers look for them, each with the words that a fabric's text may call it by. Names follow Annex I of
 * Regulation (EU) No 1007/2011; what is only ever a little of a cloth (elastane) is nobody's reason to choose it.
 */
const fibres: readonly (readonly [string, readonly string[]])[] = [
  ["cotton", ["cotton", "denim", "khadi", "cambric", "poplin", "corduroy", "mulmul"]],
  ["linen", ["linen", "flax"]],
  ["silk", ["silk", "tussar", "chanderi"]],
  ["wool", ["wool", "woollen", "merino", "lambswool"]],
  ["cashmere", ["cashmere", "pashmina"]],
  ["hemp", ["hemp"]],
  ["viscose", ["viscose", "rayon"]],
  ["lyocell", ["lyocell", "tencel"]],
  ["modal", ["modal"]],
  ["polyester", ["polyester"]],
  ["polyamide", ["polyamide", "nylon"]],
  ["acrylic", ["acrylic"]],
  ["leather", ["leather", "suede"]],
];

const byWord = new Map(fibres.flatMap(([fibre, words]) => words.map((word) => [word, fibre] as const)));

/** The fibres that a fabric's text names, in the order of the text: `60 % Cotton, 40 % rayon` gives cotton and viscose. */
export function fibresOf(fabric: string | null): string[] {
  const words = (fabric ?? "").toLowerCase().split(/[^a-z]+/);
  return [...new Set(words.flatMap((word) => byWord.get(word) ?? []))];
}
