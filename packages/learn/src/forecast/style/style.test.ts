import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRng } from "../../rng.ts";
import {
  fitSizeCurves,
  fitStyleModel,
  forecastNewStyle,
  type PastStyle,
  readSizeCurve,
  splitBySizeCurve,
} from "./index.ts";

describe("size curves", () => {
  const sizes = ["S", "M", "L", "XL"];
  const truth = [0.2, 0.4, 0.3, 0.1];

  test("a store with few sales leans on its cluster, one with many on itself", () => {
    const rows = [
      ...Array.from({ length: 8 }, (_, i) => ({
        path: ["b", "shirts", "c", `s${i}`],
        sold: i % 2 ? [240, 380, 290, 90] : [160, 420, 310, 110],
      })),
      { path: ["b", "shirts", "c", "few"], sold: [0, 0, 0, 3] },
      { path: ["b", "shirts", "c", "many"], sold: [100, 200, 400, 1300] },
    ];
    const curves = fitSizeCurves(rows, sizes);
    const few = readSizeCurve(curves, ["b", "shirts", "c", "few"]);
    const many = readSizeCurve(curves, ["b", "shirts", "c", "many"]);
    expect(few[3]!).toBeLessThan(0.45);
    expect(many[3]!).toBeGreaterThan(0.55);
    expect(Array.from(readSizeCurve(curves, ["b", "shirts", "c", "unknown"]))).toEqual(
      Array.from(readSizeCurve(curves, ["b", "shirts", "c"])),
    );
  });

  test("a size that was out of stock is censored, not unwanted", () => {
    const rng = createRng(3);
    const rows = Array.from({ length: 60 }, (_, i) => {
      const inStock = i % 2 ? [1, 0.25, 1, 1] : [1, 1, 1, 1];
      return {
        path: ["b", `s${i % 6}`],
        inStock,
        sold: truth.map((share, s) => Math.round(200 * share * inStock[s]! + 3 * rng.normal())),
      };
    });
    const aware = readSizeCurve(fitSizeCurves(rows, sizes), ["b"]);
    const naive = readSizeCurve(
      fitSizeCurves(
        rows.map(({ path, sold }) => ({ path, sold })),
        sizes,
      ),
      ["b"],
    );
    expect(Math.abs(aware[1]! - 0.4)).toBeLessThan(0.03);
    expect(naive[1]!).toBeLessThan(0.34);
  });

  test("shares are positive and sum to 1, parts add up to the units", () => {
    const counts = fc.array(fc.array(fc.nat({ max: 50 }), { minLength: 4, maxLength: 4 }), { maxLength: 12 });
    fc.assert(
      fc.property(counts, fc.nat({ max: 500 }), (table, units) => {
        const curves = fitSizeCurves(
          table.map((sold, i) => ({ path: [`c${i % 2}`, `s${i % 5}`], sold })),
          sizes,
        );
        for (const node of Object.values(curves.nodes)) {
          expect(node.shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
          for (const share of node.shares) expect(share).toBeGreaterThan(0);
        }
        const parts = splitBySizeCurve(units, readSizeCurve(curves, ["c0", "s0"]));
        expect(parts.reduce((a, b) => a + b, 0)).toBe(units);
      }),
    );
  });
});

describe("new styles", () => {
  const classes = { tee: 400, shirt: 150, coat: 40 };
  const rng = createRng(11);
  const course = [0.1, 0.16, 0.16, 0.14, 0.12, 0.1, 0.08, 0.06, 0.05, 0.03];
  const past: PastStyle[] = Object.entries(classes).flatMap(([kind, size]) =>
    Array.from({ length: 15 }, (_, i) => {
      const price = 20 + 5 * (i % 4);
      const level = size * (price / 27) ** -1.5 * Math.exp(0.25 * rng.normal());
      return {
        id: `${kind}${i}`,
        traits: { labels: { class: kind, shade: i % 2 ? "red" : "blue" }, amounts: { price } },
        weekly: Float64Array.from(course, (share) =>
          Math.max(0, Math.round(level * share * Math.exp(0.15 * rng.normal()))),
        ),
      };
    }),
  );

  test("learns which traits matter and forecasts a style that never sold from its like", () => {
    const model = fitStyleModel(past)!;
    expect(model.labelWeights["class"]!).toBeGreaterThan(5 * model.labelWeights["shade"]!);
    const forecast = forecastNewStyle(
      model,
      past,
      { labels: { class: "coat", shade: "red" }, amounts: { price: 30 } },
      { weeks: 10 },
    );
    const total = forecast.mean.reduce((a, b) => a + b, 0);
    expect(total).toBeGreaterThan(20);
    expect(total).toBeLessThan(60);
    expect(forecast.likened[0]!.id.startsWith("coat")).toBe(true);
    expect(forecast.correction).toBe(1);
  });

  test("the first two weeks correct the rest and narrow the interval", () => {
    const model = fitStyleModel(past)!;
    const traits = { labels: { class: "shirt", shade: "blue" }, amounts: { price: 25 } };
    const before = forecastNewStyle(model, past, traits, { weeks: 10 });
    const seen = [2 * before.mean[0]!, 2 * before.mean[1]!];
    const after = forecastNewStyle(model, past, traits, { weeks: 10, seen });
    expect(after.correction).toBeGreaterThan(1.3);
    expect(after.correction).toBeLessThan(2);
    const width = (f: typeof before) => f.intervals[1]!.upper[5]! / f.intervals[1]!.lower[5]!;
    expect(width(after)).toBeLessThan(width(before));
  });

  test("80 % intervals hold about 80 % of held-out styles' totals", () => {
    const model = fitStyleModel(past)!;
    let inside = 0;
    for (const style of past) {
      const others = past.filter((p) => p !== style);
      const { intervals } = forecastNewStyle(model, others, style.traits, { weeks: 10 });
      const total = style.weekly.reduce((a, b) => a + b, 0);
      const sum = (of: Float64Array) => of.reduce((a, b) => a + b, 0);
      if (total >= sum(intervals[1]!.lower) && total <= sum(intervals[1]!.upper)) inside++;
    }
    expect(inside / past.length).toBeGreaterThan(0.75);
  });

  test("has no model for a handful of styles", () => {
    expect(fitStyleModel(past.slice(0, 4))).toBeNull();
  });
});
