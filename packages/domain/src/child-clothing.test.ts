import { describe, expect, it } from "vitest";
import { isChildSize } from "./child-clothing.ts";

describe("isChildSize", () => {
  const on = "2026-01-01";
  it("Ireland: 152 cm is a child's, 153 cm is not", () => {
    expect(isChildSize("IE", { heightMm: 1520 }, on)).toBe(true);
    expect(isChildSize("IE", { heightMm: 1530 }, on)).toBe(false);
  });
  it("Ireland: every measure on the label counts", () => {
    expect(isChildSize("IE", { heightMm: 1460, chestMm: 830 }, on)).toBe(false);
    expect(isChildSize("IE", { ageYears: 10, waistMm: 660 }, on)).toBe(true);
    expect(isChildSize("IE", { shoeEu: 39 }, on)).toBe(false);
  });
  it("United Kingdom: 13 years is a child's, 14 is not", () => {
    expect(isChildSize("GB", { ageYears: 13 }, on)).toBe(true);
    expect(isChildSize("GB", { ageYears: 14 }, on)).toBe(false);
  });
  it("stays undecided where no limit speaks", () => {
    expect(isChildSize("GB", { heightMm: 1520 }, on)).toBeNull();
    expect(isChildSize("IN", { ageYears: 5 }, on)).toBeNull();
    expect(isChildSize("IE", {}, on)).toBeNull();
    expect(isChildSize("IE", { heightMm: 1000 }, "1990-01-01")).toBeNull();
  });
});
