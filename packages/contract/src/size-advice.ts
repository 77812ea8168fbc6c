import { z } from "zod";

/** How a style is cut, in words a shopper knows: runs small, true or large, and what most should do. */
export const StyleCut = z.object({
  verdict: z.enum(["small", "true", "large"]),
  step: z.int().describe("Sizes to go up from the usual one; negative: down"),
  pieces: z.int().describe("Kept, or sent back for their size"),
  small: z.int().describe("Of these, sent back as too small"),
  large: z.int().describe("Of these, sent back as too large"),
});
export type StyleCut = z.output<typeof StyleCut>;

export const SizeSuggestion = z.object({
  size: z.string(),
  confidence: z.number().describe("Chance that no other size would fit better, 0 to 1"),
  chances: z.array(z.object({ size: z.string(), small: z.number(), fits: z.number(), large: z.number() })),
  trueSize: z.number().describe("The person's size in steps of the scale, from its first size on"),
  pieces: z.int().describe("Pieces of this scale they kept or sent back for their size"),
  kept: z
    .object({ size: z.string(), styles: z.int(), inCategory: z.boolean() })
    .nullable()
    .describe("The size they kept in most styles: of this category, or else of the scale"),
});

/** Which size to take: for everybody, and for a person of whom something is known. */
export const SizeAdvice = z.object({ everybody: StyleCut.nullable(), you: SizeSuggestion.nullable() });
export type SizeAdvice = z.output<typeof SizeAdvice>;
