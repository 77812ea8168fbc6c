import { describe, expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { expectedPurchases, fitBgNbd, probabilityAlive, probabilityBuysWithin, type RepeatHistory } from "./bg-nbd.ts";
import golden from "./fixtures/bg-nbd.json" with { type: "json" };
import cdnow from "./fixtures/cdnow.json" with { type: "json" };
import { calculateLifetimeValue, expectedSpend, fitGammaGamma } from "./gamma-gamma.ts";
import { predictNextOrder } from "./next-order.ts";

const histories: RepeatHistory[] = (cdnow as number[][]).flatMap(([frequency, recency, age, times]) =>
  Array.from({ length: times! }, () => ({ frequency: frequency!, recency: recency!, age: age! })),
);

const unwrap = <T>(outcome: { ok: true; value: T } | { ok: false; detail: string }): T => {
  if (!outcome.ok) throw new Error(outcome.detail);
  return outcome.value;
};

/** Fitted once: every test of CDNOW asks the same model. */
const cdnowModel = unwrap(fitBgNbd(histories));

describe("BG/NBD", () => {
  it("reproduces the published fit of CDNOW (Fader, Hardie and Lee 2005)", () => {
    const model = cdnowModel;
    expect(model.customers).toBe(2357);
    expect(model.r).toBeCloseTo(0.2426, 3);
    expect(model.alpha).toBeCloseTo(4.4136, 2);
    expect(model.a).toBeCloseTo(0.7929, 2);
    expect(model.b).toBeCloseTo(2.4259, 2);
    expect(model.logLikelihood).toBeCloseTo(-9582.43, 2);
    // The paper's worked example: two repeats, the last in week 30.43 of 38.86; next 39 weeks.
    const example = { frequency: 2, recency: 30.43, age: 38.86 };
    expect(expectedPurchases(model, example, 39)).toBeCloseTo(1.226, 2);
  });

  it("equals scipy's maximum: parameters to three digits, likelihood and expected purchases to five", () => {
    const model = cdnowModel;
    for (const name of ["r", "alpha", "a", "b"] as const)
      expect(Math.abs(model[name] / golden[name] - 1), name).toBeLessThan(5e-4);
    expect(model.logLikelihood).toBeCloseTo(golden.logLikelihood, 5);
    for (const [frequency, recency, age, ahead, expected] of golden.expected) {
      const history = { frequency: frequency!, recency: recency!, age: age! };
      expect(Math.abs(expectedPurchases(model, history, ahead!) / expected! - 1)).toBeLessThan(5e-5);
    }
  });

  it("does not depend on the unit of time", () => {
    const weeks = cdnowModel;
    const days = unwrap(fitBgNbd(histories.map((h) => ({ ...h, recency: h.recency * 7, age: h.age * 7 }))));
    expect(days.alpha / weeks.alpha).toBeCloseTo(7, 2);
    expect(days.r).toBeCloseTo(weeks.r, 3);
  });

  it("believes less in a customer the longer the silence", () => {
    const model = cdnowModel;
    let before = 1;
    for (let age = 10; age <= 200; age += 10) {
      const alive = probabilityAlive(model, { frequency: 4, recency: 10, age });
      expect(alive).toBeLessThan(before);
      before = alive;
    }
    expect(probabilityBuysWithin(model, { frequency: 4, recency: 10, age: 12 }, 10)).toBeLessThan(before + 1);
    expect(probabilityBuysWithin(model, { frequency: 4, recency: 10, age: 12 }, 0)).toBe(0);
  });

  it("refuses what it cannot learn from", () => {
    expect(fitBgNbd([])).toMatchObject({ ok: false, reason: "empty" });
    expect(fitBgNbd([{ frequency: 0, recency: 0, age: 9 }])).toMatchObject({ ok: false, reason: "constant" });
    expect(fitBgNbd([{ frequency: 1, recency: 9, age: 3 }])).toMatchObject({ ok: false, reason: "out_of_range" });
    expect(fitBgNbd([{ frequency: Number.NaN, recency: 9, age: 3 }])).toMatchObject({ reason: "not_finite" });
  });

  it("stays finite on extreme customers", () => {
    const model = unwrap(fitBgNbd([...histories, { frequency: 5000, recency: 38, age: 38 }]));
    for (const h of [
      { frequency: 5000, recency: 38, age: 38 },
      { frequency: 1, recency: 0, age: 1e6 },
    ])
      for (const value of [
        expectedPurchases(model, h, 1e4),
        probabilityAlive(model, h),
        probabilityBuysWithin(model, h, 1),
      ])
        expect(Number.isFinite(value)).toBe(true);
  });
});

describe("gamma-gamma", () => {
  it("recovers planted parameters' mean and shrinks small histories towards it", () => {
    const rng = createRng(1);
    const gamma = (shape: number) => {
      // Sum of exponentials: whole shapes only.
      let sum = 0;
      for (let i = 0; i < shape; i++) sum -= Math.log(1 - rng.uniform());
      return sum;
    };
    const spends = Array.from({ length: 3000 }, () => {
      const nu = gamma(4) / 15000;
      const frequency = 1 + rng.below(6);
      let total = 0;
      for (let k = 0; k < frequency; k++) total += gamma(6) / nu;
      return { frequency, meanMinor: total / frequency };
    });
    const model = unwrap(fitGammaGamma(spends));
    expect(expectedSpend(model, { frequency: 0, meanMinor: 0 }) / ((6 * 15000) / 3)).toBeCloseTo(1, 1);
    const one = expectedSpend(model, { frequency: 1, meanMinor: 100_000 });
    const ten = expectedSpend(model, { frequency: 10, meanMinor: 100_000 });
    expect(one).toBeLessThan(ten);
    expect(ten).toBeLessThan(100_000);
    const purchases = cdnowModel;
    const customer = { frequency: 3, recency: 30, age: 38, meanMinor: 50_000 };
    const whole = calculateLifetimeValue(purchases, model, customer, { periods: 12, periodLength: 4 });
    const today = calculateLifetimeValue(purchases, model, customer, {
      periods: 12,
      periodLength: 4,
      discountRate: 0.05,
    });
    expect(whole / (expectedPurchases(purchases, customer, 48) * expectedSpend(model, customer))).toBeCloseTo(1, 9);
    expect(today).toBeLessThan(whole);
  });

  it("refuses fewer than three repeat buyers", () => {
    expect(fitGammaGamma([{ frequency: 1, meanMinor: 5 }])).toMatchObject({ ok: false, reason: "too_few_rows" });
    expect(fitGammaGamma([{ frequency: Number.NaN, meanMinor: 5 }])).toMatchObject({ reason: "not_finite" });
  });
});

describe("next order", () => {
  it("follows the customer's own rhythm and says when it is overdue", () => {
    const days = [0, 30, 61, 90, 121, 150];
    expect(unwrap(predictNextOrder(days, 160))).toMatchObject({ medianDays: 30, orders: 6, overdue: false });
    expect(unwrap(predictNextOrder(days, 260)).overdue).toBe(true);
    expect(predictNextOrder([5], 9)).toMatchObject({ ok: false, reason: "too_few_rows" });
    expect(unwrap(predictNextOrder([5], 9, [10, 20, 30])).medianDays).toBe(20);
  });
});
