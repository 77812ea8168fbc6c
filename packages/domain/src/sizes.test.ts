import { describe, expect, it } from "vitest";
import { compareLooseSizes, compareSizes, sizePosition, sizeScaleProblem, standardSizeScales } from "./sizes.ts";

describe("size scales", () => {
  it.each(Object.entries(standardSizeScales))("%s is a sound scale", (_, scale) => {
    expect(sizeScaleProblem(scale)).toBeNull();
  });
  it("say what is wrong with them", () => {
    expect(sizeScaleProblem([])).toMatch(/at least one/);
    expect(sizeScaleProblem(["S", "M", "s"])).toMatch(/twice/);
    expect(sizeScaleProblem(["S", " M"])).toMatch(/spaces/);
  });
  it("know the place of a size", () => {
    const alpha = standardSizeScales["ALPHA"]!;
    expect([sizePosition(alpha, "XXS"), sizePosition(alpha, "xl"), sizePosition(alpha, "42")]).toEqual([0, 5, -1]);
  });
  it("sort by their own order, strangers last", () => {
    const scale = ["L", "S", "M"];
    expect(["M", "44", "S", "L", "42"].sort(compareSizes(scale))).toEqual(["L", "S", "M", "42", "44"]);
  });
});

describe("sizes without a scale", () => {
  it.each([
    [
      ["M", "XL", "S", "3XL", "XXS", "L", "XXL", "XS", "2XL"],
      ["XXS", "XS", "S", "M", "L", "XL", "2XL", "XXL", "3XL"],
    ],
    [
      ["10", "8", "12", "9.5"],
      ["8", "9.5", "10", "12"],
    ],
    [
      ["32x34", "30x32", "32x30", "30x30"],
      ["30x30", "30x32", "32x30", "32x34"],
    ],
    [
      ["2-3Y", "6-12M", "0-3M", "12-18M", "10Y"],
      ["0-3M", "6-12M", "12-18M", "2-3Y", "10Y"],
    ],
    [
      ["34C", "32B", "34DD", "34D", "34A", "34AA"],
      ["32B", "34AA", "34A", "34C", "34D", "34DD"],
    ],
    [
      ["Tall", "S", "38", "Free"],
      ["S", "38", "Free", "Tall"],
    ],
  ])("%j sort as they are worn", (given, worn) => {
    expect([...given].sort(compareLooseSizes)).toEqual(worn);
  });
});
