import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isValidGbVat, isValidGstin, normaliseEmail, normaliseTaxNumber, taxNumberProblem } from "./tax-ids.ts";
import { gstin } from "./testing/arbitraries.ts";

describe("GSTIN", () => {
  it.each(["27AAPFU0939F1ZV", "29AAGCB7383J1Z4", "24AAACC1206D1ZM"])("%s is valid", (number) => {
    expect(isValidGstin(number)).toBe(true);
  });
  it("refuses every single mistyped character", () => {
    const characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    fc.assert(
      fc.property(gstin, fc.nat({ max: 14 }), fc.nat({ max: 35 }), (number, at, pick) => {
        fc.pre(characters[pick] !== number[at]);
        expect(isValidGstin(number)).toBe(true);
        expect(isValidGstin(number.slice(0, at) + characters[pick] + number.slice(at + 1))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
  it("says what is wrong", () => {
    expect(taxNumberProblem("IN", "27 AAPFU 0939 F1ZV")).toBeNull();
    expect(taxNumberProblem("IN", "27AAPFU0939F1Z")).toMatch(/15 characters/);
    expect(taxNumberProblem("IN", "27AAPFU0939F1ZW")).toMatch(/check character/);
    expect(taxNumberProblem("IN", "00AAPFU0939F1ZV")).toMatch(/mistyped/);
  });
});

describe("UK VAT number", () => {
  it("accepts the old and the 9755 series and refuses a wrong digit", () => {
    expect(isValidGbVat("GB980780684")).toBe(true);
    expect(isValidGbVat("GB434031494")).toBe(true);
    expect(isValidGbVat("GB434031439")).toBe(true);
    expect(isValidGbVat("GB980780685")).toBe(false);
    expect(isValidGbVat("GB98078068")).toBe(false);
    expect(isValidGbVat("GB000000000")).toBe(false);
    expect(taxNumberProblem("GB", "GB 980 7806 84")).toBeNull();
    expect(taxNumberProblem("GB", "980780685")).toMatch(/check digits/);
  });
});

it("other countries' numbers are letters and digits", () => {
  expect(taxNumberProblem("DE", "DE 123.456-789")).toBeNull();
  expect(taxNumberProblem("DE", "<script>")).not.toBeNull();
  expect(normaliseTaxNumber(" gb 980-7806.84 ")).toBe("GB980780684");
});

it("e-mail addresses are compared trimmed and in lower case", () => {
  expect(normaliseEmail("  Asha.Rao@Example.COM ")).toBe("asha.rao@example.com");
  expect(normaliseEmail("e\u0301@x.in")).toBe("\u00e9@x.in");
});
