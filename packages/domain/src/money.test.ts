import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencyExponent, formatMoney, minorToDecimal, parseMoney, percentOf, roundTo } from "./money.ts";

describe("currencies", () => {
  it("know their decimals", () => {
    expect(["INR", "USD", "JPY", "KWD", "CLF"].map(currencyExponent)).toEqual([2, 2, 0, 3, 4]);
    expect(() => currencyExponent("rupees")).toThrow(RangeError);
  });
});

describe("formatMoney", () => {
  it.each([
    [12_345_650, "INR", "en-IN", "₹1,23,456.50"],
    [-5, "INR", "en-IN", "-₹0.05"],
    [123_456, "EUR", "de-DE", "1.234,56\u00a0€"],
    [5000, "JPY", "en-US", "¥5,000"],
    [1234, "KWD", "en-US", "KWD\u00a01.234"],
  ])("%i %s in %s is %s", (minor, currency, locale, text) => {
    expect(formatMoney(minor, currency, locale)).toBe(text);
  });
  it("keeps the last minor unit of amounts that a double with decimals would lose", () => {
    expect(formatMoney(Number.MAX_SAFE_INTEGER, "USD", "en-US")).toBe("$90,071,992,547,409.91");
    expect(minorToDecimal(-7, "KWD")).toBe("-0.007");
  });
});

describe("parseMoney", () => {
  it.each([
    ["1,23,456.50", "INR", 12_345_650],
    ["₹ 99", "INR", 9900],
    ["Rs. 1,499/-", "INR", 149_900],
    ["1234", "INR", 123_400],
    ["1,234", "USD", 123_400],
    ["1.234,50", "EUR", 123_450],
    ["1 234,50 €", "EUR", 123_450],
    ["1'234.50", "CHF", 123_450],
    ["12,5", "EUR", 1250],
    [".5", "USD", 50],
    ["5.", "USD", 500],
    ["-5", "INR", -500],
    ["(12.00)", "USD", -1200],
    ["\u22125.25", "USD", -525],
    ["-$5", "USD", -500],
    ["$-5", "USD", -500],
    ["USD 10", "USD", 1000],
    ["US$10", "USD", 1000],
    ["10€", "EUR", 1000],
    ["1.234.567", "EUR", 123_456_700],
    ["500", "JPY", 500],
    ["1.234", "KWD", 1234],
    ["0", "USD", 0],
    ["-0", "USD", 0],
  ])("reads %s as %s", (text, currency, minor) => {
    expect(parseMoney(text, currency)).toBe(minor);
  });
  it.each([
    ["", "INR"],
    ["abc", "INR"],
    ["1.234", "INR"],
    ["1.999", "USD"],
    ["12.5", "JPY"],
    ["1,2,3", "INR"],
    ["1,23,45", "INR"],
    ["1.2.3", "USD"],
    ["--5", "USD"],
    ["(-5)", "USD"],
    ["5 USD 5", "USD"],
    ["1e5", "USD"],
    ["NaN", "USD"],
    [".", "USD"],
    ["99999999999999999", "USD"],
    ["=1+1", "USD"],
    ["€5", "INR"],
    ["1 23", "USD"],
    ["1 234 5", "USD"],
  ])("answers null for %s in %s", (text, currency) => {
    expect(parseMoney(text, currency)).toBeNull();
  });
  it("reads back whatever formatMoney writes", () => {
    const money = fc.record({
      minor: fc.integer({ min: -1e12, max: 1e12 }),
      currency: fc.constantFrom("INR", "USD", "GBP", "EUR", "JPY"),
      locale: fc.constantFrom("en-IN", "en-US", "en-GB", "de-DE", "fr-FR"),
    });
    fc.assert(
      fc.property(money, ({ minor, currency, locale }) => {
        const written = formatMoney(minor, currency, locale);
        // Fewer than four digits with a three-digit tail are ambiguous only without decimals; JPY has none to add.
        expect(
          parseMoney(
            written.replace(/^-?JP¥/, (m) => m.replace("JP", "")),
            currency,
          ),
        ).toBe(minor);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("rounding", () => {
  it("roundTo goes to the nearest step, halves away from zero", () => {
    expect([1_02, 1_03, 1_025, -1_03, 0].map((minor) => roundTo(minor, 5))).toEqual([100, 105, 1025, -105, 0]);
    expect(roundTo(149_50, 100)).toBe(150_00);
    expect(() => roundTo(1, 0)).toThrow(RangeError);
  });
  it("percentOf takes basis points", () => {
    expect(percentOf(999_00, 1250)).toBe(124_88);
    expect(percentOf(-999_00, 1250)).toBe(-124_88);
  });
});
