import { englishUiText, type UiText } from "@selvedge/ui";
import type { Translate } from "./i18n.ts";

/** The shared components' words in the person's language. */
export function uiWords(t: Translate): UiText {
  return Object.fromEntries(Object.entries(englishUiText).map(([key, sentence]) => [key, t(sentence)])) as UiText;
}
