import { z } from "zod";
import { businessDate, id, instant, page, pageInput, returnReasons } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { SizeAdvice, StyleCut } from "./size-advice.ts";

/** A return whose reason nobody told. */
export const countedReasons = [...returnReasons, "unsaid"] as const;
const ReasonShare = z.object({ reason: z.enum(countedReasons), pieces: z.int(), share: z.number() });

export const StyleFitRow = z.object({
  styleId: id,
  styleCode: z.string(),
  styleName: z.string(),
  categoryName: z.string().nullable(),
  hex: z.string().nullable(),
  pictureUrl: z.string().nullable(),
  cut: StyleCut.extend({
    offset: z.number().describe("In sizes; positive runs small"),
    standardError: z.number(),
    certainty: z.number().describe("Chance that the verdict is right"),
    sizes: z.array(z.object({ size: z.string(), pieces: z.int(), small: z.int(), large: z.int() })),
  }).nullable(),
  pieces: z.int().describe("Sold to shoppers in the days looked at"),
  returnedQty: z.int(),
  returnRate: z.number().describe("Leaning on the category where few were sold"),
  categoryRate: z.number(),
  isUnusual: z.boolean().describe("Comes back more often than chance explains"),
  reasons: z.array(ReasonShare),
});
export const fitFilters = ["small", "large", "often"] as const;
export const listStyleFits = endpoint({
  name: "insights.list_style_fits",
  kind: "query",
  method: "GET",
  path: "/v1/style-fits",
  access: "insights.suggestion.read",
  summary: "How styles are cut and why they come back, those that come back most first",
  input: z.object({ ...pageInput, show: z.enum(fitFilters).optional() }),
  output: page(StyleFitRow),
});
export const getFitQuality = endpoint({
  name: "insights.get_fit_quality",
  kind: "query",
  method: "GET",
  path: "/v1/fit-quality",
  access: "insights.suggestion.read",
  summary: "How well later purchases were told by size scale, and why pieces of all styles came back",
  input: z.object({}),
  output: z.object({
    cutOffOn: businessDate.nullable(),
    scales: z.array(
      z.object({ scale: z.string(), scaleName: z.string(), metrics: z.record(z.string(), z.number().nullable()) }),
    ),
    pieces: z.int(),
    returnedQty: z.int(),
    reasons: z.array(ReasonShare),
    small: z.int().describe("Styles that run small"),
    large: z.int(),
    often: z.int().describe("Styles that come back unusually often"),
  }),
});
export const getSizeAdvice = endpoint({
  name: "insights.get_size_advice",
  kind: "query",
  method: "GET",
  path: "/v1/size-advice",
  access: "insights.recommendation.read",
  summary: "Which size of a style to take: for everybody, and for a customer by what they kept and sent back",
  input: z.object({ styleId: id, customerId: id.optional() }),
  output: SizeAdvice,
});

/** What a size scale's model needs to place a person and to advise; plain figures, see the learning package. */
export const FitFigures = z.object({
  steps: z.object({ slope: z.number(), small: z.number(), large: z.number(), tried: z.number() }),
  people: z.object({ mean: z.number(), deviation: z.number(), choice: z.number() }),
});
export type FitFigures = z.output<typeof FitFigures>;

/** `after` of `insights.fits_learned`: how styles of one size scale are cut. Tells whoever sells; of people it tells nothing. */
export const FitsLearned = z.object({
  toldAt: instant.describe("Of two, the later holds"),
  model: FitFigures,
  styles: z.array(
    StyleCut.omit({ small: true, large: true }).extend({
      styleId: id,
      offset: z.number(),
      standardError: z.number(),
      smallQty: z.int(),
      largeQty: z.int(),
    }),
  ),
});
export type FitsLearned = z.output<typeof FitsLearned>;
