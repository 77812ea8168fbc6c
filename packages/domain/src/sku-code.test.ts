import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { skuCode, skuPatternProblem } from "./sku-code.ts";
import { styleMatrix } from "./testing/arbitraries.ts";

const parts = { style: "kurta 12", colourway: "Indigo", size: "xl" };

describe("skuCode", () => {
  it("fills the pattern with upper-case codes", () => {
    expect(skuCode("{style}-{colour}-{size}", parts)).toBe("KURTA12-INDIGO-XL");
    expect(skuCode("AW26/{style}.{size}_{colourway}", parts)).toBe("AW26/KURTA12.XL_INDIGO");
    expect(skuCode("{style}-{colour}-{size}", { ...parts, colourway: "crème", size: "32 x 34" })).toBe(
      "KURTA12-CREME-32X34",
    );
  });
  it("refuses a part that leaves nothing", () => {
    expect(() => skuCode("{style}-{colour}-{size}", { ...parts, size: " # " })).toThrow(/size/);
  });
  it("gives every SKU of a style its own code", () => {
    fc.assert(
      fc.property(styleMatrix, ({ code, colours, sizes }) => {
        const codes = colours.flatMap((colourway) =>
          sizes.map((size) => skuCode("{style}-{colour}-{size}", { style: code, colourway, size })),
        );
        expect(new Set(codes).size).toBe(colours.length * sizes.length);
      }),
    );
  });
});

describe("skuPatternProblem", () => {
  it.each([
    ["{style}-{colour}-{size}", null],
    ["{style}{size}", /lacks \{colour\}/],
    ["{style}-{colour}-{size}-{season}", /unknown part \{season\}/],
    ["{style}-{colour}-{size", /lacks \{size\}|brace/],
    ["{style}-{colour}-{size}}", /brace/],
    ["SKU", /lacks/],
  ])("%s: %s", (pattern, problem) => {
    if (problem === null) expect(skuPatternProblem(pattern)).toBeNull();
    else expect(skuPatternProblem(pattern)).toMatch(problem);
  });
  it("skuCode refuses what it objects to", () => {
    expect(() => skuCode("{style}", parts)).toThrow(RangeError);
  });
});
