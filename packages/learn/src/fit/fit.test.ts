import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { type DrawnFit, drawFit, type FitWorld } from "./draw-fit.ts";
import { gatherPurchases } from "./gather-purchases.ts";
import {
  adviseSize,
  type FitModel,
  type FitPurchase,
  fitSizeAdvice,
  placeCustomer,
  predictOutcome,
  readCut,
  readStyleFit,
} from "./index.ts";
import { makeGrid } from "./make-grid.ts";
import { makeObjective, startingPoint } from "./objective.ts";

const world: FitWorld = {
  ...{ styles: 40, customers: 500, purchasesEach: 8, strangersEach: 60, sizes: 6, tried: 0.4 },
  steps: { slope: 2, small: 2.6, large: 3, tried: 0.8 },
  deviations: { style: 0.45, group: 0.25 },
};
const fitted = (drawn: DrawnFit): FitModel => {
  const model = fitSizeAdvice(drawn.styles, drawn.purchases);
  if (!model.ok) throw new Error(model.detail);
  return model.value;
};
/** True size of a customer of the made-up shop by what they bought there. */
function placed(model: FitModel, drawn: DrawnFit, customerId: string) {
  const worn = drawn.purchases
    .filter((p) => p.customerId === customerId)
    .map(({ position, outcome, tried, styleId }) => ({
      ...{ position, outcome, tried },
      style: { positions: [0, 1, 2, 3, 4, 5], ...model.styles[styleId]! },
    }));
  const told = placeCustomer(model, worn);
  if (!told.ok) throw new Error(told.detail);
  return told.value;
}
const correlation = (a: readonly number[], b: readonly number[]) => {
  const mean = (v: readonly number[]) => v.reduce((s, x) => s + x, 0) / v.length;
  const [ma, mb] = [mean(a), mean(b)];
  const cross = a.reduce((s, x, i) => s + (x - ma) * (b[i]! - mb), 0);
  const size = (v: readonly number[], m: number) => Math.sqrt(v.reduce((s, x) => s + (x - m) ** 2, 0));
  return cross / (size(a, ma) * size(b, mb));
};

describe("fit model", () => {
  const drawn = drawFit(world, createRng(4));
  const model = fitted(drawn);

  it("has the exact gradient of its objective", () => {
    const few = drawFit({ ...world, styles: 5, customers: 12, purchasesEach: 3, strangersEach: 4 }, createRng(2));
    const crowd = gatherPurchases(few.styles, few.purchases);
    const groups = [...new Set(few.styles.flatMap((s) => s.groups))];
    const shape = {
      styles: 5,
      groups: groups.length,
      groupsOf: few.styles.map((s) => s.groups.map((g) => groups.indexOf(g))),
    };
    const grid = makeGrid(crowd.cells);
    const goal = makeObjective(shape, crowd, grid, { style: 0.4, group: 0.3 });
    const rng = createRng(1);
    const point = startingPoint(shape, grid).map((v) => v + 0.2 * rng.normal());
    const gradient = new Float64Array(point.length);
    goal(point, gradient);
    for (let j = 0; j < point.length; j++) {
      const moved = (h: number) =>
        goal(
          point.map((v, i) => (i === j ? v + h : v)),
          new Float64Array(point.length),
        );
      expect((moved(1e-5) - moved(-1e-5)) / 2e-5, `quantity ${j}`).toBeCloseTo(gradient[j]!, 7);
    }
  });

  it("finds planted cuts: 95 % intervals hold nine in ten and more of them, and they beat each style's own count of returns", () => {
    const found = drawn.styles.map((style) => model.styles[style.styleId]!);
    const best = (world.steps.small - world.steps.large) / (2 * world.steps.slope);
    const errors = found.map((f, i) => f.offset - (drawn.offsets[i]! - best));
    const held = found.filter((f, i) => Math.abs(errors[i]!) <= 1.96 * f.standardError);
    expect(held.length / found.length).toBeGreaterThanOrEqual(0.9);
    expect(Math.sqrt(errors.reduce((s, e) => s + e ** 2, 0) / errors.length)).toBeLessThan(0.18);
    const own = drawn.styles.map(({ styleId }) => {
      const of = drawn.purchases.filter((p) => p.styleId === styleId);
      return (
        of.filter((p) => p.outcome === "small").length / of.length -
        of.filter((p) => p.outcome === "large").length / of.length
      );
    });
    const ours = correlation(
      found.map((f) => f.offset),
      drawn.offsets,
    );
    expect(ours).toBeGreaterThan(0.93);
    expect(ours).toBeGreaterThan(correlation(own, drawn.offsets));
  });

  it("finds planted true sizes, closer than the size each takes most", () => {
    const rows = drawn.trueSizes.map((size, c) => {
      const positions = drawn.purchases.filter((p) => p.customerId === `C${c}`).map((p) => p.position);
      const counts = new Map<number, number>();
      for (const p of positions) counts.set(p, (counts.get(p) ?? 0) + 1);
      return { size, ours: placed(model, drawn, `C${c}`), usual: [...counts].sort((a, b) => b[1] - a[1])[0]![0] };
    });
    const rms = (of: (row: (typeof rows)[number]) => number) =>
      Math.sqrt(rows.reduce((s, row) => s + (of(row) - row.size) ** 2, 0) / rows.length);
    expect(rms((r) => r.ours.mean)).toBeLessThan(rms((r) => r.usual));
    const held = rows.filter((r) => Math.abs(r.ours.mean - r.size) <= 1.96 * r.ours.deviation);
    expect(held.length / rows.length).toBeGreaterThan(0.88);
  });

  it("is calibrated on purchases it has not seen: of those told 10 % too small about one in ten is", () => {
    const later = drawFit(world, createRng(4));
    const rng = createRng(77);
    const bins = [0.03, 0.08, 0.2, 1].map((upTo) => ({ upTo, told: 0, seen: 0, count: 0 }));
    for (const [c, size] of later.trueSizes.entries()) {
      const person = placed(model, drawn, `C${c}`);
      for (const [s, style] of later.styles.entries()) {
        const position = Math.max(0, Math.min(5, Math.round(size) + (rng.uniform() < 0.3 ? 1 : 0)));
        const advice = adviseSize(model.steps, model.styles[style.styleId]!, person, [position]);
        if (!advice.ok) throw new Error(advice.detail);
        const gap = size + later.offsets[s]! - position;
        const truth = 1 / (1 + Math.exp(-(world.steps.slope * gap - world.steps.small)));
        const told = advice.value.sizes[0]!.small;
        const bin = bins.find((b) => told <= b.upTo)!;
        bin.told += told;
        bin.seen += rng.uniform() < truth ? 1 : 0;
        bin.count++;
      }
    }
    for (const { upTo, told, seen, count } of bins) {
      if (count < 300) continue;
      expect(Math.abs(told - seen) / count, `told up to ${upTo}`).toBeLessThan(Math.max(0.015, (0.25 * told) / count));
    }
  });

  it("tells a style that never sold by its category, less surely", () => {
    const known = model.styles["S0"]!;
    const cold = readStyleFit(model, "new", ["category 0"]);
    expect(cold.offset).toBe(model.common + model.groups["category 0"]!);
    expect(cold.standardError).toBeGreaterThan(known.standardError);
    expect(readStyleFit(model, "new", ["never seen"]).standardError).toBeGreaterThan(cold.standardError);
    expect(readStyleFit(model, "new", ["never seen"]).offset).toBe(model.common);
  });

  it("tells how purchases turn out no worse than always the most frequent way, although many are for somebody else", () => {
    const last = new Map(drawn.purchases.map((p, i) => [p.customerId, i]));
    const isLast = (p: FitPurchase, i: number) => p.customerId !== null && last.get(p.customerId) === i;
    const early = fitted({ ...drawn, purchases: drawn.purchases.filter((p, i) => !isLast(p, i)) });
    const rows = drawn.purchases.filter(isLast).map((purchase) => {
      const others = { ...drawn, purchases: drawn.purchases.filter((p) => p !== purchase) };
      const person = placed(early, others, purchase.customerId!);
      const style = { positions: [0, 1, 2, 3, 4, 5], ...early.styles[purchase.styleId]! };
      const told = predictOutcome(early, { style, ...purchase }, person);
      if (!told.ok) throw new Error(told.detail);
      const { small, fits, large } = told.value;
      expect(small + fits + large).toBeCloseTo(1, 9);
      const most = small > fits && small > large ? "small" : large > fits ? "large" : "fits";
      return { right: most === purchase.outcome, fits: purchase.outcome === "fits", toldFits: fits };
    });
    const mean = (of: (row: (typeof rows)[number]) => number) => rows.reduce((s, r) => s + of(r), 0) / rows.length;
    expect(mean((r) => Number(r.right))).toBeGreaterThanOrEqual(mean((r) => Number(r.fits)));
    expect(Math.abs(mean((r) => r.toldFits) - mean((r) => Number(r.fits)))).toBeLessThan(0.04);
  });

  it("leans on what is known: one purchase moves a customer less than eight do, and none is everybody", () => {
    const one = {
      ...{ position: 5, outcome: "fits" as const, tried: false },
      style: { positions: [0, 1, 2, 3, 4, 5], offset: 0, standardError: 0.1 },
    };
    const of = (count: number) => {
      const told = placeCustomer(model, count === 0 ? [] : [{ ...one, count }]);
      if (!told.ok) throw new Error(told.detail);
      return told.value;
    };
    expect(of(0)).toEqual({ mean: model.people.mean, deviation: model.people.deviation });
    expect(of(0).mean).toBeLessThan(of(1).mean);
    expect(of(1).mean).toBeLessThan(of(8).mean);
    expect(of(8).deviation).toBeLessThan(of(1).deviation);
  });

  it("survives JSON and is the same for the same purchases in another order", () => {
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    const turned = fitted({ ...drawn, purchases: [...drawn.purchases].reverse() });
    for (const [styleId, { offset }] of Object.entries(model.styles))
      expect(turned.styles[styleId]!.offset).toBeCloseTo(offset, 3);
  });
});

describe("size advice", () => {
  const steps = { slope: 2, small: 3, large: 3, tried: 1 };
  const sizes = [0, 1, 2, 3, 4];

  it("goes up with the style's offset and the person's size, and its chances add up to 1", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: -3, max: 8, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (offset, standardError, mean, deviation, more) => {
          const advise = (off: number, size: number) => {
            const told = adviseSize(steps, { offset: off, standardError }, { mean: size, deviation }, sizes);
            if (!told.ok) throw new Error(told.detail);
            return told.value;
          };
          const { best, confidence, sizes: told } = advise(offset, mean);
          for (const { small, fits, large } of told) {
            expect(small + fits + large).toBeCloseTo(1, 9);
            expect(Math.min(small, fits, large)).toBeGreaterThanOrEqual(0);
          }
          expect(told.map((s) => s.small)).toEqual(told.map((s) => s.small).sort((a, b) => b - a));
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
          expect(advise(offset + more, mean).best).toBeGreaterThanOrEqual(best);
          expect(advise(offset, mean + more).best).toBeGreaterThanOrEqual(best);
        },
      ),
    );
  });

  it("says one size up where the style runs a size small, and is surer the more is known", () => {
    const usual = { mean: 2, deviation: 0.3 };
    const told = adviseSize(steps, { offset: 0.9, standardError: 0.1 }, usual, sizes);
    const unsure = adviseSize(steps, { offset: 0.9, standardError: 0.8 }, usual, sizes);
    if (!told.ok || !unsure.ok) throw new Error("refused");
    expect(told.value.best).toBe(3);
    expect(told.value.confidence).toBeGreaterThan(unsure.value.confidence);
    expect(readCut(steps, { offset: 0.9, standardError: 0.1 })).toMatchObject({ verdict: "small", step: 1 });
    expect(readCut(steps, { offset: -0.9, standardError: 0.1 })).toMatchObject({ verdict: "large", step: -1 });
    expect(readCut(steps, { offset: 0.9, standardError: 0.9 })).toMatchObject({ verdict: "true", step: 0 });
    expect(readCut(steps, { offset: 0, standardError: 0.1 })).toMatchObject({ verdict: "true", step: 0 });
  });
});

describe("bad input is refused with its reason", () => {
  const styles = [{ styleId: "S", positions: [0, 1], groups: [] }];
  const one: FitPurchase = { customerId: null, styleId: "S", position: 0, outcome: "fits", tried: false, count: 60 };
  const reasonOf = (purchases: FitPurchase[], of = styles) => {
    const told = fitSizeAdvice(of, purchases);
    return told.ok ? null : told.reason;
  };
  it.each<[string, FitPurchase[], string]>([
    ["no purchases", [], "empty"],
    ["a style nobody listed", [{ ...one, styleId: "T" }], "out_of_range"],
    ["a size that is not made", [{ ...one, position: 2 }], "out_of_range"],
    ["a size that is no number", [{ ...one, position: Number.NaN }], "not_finite"],
    ["half a piece", [{ ...one, count: 0.5 }], "out_of_range"],
    ["few pieces", [{ ...one, count: 3 }], "too_few_rows"],
    ["only kept pieces", [one], "single_class"],
    ["only pieces sent back", [{ ...one, outcome: "small" }], "single_class"],
    ["an outcome nobody knows", [one, { ...one, outcome: "loose" as never }], "out_of_range"],
  ])("%s", (_name, purchases, reason) => {
    expect(reasonOf(purchases)).toBe(reason);
  });
  it("a style without sizes, or listed twice", () => {
    expect(reasonOf([one], [{ styleId: "S", positions: [], groups: [] }])).toBe("empty");
    expect(reasonOf([one], [styles[0]!, styles[0]!])).toBe("out_of_range");
  });
});
