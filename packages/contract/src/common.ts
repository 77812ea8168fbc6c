import "./zod-settings.ts";
import { z } from "zod";

export const id = z.uuid();
export const businessDate = z.iso.date().describe("Business date in the tenant's time zone, YYYY-MM-DD");
export const instant = z.iso.datetime({ offset: true }).describe("An instant, ISO 8601");
export const currency = z.string().regex(/^[A-Z]{3}$/, "An ISO 4217 code such as INR");
export const country = z.string().regex(/^[A-Z]{2}$/, "An ISO 3166 code such as IN");
/** Integer minor units (paise, pence, cents). The bound keeps every sum of ten thousand lines inside 2^53. */
export const minor = z.int().min(-900_000_000_000).max(900_000_000_000).describe("Money in minor units");
export const minorPositive = z.int().min(0).max(900_000_000_000).describe("Money in minor units, zero or more");
export const qty = z.int().min(1).max(1_000_000).describe("Pieces");
/** Text a person types: trimmed, no control characters (PostgreSQL refuses NUL in text). */
export const text = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$/, "Control characters are not accepted");
export const code = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._/#+-]*$/u, "Letters, digits and . _ / # + - only");
export const hex = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, "A colour such as #1f2a44")
  .transform((v) => v.toLowerCase());

/** What every list takes: a page of at most 200 rows, continued by the cursor of the page before. */
export const pageInput = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  q: z.string().trim().max(100).optional().describe("Search text"),
};
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** Booleans in a query string. */
export const queryBoolean = z.preprocess(
  (v) => (v === "true" || v === "1" ? true : v === "false" || v === "0" ? false : v),
  z.boolean(),
);
export const nothing = z.object({});
export const created = z.object({ id });
export const address = z.object({
  line1: text(200),
  line2: text(200).optional(),
  city: text(100),
  state: text(60).optional(),
  postcode: text(20).optional(),
  country,
});
/** Version for optimistic edits; may also come as `If-Match`. */
export const version = z.coerce.number().int().min(1).optional();
/** A small picture as a data URL; its bytes must be what it says. */
export const picture = z
  .string()
  .max(700_000, "At most 500 KB")
  .regex(/^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/, "A PNG, JPEG or WebP picture");

/** Why goods come back; what a person says beyond that is free words. */
export const returnReasons = ["too_small", "too_large", "not_as_shown", "damaged", "changed_mind", "other"] as const;
export const returnReason = z.enum(returnReasons);
export type ReturnReason = z.output<typeof returnReason>;
