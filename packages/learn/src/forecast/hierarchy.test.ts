import { describe, expect, test } from "vitest";
import { createRng } from "../rng.ts";
import { bottomUp, buildHierarchy, forecastAuto, reconcile, reconcileForecasts } from "./index.ts";

describe("reconciliation", () => {
  const hierarchy = buildHierarchy(
    [
      ["red", "red", "blue", "blue"],
      ["north", "south", "north", "south"],
    ],
    4,
  );

  test("a hierarchy of labels has a total and one aggregate for each value", () => {
    expect(hierarchy.groups).toEqual([
      [0, 1, 2, 3],
      [0, 1],
      [2, 3],
      [0, 2],
      [1, 3],
    ]);
  });

  test("ordinary least squares of a total and two parts splits the gap in three, as worked by hand", () => {
    const base = [Float64Array.of(130), Float64Array.of(40), Float64Array.of(60)];
    const { aggregates, bottom } = reconcile({ bottomCount: 2, groups: [[0, 1]] }, base, { kind: "ols" });
    expect([aggregates[0]![0], bottom[0]![0], bottom[1]![0]].map((v) => Number(v!.toFixed(9)))).toEqual([120, 50, 70]);
  });

  test("a node known exactly moves the others to it", () => {
    const base = [Float64Array.of(130), Float64Array.of(40), Float64Array.of(60)];
    const variances = [1e-9, 1, 1];
    const { aggregates } = reconcile({ bottomCount: 2, groups: [[0, 1]] }, base, { kind: "wls_var", variances });
    expect(aggregates[0]![0]).toBeCloseTo(130, 3);
  });

  test("MinT beats bottom-up where the parts are noisy and the total is not", () => {
    const rng = createRng(9);
    let own = 0;
    let up = 0;
    for (let round = 0; round < 300; round++) {
      const truth = Array.from({ length: 4 }, () => 20 + 5 * rng.normal());
      const sum = (of: readonly number[], group: readonly number[]) => group.reduce((a, j) => a + of[j]!, 0);
      const errors = Array.from({ length: 9 }, (_, node) =>
        Array.from({ length: 40 }, () => (node < 5 ? 1 : 4) * rng.normal()),
      );
      const base = [
        ...hierarchy.groups.map((group) => Float64Array.of(sum(truth, group) + rng.normal())),
        ...truth.map((y) => Float64Array.of(y + 4 * rng.normal())),
      ];
      const mint = reconcile(hierarchy, base, { kind: "shrink", errors });
      const plain = bottomUp(hierarchy, base.slice(5));
      own += (mint.aggregates[0]![0]! - sum(truth, [0, 1, 2, 3])) ** 2;
      up += (plain.aggregates[0]![0]! - sum(truth, [0, 1, 2, 3])) ** 2;
    }
    expect(own).toBeLessThan(0.2 * up);
  });

  test("forecasts with intervals add up and stay nested", () => {
    const rng = createRng(4);
    const bottom = Array.from({ length: 4 }, (_, j) =>
      Float64Array.from({ length: 90 }, (_, t) =>
        Math.max(0, Math.round((3 + j) * (1 + 0.4 * Math.sin((2 * Math.PI * t) / 7)) + 2 * rng.normal())),
      ),
    );
    const all = [
      ...hierarchy.groups.map((group) => bottom[0]!.map((_, t) => group.reduce((a, j) => a + bottom[j]![t]!, 0))),
      ...bottom,
    ];
    const forecasts = all.map((history) => {
      const forecast = forecastAuto(history, { horizon: 14, period: 7 });
      if (!forecast.ok) throw new Error(forecast.reason);
      return forecast;
    });
    const coherent = reconcileForecasts(hierarchy, forecasts);
    hierarchy.groups.forEach((group, g) => {
      for (let h = 0; h < 14; h++) {
        expect(coherent.aggregates[g]!.mean[h]).toBeCloseTo(
          group.reduce((a, j) => a + coherent.bottom[j]!.mean[h]!, 0),
          9,
        );
      }
    });
    for (const { mean, intervals } of [...coherent.aggregates, ...coherent.bottom]) {
      for (let h = 0; h < 14; h++) {
        const ends = [...intervals.map((i) => i.lower[h]!).reverse(), mean[h]!, ...intervals.map((i) => i.upper[h]!)];
        for (let i = 1; i < ends.length; i++) expect(ends[i]!).toBeGreaterThanOrEqual(ends[i - 1]! - 1e-9);
        expect(ends[0]!).toBeGreaterThanOrEqual(0);
      }
    }
  });

  test("refuses rows that are not those of the hierarchy", () => {
    expect(() => reconcile(hierarchy, [Float64Array.of(1)], { kind: "ols" })).toThrow(RangeError);
    expect(() => bottomUp({ bottomCount: 1, groups: [[3]] }, [Float64Array.of(1)])).toThrow(RangeError);
  });
});
