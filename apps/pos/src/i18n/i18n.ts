import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { hindi } from "./hindi.ts";

const storeKey = "selvedge.till.language";

/** English sentences are their own keys: what is not translated reads as English, never as a code. */
const english = {
  "{{count}} pieces_one": "{{count}} piece",
  "{{count}} pieces_other": "{{count}} pieces",
  "Done, {{count}} pieces added_one": "Done, {{count}} piece added",
  "Done, {{count}} pieces added_other": "Done, {{count}} pieces added",
  "{{count}} receipts_one": "{{count}} receipt",
  "{{count}} receipts_other": "{{count}} receipts",
  "{{count}} waiting_one": "{{count}} to deliver",
  "{{count}} waiting_other": "{{count}} to deliver",
};

/** Both languages are on the device from the start: a till changes hands, and may be offline when it does. */
export async function startLanguage(): Promise<void> {
  const wanted = localStorage.getItem(storeKey) ?? navigator.language;
  const lng = wanted.startsWith("hi") ? "hi" : "en";
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: "en",
    resources: { en: { translation: english }, hi: { translation: hindi } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = lng;
}

export async function chooseLanguage(language: "en" | "hi"): Promise<void> {
  localStorage.setItem(storeKey, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

export const currentLanguage = () => (i18next.language.startsWith("hi") ? ("hi" as const) : ("en" as const));

export type Translate = (sentence: string, values?: Record<string, string | number>) => string;
export function useT(): Translate {
  const { t } = useTranslation();
  return t as unknown as Translate;
}
