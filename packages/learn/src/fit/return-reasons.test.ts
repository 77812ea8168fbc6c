import fc from "fast-check";
import { expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { fitReturnReasons, type StyleReturns } from "./index.ts";

const reasons = ["too_small", "damaged"];
const fitted = (rows: readonly StyleReturns[]) => {
  const told = fitReturnReasons(rows, reasons);
  if (!told.ok) throw new Error(told.detail);
  return told.value;
};
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

it("shares by reason add up to the rate, between a style's own and its category's", () => {
  const count = fc.integer({ min: 0, max: 400 });
  const row = fc.record({ kept: count, small: count, damaged: count, category: fc.constantFrom("a", "b") });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
      const styles = rows.map(({ kept, small, damaged, category }, i) => ({
        ...{ styleId: `${i}`, category, kept, back: [small, damaged] },
      }));
      if (sum(styles.map((s) => s.kept + sum(s.back))) === 0) return;
      const model = fitted(styles);
      for (const { styleId, category, kept, back } of styles) {
        const told = model.styles[styleId]!;
        expect(sum(told.byReason)).toBeCloseTo(told.rate, 9);
        const pieces = kept + sum(back);
        const wide = model.categories[category]!.rate;
        const own = pieces > 0 ? sum(back) / pieces : wide;
        expect(told.rate).toBeGreaterThanOrEqual(Math.min(own, wide) - 1e-9);
        expect(told.rate).toBeLessThanOrEqual(Math.max(own, wide) + 1e-9);
      }
    }),
  );
});

it("finds the style that comes back twice as often as the others, and no other", () => {
  const rng = createRng(3);
  const rows = Array.from({ length: 30 }, (_, i) => {
    const back = [0, 0];
    for (let n = 0; n < 400; n++) if (rng.uniform() < (i === 7 ? 0.2 : 0.1)) back[rng.below(2)]!++;
    return { styleId: `${i}`, category: `${i % 3}`, kept: 400 - sum(back), back };
  });
  const flagged = Object.entries(fitted(rows).styles).filter(([, s]) => s.score !== null && s.score >= 3);
  expect(flagged.map(([styleId]) => styleId)).toEqual(["7"]);
});

it("trusts a style of three pieces less than one of three hundred", () => {
  const others = Array.from({ length: 12 }, (_, i) => ({
    ...{ styleId: `o${i}`, category: "a", kept: 180 - 4 * (i % 5), back: [10 + 4 * (i % 5), 10] },
  }));
  const model = fitted([
    ...others,
    { styleId: "few", category: "a", kept: 0, back: [3, 0] },
    { styleId: "many", category: "a", kept: 0, back: [300, 0] },
  ]);
  expect(model.styles["few"]!.rate).toBeLessThan(model.styles["many"]!.rate);
});

it.each<[string, StyleReturns[], string]>([
  ["nothing", [], "empty"],
  ["nothing sold", [{ styleId: "s", category: "a", kept: 0, back: [0, 0] }], "too_few_rows"],
  ["a reason too few", [{ styleId: "s", category: "a", kept: 1, back: [0] }], "lengths_differ"],
  ["fewer than none", [{ styleId: "s", category: "a", kept: 1, back: [-1, 0] }], "out_of_range"],
  ["no number", [{ styleId: "s", category: "a", kept: Number.NaN, back: [0, 0] }], "not_finite"],
])("refuses %s", (_name, rows, reason) => {
  expect(fitReturnReasons(rows, reasons)).toMatchObject({ ok: false, reason });
});
