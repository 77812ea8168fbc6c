import { z } from "zod";
import { businessDate, id, instant, page, pageInput } from "./common.ts";
import { endpoint } from "./endpoint.ts";

export const recommendationKinds = ["together", "look", "alike", "customer", "popular"] as const;
export const RecommendedStyle = z.object({
  styleId: id,
  styleCode: z.string(),
  styleName: z.string(),
  colourwayId: id.describe("The colour with most pieces there"),
  colourName: z.string(),
  hex: z.string(),
  pictureUrl: z.string().nullable(),
  availableQty: z.int(),
  score: z.number(),
  source: z.enum(recommendationKinds),
  reason: z.string().nullable(),
});
export const listRecommendations = endpoint({
  name: "insights.list_recommendations",
  kind: "query",
  method: "GET",
  path: "/v1/recommendations",
  access: "insights.recommendation.read",
  summary:
    "What to show: bought together with a style, completing its look, or for a customer; popular goods fill up. Never what is not there, archived, in the basket or just bought",
  input: z.object({
    kind: z.enum(recommendationKinds).default("customer"),
    styleIds: z
      .string()
      .max(2000)
      .regex(/^[0-9a-fA-F-]{36}(,[0-9a-fA-F-]{36})*$/, "Ids of styles, separated by commas")
      .optional()
      .describe("The style looked at, or the styles in the basket"),
    customerId: id.optional(),
    channelId: id.optional().describe("Only what is there to be had in this channel"),
    limit: z.coerce.number().int().min(1).max(30).default(8),
  }),
  output: z.object({ items: z.array(RecommendedStyle) }),
});
export const getRecommendationQuality = endpoint({
  name: "insights.get_recommendation_quality",
  kind: "query",
  method: "GET",
  path: "/v1/recommendation-quality",
  access: "insights.customer.read",
  summary: "How the models did on the newest 60 days, which they had not seen, beside popular goods and own repeats",
  input: z.object({}),
  output: z.object({
    run: z.object({ id, cutOffOn: businessDate, metrics: z.record(z.string(), z.number().nullable()) }).nullable(),
    styles: z.int(),
    customers: z.int(),
    pairs: z.int(),
  }),
});
export const listCompanions = endpoint({
  name: "insights.list_companions",
  kind: "query",
  method: "GET",
  path: "/v1/companions",
  access: "insights.customer.read",
  summary: "The strongest pairs of styles that go together",
  input: z.object(pageInput),
  output: page(
    z.object({
      styleId: id,
      styleName: z.string(),
      withStyleId: id,
      withStyleName: z.string(),
      score: z.number().describe("How many times likelier than chance they are bought together"),
      reason: z.string().nullable(),
    }),
  ),
});

/** `after` of `insights.companions_learned`: what goes with each of some styles, the best first. Tells whoever sells. */
export const CompanionsLearned = z.object({
  toldAt: instant.describe("Of two, the later holds"),
  companions: z.array(
    z.object({
      styleId: id,
      look: z.array(id).describe("Of other categories: completes the look"),
      together: z.array(id).describe("Bought together more often than by chance"),
      alike: z.array(id),
    }),
  ),
});
export type CompanionsLearned = z.output<typeof CompanionsLearned>;
