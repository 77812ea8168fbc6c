import i18next from "i18next";
import { beforeAll, expect, it, vi } from "vitest";
import { figuresLocale, startLanguage, writeNumbersAs } from "./i18n.ts";

beforeAll(async () => {
  // What a browser has of these is all that is asked of them here.
  vi.stubGlobal("localStorage", { getItem: () => "en" });
  vi.stubGlobal("document", { documentElement: {} });
  await startLanguage();
});

it("groups the numbers of a sentence as the business writes them, and leaves its words alone", () => {
  writeNumbersAs("en-IN");
  expect(i18next.t("Bring in {{count}} lines", { count: 541_909 })).toBe("Bring in 5,41,909 lines");
  writeNumbersAs("en-GB");
  expect(i18next.t("Bring in {{count}} lines", { count: 541_909 })).toBe("Bring in 541,909 lines");
  expect(i18next.t("Bring in {{count}} lines", { count: 1 })).toBe("Bring in 1 line");
  expect(i18next.t("Change {{name}}", { name: "1000<2000" })).toBe("Change 1000<2000");
});

it("writes dates and figures in the reader's words, grouped as where the business is, with the keyboard's digits", () => {
  const day = (locale: string) => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(0);
  expect(figuresLocale("en-IN", "en")).toBe("en-IN");
  expect(figuresLocale("en-GB", "en")).toBe("en-GB");
  expect(day(figuresLocale("en-IN", "hi"))).toBe("1 जन॰ 1970");
  expect(new Intl.NumberFormat(figuresLocale("en-IN", "hi")).format(1_234_567)).toBe("12,34,567");
});
