import { describe, expect, test } from "vitest";
import { bias, coverage, intervalScore, mase, owa, pinballLoss, rmsse, smape, wape, wrmsse } from "./index.ts";

describe("metrics", () => {
  test("sMAPE of hand-worked values, with two zeros counting as no error", () => {
    expect(smape([100, 0, 50], [50, 0, 50])).toBeCloseTo((200 * 50) / 150 / 3, 12);
    expect(smape([0], [5])).toBe(200);
  });
  test("MASE divides by the seasonal naive error of the history", () => {
    // |3-1| and |5-2| over lag 2: scale 2.5
    expect(mase([1, 2, 3, 5], [10, 10], [5, 15], 2)).toBeCloseTo(2, 12);
    expect(mase([4, 4, 4], [1], [2])).toBeNull();
  });
  test("RMSSE starts at the first sale", () => {
    // after the leading zeros: 2,4,2 -> squared steps 4,4 -> scale 4
    expect(rmsse([0, 0, 0, 2, 4, 2], [1, 1], [5, 5])).toBeCloseTo(2, 12);
  });
  test("WRMSSE weighs by revenue and leaves out what cannot be scored", () => {
    expect(wrmsse([1, null, 2], [3, 100, 1])).toBeCloseTo(1.25, 12);
    expect(wrmsse([null], [1])).toBeNull();
  });
  test("OWA of the benchmark against itself is 1", () => {
    expect(owa({ smape: 12, mase: 0.8 }, { smape: 12, mase: 0.8 })).toBe(1);
    expect(owa({ smape: 6, mase: 0.8 }, { smape: 12, mase: 0.8 })).toBe(0.75);
  });
  test("pinball loss fines a low quantile by its probability", () => {
    expect(pinballLoss([10], [8], 0.9)).toBeCloseTo(1.8, 12);
    expect(pinballLoss([8], [10], 0.9)).toBeCloseTo(0.2, 12);
  });
  test("coverage counts the bounds, interval score adds ten times the miss at 80 %", () => {
    expect(coverage([1, 2, 3, 9], [1, 1, 1, 1], [3, 3, 3, 3])).toBe(0.75);
    expect(intervalScore([9], [1], [3], 0.8)).toBeCloseTo(2 + 10 * 6, 10);
  });
  test("bias is positive where too much was forecast; WAPE is a share of what was sold", () => {
    expect(bias([1, 2], [2, 4])).toBe(1.5);
    expect(wape([1, 3], [2, 4])).toBe(0.5);
    expect(wape([0, 0], [1, 1])).toBeNull();
  });
  test("refuses series of different length", () => {
    expect(() => smape([1, 2], [1])).toThrow(RangeError);
  });
});
