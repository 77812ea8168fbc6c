import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitMinor } from "./split-minor.ts";

describe("splitMinor", () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [100, [0, 1, 0], [0, 100, 0]],
    [5, [0, 0], [3, 2]],
    [0, [1, 2], [0, 0]],
    [7, [3, 2, 1], [4, 2, 1]],
    [10, [0.5, 0.25, 0.25], [5, 3, 2]],
    [0, [], []],
  ])("%i by %j is %j", (total, weights, parts) => {
    expect(splitMinor(total, weights)).toEqual(parts);
  });
  it("refuses negative or endless weights, and something to split over nobody", () => {
    expect(() => splitMinor(1, [-1, 2])).toThrow(RangeError);
    expect(() => splitMinor(1, [Number.NaN])).toThrow(RangeError);
    expect(() => splitMinor(1, [Number.POSITIVE_INFINITY])).toThrow(RangeError);
    expect(() => splitMinor(1, [])).toThrow(RangeError);
    expect(() => splitMinor(1.5, [1])).toThrow(RangeError);
  });

  const weights = fc.array(
    fc.oneof(
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 0, max: 2 ** 50 }),
      fc.double({ min: 0, max: 1e9, noNaN: true }),
    ),
    { minLength: 1, maxLength: 30 },
  );
  const total = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -(2 ** 50), max: 2 ** 50 }));
  it("parts add up, keep the sign, and give nothing for a weight of nothing", () => {
    fc.assert(
      fc.property(total, weights, (amount, by) => {
        const parts = splitMinor(amount, by);
        expect(parts.reduce((a, b) => a + BigInt(b), 0n)).toBe(BigInt(amount));
        for (const part of parts) expect(amount >= 0 ? part >= 0 : part <= 0).toBe(true);
        if (by.some((weight) => weight > 0)) {
          by.forEach((weight, i) => {
            if (weight === 0) expect(parts[i]).toBe(0);
          });
        }
      }),
      { numRuns: 1000 },
    );
  });
  it("no part is a whole unit off its exact share", () => {
    const whole = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), whole, (amount, by) => {
        const sum = by.reduce((a, b) => a + b, 0);
        splitMinor(amount, by).forEach((part, i) => {
          const off = BigInt(part) * BigInt(sum) - BigInt(amount) * BigInt(by[i]!);
          expect(off < BigInt(sum) && off > -BigInt(sum)).toBe(true);
        });
      }),
      { numRuns: 500 },
    );
  });
});
