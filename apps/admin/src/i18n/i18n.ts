import { formatNumber } from "@selvedge/ui";
import i18next, { type FormatterModule } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";

export const languages = [
  { code: "en", name: "English" },
  { code: "hi", name: "हिन्दी" },
] as const;
export type Language = (typeof languages)[number]["code"];

const storeKey = "selvedge.language";

/** The person's choice, else the browser's language, else English. */
function firstLanguage(): Language {
  const wanted = localStorage.getItem(storeKey) ?? navigator.language;
  return wanted.startsWith("hi") ? "hi" : "en";
}

/** English sentences are their own keys: what is not translated reads as English, never as a code. */
const english = {
  "{{count}} events of {{till}} ({{series}}), saved_one": "{{count}} event of {{till}} ({{series}}), saved",
  "{{count}} events of {{till}} ({{series}}), saved_other": "{{count}} events of {{till}} ({{series}}), saved",
  "{{count}} categories_one": "{{count}} category",
  "{{count}} categories_other": "{{count}} categories",
  "{{count}} periods are closed_one": "{{count}} period is closed",
  "{{count}} periods are closed_other": "{{count}} periods are closed",
  "{{count}} entries checked_one": "{{count}} entry checked",
  "{{count}} entries checked_other": "{{count}} entries checked",
  "{{count}} entries wait for their seal_one": "{{count}} entry waits for its seal",
  "{{count}} entries wait for their seal_other": "{{count}} entries wait for their seal",
  "{{count}} lines received_one": "{{count}} line received",
  "{{count}} lines received_other": "{{count}} lines received",
  "{{count}} owners sign in with one step alone._one": "{{count}} owner signs in with one step alone.",
  "{{count}} owners sign in with one step alone._other": "{{count}} owners sign in with one step alone.",
  "{{count}} rules, with their dates and sources_one": "{{count}} rule, with its dates and sources",
  "{{count}} rules, with their dates and sources_other": "{{count}} rules, with their dates and sources",
  "{{count}} shifts still open_one": "{{count}} shift still open",
  "{{count}} shifts still open_other": "{{count}} shifts still open",
  "{{count}} shifts, all counted_one": "{{count}} shift, counted",
  "{{count}} shifts, all counted_other": "{{count}} shifts, all counted",
  "last bought {{count}} days ago_one": "last bought {{count}} day ago",
  "last bought {{count}} days ago_other": "last bought {{count}} days ago",
  "{{count}} purchases so far_one": "{{count}} purchase so far",
  "{{count}} purchases so far_other": "{{count}} purchases so far",
  "{{count}} purchases in 180 days_one": "{{count}} purchase in 180 days",
  "{{count}} purchases in 180 days_other": "{{count}} purchases in 180 days",
  "a customer for {{count}} days_one": "a customer for {{count}} day",
  "a customer for {{count}} days_other": "a customer for {{count}} days",
  "buys every {{count}} days_one": "buys every day",
  "buys every {{count}} days_other": "buys every {{count}} days",
  "Buy {{pieces}} pieces in {{count}} SKUs, on the shelf by {{day}}_one":
    "Buy {{pieces}} pieces of one SKU, on the shelf by {{day}}",
  "Buy {{pieces}} pieces in {{count}} SKUs, on the shelf by {{day}}_other":
    "Buy {{pieces}} pieces in {{count}} SKUs, on the shelf by {{day}}",
  "Curves of {{count}} size scales_one": "Curve of {{count}} size scale",
  "Curves of {{count}} size scales_other": "Curves of {{count}} size scales",
  "Told {{count}} new styles by styles alike_one": "Told {{count}} new style by styles alike",
  "Told {{count}} new styles by styles alike_other": "Told {{count}} new styles by styles alike",
  "10% off sells {{more}} more; {{count}} prices to look at_one":
    "10% off sells {{more}} more; {{count}} price to look at",
  "10% off sells {{more}} more; {{count}} prices to look at_other":
    "10% off sells {{more}} more; {{count}} prices to look at",
  "{{count}} unusual events to look into_one": "{{count}} unusual event to look into",
  "{{count}} unusual events to look into_other": "{{count}} unusual events to look into",
  "together in {{count}} baskets_one": "together in {{count}} basket",
  "together in {{count}} baskets_other": "together in {{count}} baskets",
  "Bring in {{count}} lines_one": "Bring in {{count}} line",
  "Bring in {{count}} lines_other": "Bring in {{count}} lines",
  "today, {{count}} receipts_one": "today, {{count}} receipt",
  "today, {{count}} receipts_other": "today, {{count}} receipts",
  "{{count}} accounts, in {{currency}}_one": "{{count}} account, in {{currency}}",
  "{{count}} accounts, in {{currency}}_other": "{{count}} accounts, in {{currency}}",
  "Its clock is {{count}} minutes off; receipts carry our time._one":
    "Its clock is {{count}} minute off; receipts carry our time.",
  "Its clock is {{count}} minutes off; receipts carry our time._other":
    "Its clock is {{count}} minutes off; receipts carry our time.",
  "{{count}} sales were still on the device when it was last heard from._one":
    "{{count}} sale was still on the device when it was last heard from.",
  "{{count}} sales were still on the device when it was last heard from._other":
    "{{count}} sales were still on the device when it was last heard from.",
  "{{count}} styles_one": "{{count}} style",
  "{{count}} styles_other": "{{count}} styles",
  "{{count}} pieces_one": "{{count}} piece",
  "{{count}} pieces_other": "{{count}} pieces",
  "Ship {{count}} pieces_one": "Ship {{count}} piece",
  "Ship {{count}} pieces_other": "Ship {{count}} pieces",
  "{{count}} orders_one": "{{count}} order",
  "{{count}} orders_other": "{{count}} orders",
  "{{count}} lines_one": "{{count}} line",
  "{{count}} lines_other": "{{count}} lines",
  "{{count}} SKUs_one": "{{count}} SKU",
  "{{count}} SKUs_other": "{{count}} SKUs",
  "{{count}} minutes_one": "{{count}} minute",
  "{{count}} minutes_other": "{{count}} minutes",
  "{{count}} hours_one": "{{count}} hour",
  "{{count}} hours_other": "{{count}} hours",
  "{{count}} days_one": "{{count}} day",
  "{{count}} days_other": "{{count}} days",
  "{{count}} backup codes are left_one": "{{count}} backup code is left",
  "{{count}} backup codes are left_other": "{{count}} backup codes are left",
  "{{count}} permissions_one": "{{count}} permission",
  "{{count}} permissions_other": "{{count}} permissions",
  "{{count}} people_one": "{{count}} person",
  "{{count}} people_other": "{{count}} people",
  "{{count}} records_one": "{{count}} record",
  "{{count}} records_other": "{{count}} records",
  "{{count}} entries of the trail_one": "{{count}} entry of the trail",
  "{{count}} entries of the trail_other": "{{count}} entries of the trail",
  "{{count}} go tonight_one": "{{count}} goes tonight",
  "{{count}} go tonight_other": "{{count}} go tonight",
  "{{count}} colours_one": "{{count}} colour",
  "{{count}} colours_other": "{{count}} colours",
};

async function load(language: Language): Promise<void> {
  if (language === "hi" && !i18next.hasResourceBundle("hi", "translation")) {
    const { hindi } = await import("./hi.ts");
    i18next.addResourceBundle("hi", "translation", hindi);
  }
  document.documentElement.lang = language;
  document.documentElement.dir = i18next.dir(language);
}

let numbersLocale = "en";

/** Numbers in sentences are grouped as the business writes them: 5,41,909 in India, 541,909 elsewhere. */
export function writeNumbersAs(locale: string): void {
  numbersLocale = locale;
}

const numbers: FormatterModule = {
  type: "formatter",
  init() {},
  add() {},
  addCached() {},
  format: (value) => (typeof value === "number" ? formatNumber(value, numbersLocale) : value),
};

export async function startLanguage(): Promise<void> {
  const language = firstLanguage();
  await i18next
    .use(numbers)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: "en",
      resources: { en: { translation: english } },
      keySeparator: false,
      nsSeparator: false,
      interpolation: { escapeValue: false, alwaysFormat: true },
      returnNull: false,
    });
  await load(language);
  if (language !== "en") await i18next.changeLanguage(language);
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(storeKey, language);
  await load(language);
  await i18next.changeLanguage(language);
}

/** How dates and figures are written: as where the business is, in the words of who reads. Digits stay those of the keyboard. */
export function figuresLocale(businessLocale: string, language: Language): string {
  if (businessLocale.startsWith(language)) return businessLocale;
  const { region } = new Intl.Locale(businessLocale);
  return `${language}${region ? `-${region}` : ""}-u-nu-latn`;
}

export const currentLanguage = (): Language => (i18next.language?.startsWith("hi") ? "hi" : "en");

export type Translate = (sentence: string, values?: Record<string, string | number>) => string;

/** The translator: `t("Take payment")`, `t("{{count}} pieces", { count })`. */
export function useT(): Translate {
  const { t } = useTranslation();
  return t as unknown as Translate;
}
