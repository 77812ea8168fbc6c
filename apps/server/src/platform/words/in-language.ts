import { hindiSentences } from "./hindi.ts";

/** The languages that the program itself speaks: in refusals, and in mails to people of a business. */
export const languages = ["en", "hi"] as const;
export type Language = (typeof languages)[number];

/** The language in which a business of this locale ("hi-IN") writes. */
export const languageOfLocale = (locale: string): Language => (locale.startsWith("hi") ? "hi" : "en");

/**
 * The language that whoever sends a request reads, by its `Accept-Language`; null when it names none of ours. Our own apps
 * send the language of their screen; other programs send none and are answered in English.
 */
export function languageOf(
  headers: Readonly<Record<string, string | string[] | undefined>> | undefined,
): Language | null {
  const asked = String(headers?.["accept-language"] ?? "").slice(0, 200);
  const wanted = asked
    .split(",")
    .map((part) => {
      const [tag = "", weight] = part
        .trim()
        .toLowerCase()
        .split(/;\s*q=/);
      return {
        language: languages.find((one) => tag === one || tag.startsWith(`${one}-`)),
        weight: Number(weight ?? 1),
      };
    })
    .filter((one) => one.language && one.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wanted[0]?.language ?? null;
}

/**
 * A sentence of ours in another language. English sentences are their own keys, with `{{1}}`, `{{2}}`... where values
 * stand; what the catalogue does not have stays English, never a code.
 */
export function inLanguage(language: Language | null, sentence: string): string {
  if (language !== "hi") return sentence;
  const whole = hindiSentences[sentence];
  if (whole) return whole;
  for (const { shape, words } of withValues) {
    const found = shape.exec(sentence);
    if (found) return words.replace(/\{\{(\d)\}\}/g, (_, at: string) => inLanguage(language, found[Number(at)] ?? ""));
  }
  return sentence;
}

/** Sentences with values in them, as shapes; those with more words of their own first, for they say more exactly what was meant. */
const withValues = Object.entries(hindiSentences)
  .filter(([english]) => english.includes("{{"))
  .sort(([a], [b]) => fixedLength(b) - fixedLength(a))
  .map(([english, words]) => ({ shape: shapeOf(english), words }));

function fixedLength(english: string): number {
  return english.replace(/\{\{\d\}\}/g, "").length;
}

function shapeOf(english: string): RegExp {
  const fixed = english.split(/\{\{\d\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${fixed.join("([^]{1,300})")}$`, "u");
}
