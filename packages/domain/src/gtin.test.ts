import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gtinCapacity, gtinCheckDigit, isRestrictedGtin, isValidGtin, makeGtin13, normaliseGtin } from "./gtin.ts";
import { gtin13 } from "./testing/arbitraries.ts";

describe("GTIN", () => {
  it.each([
    ["890123456789", "0"],
    ["9638507", "4"],
    ["03600029145", "2"],
    ["1540014128876", "3"],
  ])("check digit of %s is %s", (body, digit) => {
    expect(gtinCheckDigit(body)).toBe(digit);
    expect(isValidGtin(body + digit)).toBe(true);
  });
  it("is refused with another length, a wrong digit, letters, or all zeros", () => {
    for (const text of ["890123456789", "8901234567891", "89012345678900000", "96385O74", "", "00000000"]) {
      expect(isValidGtin(text)).toBe(false);
    }
  });
  it("is kept as 14 digits, whatever was printed", () => {
    expect(normaliseGtin("8 901234 567890")).toBe("08901234567890");
    expect(normaliseGtin("036000-291452")).toBe("00036000291452");
    expect(normaliseGtin("96385074")).toBe("00000096385074");
    expect(normaliseGtin("96385075")).toBeNull();
  });
  it("every single mistyped digit and most swaps of neighbours are caught", () => {
    fc.assert(
      fc.property(gtin13, fc.nat({ max: 12 }), fc.integer({ min: 1, max: 9 }), (gtin, at, off) => {
        const digit = (Number(gtin[at]) + off) % 10;
        expect(isValidGtin(gtin.slice(0, at) + digit + gtin.slice(at + 1))).toBe(false);
      }),
    );
  });
});

describe("makeGtin13", () => {
  it("numbers items under the company prefix", () => {
    expect(makeGtin13("8901234", 56789)).toBe("8901234567890");
    expect(makeGtin13("89012345", 7)).toBe(`890123450007${gtinCheckDigit("890123450007")}`);
    expect(gtinCapacity("89012345")).toBe(10_000);
  });
  it("refuses numbers that do not fit and prefixes that are none", () => {
    expect(() => makeGtin13("8901234", 100_000)).toThrow(/does not fit/);
    expect(() => makeGtin13("8901234", -1)).toThrow(RangeError);
    expect(() => makeGtin13("890", 1)).toThrow(/company prefix/);
    expect(() => makeGtin13("89O1234", 1)).toThrow(RangeError);
  });
  it("gives every item its own valid number", () => {
    const numbers = Array.from({ length: 500 }, (_, i) => makeGtin13("890123456", i));
    expect(new Set(numbers).size).toBe(500);
    expect(numbers.every(isValidGtin)).toBe(true);
  });
});

describe("isRestrictedGtin", () => {
  it.each(["02", "04", "20", "29"])("prefix %s is for use inside a company", (prefix) => {
    const body = `${prefix}1234567890`;
    const gtin = body + gtinCheckDigit(body);
    expect(isRestrictedGtin(gtin)).toBe(true);
    expect(isRestrictedGtin(normaliseGtin(gtin) ?? "")).toBe(true);
  });
  it("judges a UPC by its GTIN-13 form and a GTIN-8 by its own prefixes", () => {
    expect(isRestrictedGtin(`21234567890${gtinCheckDigit("21234567890")}`)).toBe(true);
    expect(isRestrictedGtin(`2123456${gtinCheckDigit("2123456")}`)).toBe(true);
    expect(isRestrictedGtin("96385074")).toBe(false);
    expect(isRestrictedGtin("036000291452")).toBe(false);
    expect(isRestrictedGtin("8901234567890")).toBe(false);
    expect(isRestrictedGtin("not a number")).toBe(false);
  });
});
