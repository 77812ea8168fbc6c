import { sizePosition, skuCode, skuPatternProblem } from "@selvedge/domain";
import { fieldError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";

export interface ColourwayPlan {
  id: string;
  code: string;
  name: string;
  hex: string;
  family: string | null;
  position: number;
  skus: SkuPlan[];
}
export interface SkuPlan {
  id: string;
  colourwayId: string;
  code: string;
  size: string;
  sizePosition: number;
}
export interface ColourwayWish {
  code: string;
  name: string;
  hex: string;
  family?: string | undefined;
  sizes?: string[] | undefined;
}

/**
 * Colourways and SKUs of a style before they are written: every colour in its size run, sizes in the scale's order,
 * codes by the tenant's pattern.
 * @param field where the colourways stand in the input, for naming what is wrong
 * @throws validation_failed for a size the scale lacks, a colour given twice, or two SKUs that would get one code
 */
export function planMatrix(
  pattern: string,
  styleCode: string,
  scale: readonly string[],
  wishes: readonly ColourwayWish[],
  styleSizes: readonly string[] | undefined,
): ColourwayPlan[] {
  const colours = new Map<string, number>();
  const codes = new Map<string, string>();
  const problem = skuPatternProblem(pattern);
  if (problem) throw fieldError("code", `SKU codes cannot be made: ${problem}. Mend the pattern in the settings.`);
  return wishes.map((wish, i) => {
    const at = `colourways.${i}`;
    const twin = colours.get(wish.code.toLowerCase());
    if (twin !== undefined) throw fieldError(`${at}.code`, `Colour ${twin + 1} already has the code ${wish.code}`);
    colours.set(wish.code.toLowerCase(), i);
    const id = newId();
    const sizes = wish.sizes ? runOf(scale, wish.sizes, `${at}.sizes`) : runOf(scale, styleSizes ?? scale, "sizes");
    const skus = sizes.map((size) => {
      const code = codeOf(pattern, { style: styleCode, colourway: wish.code, size }, `${at}.code`);
      const other = codes.get(code);
      const own = `${wish.code} / ${size}`;
      if (other !== undefined) {
        throw fieldError(`${at}.code`, `${other} and ${own} would both be SKU ${code}; choose another colour code`);
      }
      codes.set(code, own);
      return { id: newId(), colourwayId: id, code, size, sizePosition: sizePosition(scale, size) };
    });
    const { code, name, hex } = wish;
    return { id, code, name, hex, family: wish.family ?? null, position: i, skus };
  });
}

/** The sizes of a run as the scale writes them and in its order. */
function runOf(scale: readonly string[], sizes: readonly string[], field: string): string[] {
  const positions = sizes.map((size, i) => {
    const at = sizePosition(scale, size);
    if (at < 0) throw fieldError(`${field}.${i}`, `The size scale has no size ${size}; it has ${scale.join(", ")}`);
    return at;
  });
  return [...new Set(positions)].sort((a, b) => a - b).map((at) => scale[at]!);
}

function codeOf(pattern: string, parts: { style: string; colourway: string; size: string }, field: string): string {
  try {
    return skuCode(pattern, parts);
  } catch (error) {
    if (error instanceof RangeError) throw fieldError(field, `No SKU code can be made: ${error.message}`);
    throw error;
  }
}
