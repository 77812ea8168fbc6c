import { expect, it } from "vitest";
import { figuresLocale } from "./i18n.ts";

it("writes dates and figures in the reader's words, grouped as where the business is, with the keyboard's digits", () => {
  const day = (locale: string) => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(0);
  expect(figuresLocale("en-IN", "en")).toBe("en-IN");
  expect(figuresLocale("en-GB", "en")).toBe("en-GB");
  expect(day(figuresLocale("en-IN", "hi"))).toBe("1 जन॰ 1970");
  expect(new Intl.NumberFormat(figuresLocale("en-IN", "hi")).format(1_234_567)).toBe("12,34,567");
});
