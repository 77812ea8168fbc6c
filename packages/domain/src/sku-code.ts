/** What a SKU is made of, as codes people use. */
export type SkuParts = { style: string; colourway: string; size: string };

const tokenPattern = /\{([a-z]+)\}/g;
const partOfToken: Readonly<Record<string, keyof SkuParts>> = {
  style: "style",
  colour: "colourway",
  colourway: "colourway",
  size: "size",
};

/**
 * A SKU's code by the tenant's pattern: ("{style}-{colour}-{size}", KURTA12 / indigo / XL) -> "KURTA12-INDIGO-XL".
 * Codes are upper case without spaces; other signs than letters, digits, ".", "_", "/" and "-" are left out.
 * Throws RangeError for a pattern that skuPatternProblem objects to, or a part with nothing left in it.
 */
export function skuCode(pattern: string, parts: SkuParts): string {
  const problem = skuPatternProblem(pattern);
  if (problem) throw new RangeError(problem);
  return pattern.replace(tokenPattern, (_, token: string) => {
    const part = partOfToken[token] ?? "style";
    const code = codeText(parts[part]);
    if (code === "") throw new RangeError(`the ${part} "${parts[part]}" leaves nothing for a code`);
    return code;
  });
}

/** What is wrong with a pattern, in words; null when it is good. Without all three parts, codes would collide. */
export function skuPatternProblem(pattern: string): string | null {
  const found = new Set<keyof SkuParts>();
  for (const [whole, token = ""] of pattern.matchAll(tokenPattern)) {
    const part = partOfToken[token];
    if (!part) return `unknown part ${whole} in the SKU pattern; use {style}, {colour} and {size}`;
    found.add(part);
  }
  if (/[{}]/.test(pattern.replace(tokenPattern, ""))) return "a brace in the SKU pattern belongs to no part";
  for (const part of ["style", "colourway", "size"] as const) {
    if (!found.has(part)) return `the SKU pattern lacks {${part === "colourway" ? "colour" : part}}`;
  }
  return null;
}

function codeText(text: string): string {
  return text
    .normalize("NFKD")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}._/-]/gu, "");
}
