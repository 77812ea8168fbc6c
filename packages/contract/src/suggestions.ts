import { z } from "zod";
import { businessDate, id, instant, minor, minorPositive, page, pageInput, qty, text } from "./common.ts";
import { endpoint } from "./endpoint.ts";

export const suggestionKinds = ["reorder", "transfer", "price", "markdown", "call_customer", "fix_fit"] as const;
export const suggestionStatuses = ["open", "accepted", "edited", "dismissed", "expired"] as const;

const skuQty = z.object({ skuId: id, qty });
/** What a suggestion would do, by kind; an edited one carries the person's own version. */
export const SuggestionAction = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("reorder"), lines: z.array(skuQty).min(1).max(1000), expectedOn: businessDate }),
  z.object({
    kind: z.literal("transfer"),
    fromLocationId: id,
    toLocationId: id,
    lines: z.array(skuQty).min(1).max(1000),
  }),
  z.object({
    kind: z.literal("price"),
    priceListId: id,
    presentPriceMinor: minorPositive,
    priceMinor: minorPositive.min(1),
    validFrom: businessDate,
  }),
  z.object({
    kind: z.literal("markdown"),
    priceListId: id,
    presentPriceMinor: minorPositive,
    steps: z
      .array(z.object({ validFrom: businessDate, validTo: businessDate, priceMinor: minorPositive.min(1) }))
      .min(1)
      .max(60),
  }),
  z.object({ kind: z.literal("call_customer"), callBy: businessDate }),
  z.object({
    kind: z.literal("fix_fit"),
    wrong: z.enum(["small", "large", "often"]).describe("Cut small, cut large, or sent back unusually often"),
    step: z.int().describe("Sizes to go up; negative: down"),
    tellBy: businessDate.describe("When whoever makes it should know"),
  }),
]);
export type SuggestionAction = z.output<typeof SuggestionAction>;

/** One thing that moved a suggestion; money in minor units. */
export const Driver = z.object({ factor: z.string(), value: z.number().nullable(), unit: z.string() });
export const Confidence = z.object({
  level: z.number().nullable().describe("Share of cases in which the worth lies between low and high"),
  measure: z.string().nullable().describe("What the backtest measured, such as wape"),
  ours: z.number().nullable(),
  naive: z.number().nullable(),
  note: z.string().nullable(),
});
export const Outcome = z.object({
  from: businessDate,
  to: businessDate,
  promisedMinor: minor,
  measuredMinor: minor.nullable(),
  expectedUnits: z.number().nullable(),
  units: z.number().nullable(),
  note: z.string().nullable(),
});
export type Outcome = z.output<typeof Outcome>;
export const Suggestion = z.object({
  id,
  kind: z.enum(suggestionKinds),
  subjectType: z.enum(["style", "customer"]),
  subjectId: id,
  subjectName: z.string(),
  subjectCode: z.string().nullable(),
  hex: z.string().nullable(),
  pictureUrl: z.string().nullable(),
  action: SuggestionAction,
  fromLocationName: z.string().nullable(),
  toLocationName: z.string().nullable(),
  drivers: z.array(Driver),
  confidence: Confidence,
  worthMinor: minor,
  worthLowMinor: minor,
  worthHighMinor: minor,
  currency: z.string(),
  runId: id.nullable(),
  validUntil: businessDate,
  status: z.enum(suggestionStatuses),
  decidedAt: instant.nullable(),
  decidedByName: z.string().nullable(),
  reason: z.string().nullable(),
  doneAction: SuggestionAction.nullable(),
  outcomeDueOn: businessDate.nullable(),
  outcome: Outcome.nullable(),
  createdAt: instant,
});

export const listSuggestions = endpoint({
  name: "insights.list_suggestions",
  kind: "query",
  method: "GET",
  path: "/v1/suggestions",
  access: "insights.suggestion.read",
  summary: "Suggestions, most valuable first: what, why, how sure, worth how much, what became of them",
  input: z.object({
    ...pageInput,
    kind: z.enum(suggestionKinds).optional(),
    status: z.enum(suggestionStatuses).default("open"),
    subjectId: id.optional(),
  }),
  output: page(Suggestion),
});
export const getSuggestionSummary = endpoint({
  name: "insights.get_suggestion_summary",
  kind: "query",
  method: "GET",
  path: "/v1/suggestion-summary",
  access: "insights.suggestion.read",
  summary: "Open suggestions by kind with their worth; of those done, what was promised and what came of it",
  input: z.object({}),
  output: z.object({
    currency: z.string(),
    kinds: z.array(
      z.object({
        kind: z.enum(suggestionKinds),
        open: z.int(),
        openWorthMinor: minor,
        accepted: z.int(),
        edited: z.int(),
        dismissed: z.int(),
        measured: z.int(),
        promisedMinor: minor,
        measuredMinor: minor,
      }),
    ),
  }),
});
export const acceptSuggestion = endpoint({
  name: "insights.accept_suggestion",
  kind: "command",
  method: "POST",
  path: "/v1/suggestions/:id/accept",
  access: "insights.suggestion.decide",
  summary: "Do what it says: set the price, move the pieces, put the buy on the list",
  input: z.object({ id, reason: text(500).optional() }),
  output: z.object({ id, status: z.enum(suggestionStatuses), warnings: z.array(z.string()) }),
});
export const editSuggestion = endpoint({
  name: "insights.edit_suggestion",
  kind: "command",
  method: "POST",
  path: "/v1/suggestions/:id/edit",
  access: "insights.suggestion.decide",
  summary: "Do it in a changed form; the change is kept beside what was suggested",
  input: z.object({ id, action: SuggestionAction, reason: text(500).optional() }),
  output: z.object({ id, status: z.enum(suggestionStatuses), warnings: z.array(z.string()) }),
});
export const dismissSuggestion = endpoint({
  name: "insights.dismiss_suggestion",
  kind: "command",
  method: "POST",
  path: "/v1/suggestions/:id/dismiss",
  access: "insights.suggestion.decide",
  summary: "Put it away with a reason; the same need is not raised again for 30 days",
  input: z.object({ id, reason: text(500) }),
  output: z.object({ id, status: z.enum(suggestionStatuses) }),
});
