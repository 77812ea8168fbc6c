import { describe, expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { drawPanel } from "./draw-panel.ts";
import { fitElasticity, studentQuantile } from "./elasticity.ts";

const unwrap = <T>(outcome: { ok: true; value: T } | { ok: false; detail: string }): T => {
  if (!outcome.ok) throw new Error(outcome.detail);
  return outcome.value;
};

const truths = (count: number, seed: number) => {
  const rng = createRng(seed);
  return Array.from({ length: count }, () => -2 + 0.5 * rng.normal());
};

function coverageOf(meanUnits: number | null, weeks: number, seed: number) {
  const elasticities = truths(300, seed);
  const plan = { elasticities, stores: 4, weeks, noise: 0.3, meanUnits, confounding: 0.3 };
  const model = unwrap(fitElasticity(drawPanel(plan, createRng(seed + 1))));
  const hit = model.styles.filter((s, i) => s.lower <= elasticities[i]! && elasticities[i]! <= s.upper).length;
  const error = (pick: (i: number) => number) =>
    Math.sqrt(elasticities.reduce((sum, e, i) => sum + (pick(i) - e) ** 2, 0) / elasticities.length);
  const shrunk = error((i) => model.styles[i]!.elasticity);
  return { share: hit / elasticities.length, shrunk, own: error((i) => model.styles[i]!.own!.slope), model };
}

describe("elasticity", () => {
  it("covers planted values 93 to 97 times in 100, and shrinkage errs less than each style alone", () => {
    const { share, shrunk, own, model } = coverageOf(null, 12, 1);
    expect(share).toBeGreaterThan(0.93);
    expect(share).toBeLessThan(0.975);
    expect(shrunk).toBeLessThan(0.95 * own);
    expect(model.mean).toBeCloseTo(-2, 1);
    expect(model.spread).toBeCloseTo(0.5, 1);
  });

  it("covers them on thin counts with zeros too", () => {
    const { share, shrunk, own, model } = coverageOf(2, 26, 5);
    expect(model.styles[0]!.own!.method).toBe("poisson");
    expect(share).toBeGreaterThan(0.92);
    expect(share).toBeLessThan(0.98);
    expect(shrunk).toBeLessThan(own);
  });

  it("is not misled by stores that sell more and ask more", () => {
    const plan = { elasticities: [-2], stores: 30, weeks: 30, noise: 0.2, meanUnits: null, confounding: 0.5 };
    const panel = drawPanel(plan, createRng(3));
    const fixed = unwrap(fitElasticity(panel)).styles[0]!.elasticity;
    const pooled = unwrap(fitElasticity({ ...panel, effects: [] })).styles[0]!.elasticity;
    expect(fixed).toBeCloseTo(-2, 1);
    expect(pooled).toBeGreaterThan(-1.2);
  });

  it("absorbs two effects at once", () => {
    const rng = createRng(4);
    const rows = Array.from({ length: 600 }, (_, i) => ({
      store: i % 20,
      week: Math.floor(i / 20),
      price: 100 * Math.exp(0.2 * rng.normal()),
    }));
    const quantity = rows.map((r) =>
      Math.exp(0.1 * r.store + 0.2 * r.week - 1.5 * Math.log(r.price / 100) + 0.05 * rng.normal()),
    );
    const model = unwrap(
      fitElasticity({
        ...{ style: rows.map(() => "a"), price: rows.map((r) => r.price), quantity },
        effects: [rows.map((r) => r.store), rows.map((r) => r.week)],
      }),
    );
    expect(model.styles[0]!.elasticity).toBeCloseTo(-1.5, 1);
  });

  it("gives styles without price moves the class's mean, with a wide interval", () => {
    const panel = drawPanel(
      { elasticities: truths(20, 9), stores: 3, weeks: 20, noise: 0.3, meanUnits: null, confounding: 0 },
      createRng(2),
    );
    const style = [...panel.style, "still", "still"];
    const more = (column: ArrayLike<number>, values: number[]) => [...Array.from(column), ...values];
    const model = unwrap(
      fitElasticity({
        style,
        price: more(panel.price, [9, 9]),
        quantity: more(panel.quantity, [3, 4]),
        effects: [more(panel.effects[0]!, [0, 0])],
      }),
    );
    const still = model.styles.find((s) => s.style === "still")!;
    expect(still.ownShare).toBe(0);
    expect(still.elasticity).toBeCloseTo(model.mean, 9);
    expect(still.upper - still.lower).toBeGreaterThan(model.styles.at(-1)!.upper - model.styles.at(-1)!.lower);
  });

  it("refuses bad panels", () => {
    const fit = (price: number[], quantity: number[]) =>
      fitElasticity({ style: price.map(() => "a"), price, quantity, effects: [] });
    expect(fit([], [])).toMatchObject({ ok: false, reason: "empty" });
    expect(fit([5, 5, 5], [1, 2, 3])).toMatchObject({ ok: false, reason: "constant" });
    expect(fit([0, 5], [1, 2])).toMatchObject({ ok: false, reason: "out_of_range" });
    expect(fit([1, 5, 3, 2], [0, 0, 0, 0])).toMatchObject({ ok: false, reason: "constant" });
    expect(fit([1, 5], [1, Number.NaN])).toMatchObject({ ok: false, reason: "out_of_range" });
  });
});

describe("Student's quantile", () => {
  it("agrees with the tables", () => {
    for (const [freedom, value] of [
      [1, 12.706],
      [2, 4.303],
      [5, 2.571],
      [10, 2.228],
      [30, 2.042],
    ] as const)
      expect(studentQuantile(0.975, freedom)).toBeCloseTo(value, 1);
  });
});
