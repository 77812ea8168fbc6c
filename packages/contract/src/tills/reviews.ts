import { z } from "zod";
import { id, instant, page, pageInput, queryBoolean, text } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { reviewKinds } from "./events.ts";

export const Review = z.object({
  id,
  kind: z.enum(reviewKinds),
  /** What is odd, in words. */
  words: z.string(),
  till: z.object({ id, code: z.string(), name: z.string() }),
  receiptNumber: z.string().nullable(),
  orderId: id.nullable(),
  eventId: id,
  happenedAt: instant,
  openedAt: instant,
  resolvedAt: instant.nullable(),
  resolvedBy: z.string().nullable(),
  note: z.string().nullable(),
});
export const listReviews = endpoint({
  name: "pos.list_reviews",
  kind: "query",
  method: "GET",
  path: "/v1/till-reviews",
  access: "pos.till.read",
  summary: "What the tills did that somebody should look at, newest first",
  input: z.object({ ...pageInput, open: queryBoolean.optional(), tillId: id.optional() }),
  output: page(Review).extend({ openCount: z.int() }),
});
export const resolveReview = endpoint({
  name: "pos.resolve_review",
  kind: "command",
  method: "POST",
  path: "/v1/till-reviews/:id/resolve",
  access: "pos.review.resolve",
  summary: "Say what was done about a review task; with retry, what could not be booked is tried again first",
  input: z.object({ id, note: text(1000), retry: z.boolean().default(false) }),
  output: z.object({ id, resolved: z.boolean(), words: z.string() }),
});

export type Review = z.output<typeof Review>;
