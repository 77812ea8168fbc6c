import { normaliseGtin } from "@selvedge/domain";
import { likePattern } from "../../platform/pages.ts";

export interface CodeSearch {
  /** The text as typed and in the upper case in which codes are made: beginnings of a SKU code. */
  codeStarts: string[];
  /** Beginnings of a GTIN as it is stored, 14 digits; empty when the text is no number. */
  gtinStarts: string[];
  /** LIKE patterns, one per word, over lower-case text; all must match. */
  words: string[];
}

/** How a text that a person typed or a scanner sent is looked for. */
export function codeSearch(q: string): CodeSearch {
  const text = q.trim();
  const digits = text.replace(/[\s-]/g, "");
  const gtin = normaliseGtin(digits);
  return {
    codeStarts: [...new Set([text, text.toUpperCase()])],
    gtinStarts: gtin ? [gtin] : /^\d{6,14}$/.test(digits) ? [digits, `0${digits}`] : [],
    words: text.toLowerCase().split(/\s+/).map(likePattern),
  };
}
