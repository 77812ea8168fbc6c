/** Keys of payloads and documents that tell who somebody is. */
const personalKeys = new Set(
  `name buyerName buyerEmail buyerTaxNumber customerName email phone taxNumber note notes line1 line2 city postcode address addresses shipTo
   billTo externalRef toAddress toName consent avatar userAgent ip contact contacts firstName lastName birthday dateOfBirth measurements
   subject body`.split(/\s+/),
);
export const ERASED_NAME = "Erased person";
const GONE = "[erased]";

/** Takes out of a text what tells who somebody is: their name, address, number, each wherever it stands. */
export function scrubText(text: string, values: readonly string[]): string {
  let scrubbed = text;
  for (const value of values) scrubbed = replaceAllFolded(scrubbed, value, GONE);
  return scrubbed;
}

function replaceAllFolded(text: string, value: string, by: string): string {
  const pattern = value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.replace(new RegExp(pattern, "giu"), by);
}

/**
 * A JSON value without a person: in their own records every personal key is emptied, elsewhere only what names them is
 * taken out. Keys, ids, amounts and dates stay.
 */
export function scrubJson(value: unknown, values: readonly string[], own: boolean): unknown {
  if (typeof value === "string") return scrubText(value, values);
  if (Array.isArray(value)) return value.map((item) => scrubJson(item, values, own));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => [
      key,
      own && personalKeys.has(key) && held !== null ? emptied(key, held) : scrubJson(held, values, own),
    ]),
  );
}

function emptied(key: string, held: unknown): unknown {
  if (typeof held !== "string") return Array.isArray(held) ? [] : typeof held === "object" ? {} : null;
  return /name$/i.test(key) ? ERASED_NAME : GONE;
}
