import { languageOfLocale } from "./in-language.ts";

/** An English sentence, which is its own key, in the reader's language; `{{name}}` is filled in. */
export type Say = (sentence: string, values?: Readonly<Record<string, string | number>>) => string;

/**
 * Says sentences as a business writes to the people who buy of it: in Hindi where its locale is, else in English.
 * @param hindi Hindi by English sentence; what is missing there reads as English
 */
export function sayIn(locale: string, hindi: Readonly<Record<string, string>>): Say {
  const words = languageOfLocale(locale) === "hi" ? hindi : {};
  return (sentence, values = {}) =>
    (words[sentence] ?? sentence).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ""));
}
