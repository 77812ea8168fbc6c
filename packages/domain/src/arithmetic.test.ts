import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divRoundBig, mulDivRound } from "./arithmetic.ts";

describe("mulDivRound", () => {
  it.each([
    [5, 1, 2, 3],
    [-5, 1, 2, -3],
    [5, 1, -2, -3],
    [4, 1, 3, 1],
    [0, 7, 9, 0],
    [250_001, 90_000, 1_000_000, 22_500],
    [9_007_199_254_740_991, 9_007_199_254_740_991, 9_007_199_254_740_991, 9_007_199_254_740_991],
  ])("%i x %i / %i = %i, halves away from zero", (a, b, c, result) => {
    expect(mulDivRound(a, b, c)).toBe(result);
  });
  it("equals the exact quotient for any integers, small and large", () => {
    const any = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.maxSafeInteger());
    fc.assert(
      fc.property(
        any,
        fc.integer({ min: -2_000_000, max: 2_000_000 }),
        fc.integer({ min: 1, max: 2_000_000 }),
        (a, b, c) => {
          const twice = 2n * BigInt(a) * BigInt(b);
          const d = BigInt(c);
          const floor = (n: bigint, by: bigint) => n / by - (n % by < 0n ? 1n : 0n);
          const exact = twice >= 0n ? floor(twice + d, 2n * d) : -floor(-twice + d, 2n * d);
          if (exact > 9_007_199_254_740_991n || exact < -9_007_199_254_740_991n) {
            expect(() => mulDivRound(a, b, c)).toThrow(RangeError);
          } else {
            expect(mulDivRound(a, b, c)).toBe(Number(exact));
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
  it("never answers minus zero", () => {
    expect(Object.is(mulDivRound(-1, 1, 3), 0)).toBe(true);
    expect(Object.is(divRoundBig(-1n, 3n), 0)).toBe(true);
  });
  it("refuses division by zero and fractions too large to count", () => {
    expect(() => mulDivRound(1, 1, 0)).toThrow(RangeError);
    expect(() => mulDivRound(1e15 + 0.5, 1e6, 3)).toThrow(RangeError);
  });
});
