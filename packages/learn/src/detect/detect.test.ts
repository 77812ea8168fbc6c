import { describe, expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { findChangePoints } from "./change-points.ts";
import { explainIsolation, fitIsolationForest, type IsolationForest, scoreIsolation } from "./isolation-forest.ts";
import { scorePeers } from "./peer-rates.ts";
import { fitUsualRange, scoreRobustly } from "./robust-score.ts";
import { findBrokenRules, retailRules } from "./rules.ts";
import { fitSeasonalBaseline, scoreSeasonally } from "./seasonal-residual.ts";

const unwrap = <T>(outcome: { ok: true; value: T } | { ok: false; detail: string }): T => {
  if (!outcome.ok) throw new Error(outcome.detail);
  return outcome.value;
};

describe("isolation forest", () => {
  const rng = createRng(1);
  const columns = [0, 1, 2].map(() => Float64Array.from({ length: 400 }, () => rng.normal()));
  columns[1]![7] = 9;

  it("ranks the planted outlier first, names its feature, survives JSON", () => {
    const model = unwrap(fitIsolationForest(columns, createRng(2)));
    const scores = scoreIsolation(JSON.parse(JSON.stringify(model)) as IsolationForest, columns);
    expect(scores.indexOf(Math.max(...scores))).toBe(7);
    const shares = explainIsolation(
      model,
      columns.map((column) => column[7]!),
    );
    expect(shares[1]!).toBeGreaterThan(0.6);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it("gives every row of a constant table the same ordinary score, and takes missing and endless values", () => {
    const constant = unwrap(fitIsolationForest([new Float64Array(50).fill(3)], createRng(3)));
    const scores = scoreIsolation(constant, [[3, Number.NaN, Number.POSITIVE_INFINITY]]);
    for (const score of scores) expect(score).toBeCloseTo(scores[0]!, 12);
    const odd = unwrap(fitIsolationForest([[1, Number.NaN, Number.NEGATIVE_INFINITY, 1e308]], createRng(4)));
    for (const score of scoreIsolation(odd, [[Number.NaN, 1e308, 5]])) expect(score > 0 && score < 1).toBe(true);
    expect(fitIsolationForest([], createRng(1))).toMatchObject({ ok: false, reason: "empty" });
    expect(fitIsolationForest([[1], []], createRng(1))).toMatchObject({ ok: false, reason: "lengths_differ" });
  });
});

describe("robust score", () => {
  it("is not bent by what it looks for", () => {
    const usual = unwrap(fitUsualRange([9, 10, 11, 10, 9, 11, 10, 1e6, 1e6]));
    expect(usual.median).toBe(10);
    expect(scoreRobustly(usual, 1e6)).toBe(1000);
    expect(Math.abs(scoreRobustly(usual, 11.4))).toBeLessThan(1);
  });

  it("stays finite on constants and odd values", () => {
    const usual = unwrap(fitUsualRange([5, 5, 5, 5]));
    expect(scoreRobustly(usual, 5)).toBe(0);
    expect(scoreRobustly(usual, 6)).toBe(1000);
    expect(scoreRobustly(usual, Number.NaN)).toBe(0);
    expect(scoreRobustly(usual, Number.NEGATIVE_INFINITY)).toBe(-1000);
    expect(fitUsualRange([1, Number.NaN])).toMatchObject({ ok: false, reason: "too_few_rows" });
  });
});

describe("seasonal residuals", () => {
  it("flag a weekday that does not behave like itself, not one that is always high", () => {
    const rng = createRng(5);
    const week = [10, 10, 12, 14, 30, 60, 40];
    const history = Array.from({ length: 140 }, (_, i) => Math.max(0, week[i % 7]! * (1 + 0.1 * rng.normal())));
    history[61] = 600;
    const baseline = unwrap(fitSeasonalBaseline(history));
    expect(Math.abs(scoreSeasonally(baseline, 60, 5).score)).toBeLessThan(3);
    expect(scoreSeasonally(baseline, 60, 0).score).toBeGreaterThan(8);
    expect(scoreSeasonally(baseline, 2, 5).score).toBeLessThan(-8);
    expect(scoreSeasonally(baseline, 60, 5).expected).toBeCloseTo(60, -1);
  });

  it("answers for constant series and refuses short ones", () => {
    const flat = unwrap(fitSeasonalBaseline(new Float64Array(28)));
    expect(scoreSeasonally(flat, 0).score).toBe(0);
    expect(scoreSeasonally(flat, 5).score).toBe(1000);
    expect(scoreSeasonally(flat, Number.NaN).score).toBe(0);
    expect(fitSeasonalBaseline([1, 2, 3])).toMatchObject({ ok: false, reason: "too_few_rows" });
    expect(fitSeasonalBaseline([...new Array(20).fill(1), Number.NaN])).toMatchObject({
      ok: false,
      reason: "not_finite",
    });
  });
});

describe("change points", () => {
  it("are found where planted and nowhere in noise", () => {
    const rng = createRng(6);
    const steps = Array.from({ length: 120 }, (_, i) => (i < 40 ? 10 : i < 90 ? 16 : 7) + rng.normal());
    const segments = unwrap(findChangePoints(steps));
    expect(segments.map((s) => s.begin)).toEqual([0, 40, 90]);
    expect(segments[1]!.mean).toBeCloseTo(16, 0);
    let wrong = 0;
    for (let seed = 0; seed < 50; seed++) {
      const noise = createRng(seed);
      wrong += unwrap(findChangePoints(Array.from({ length: 100 }, () => noise.normal()))).length - 1;
    }
    expect(wrong).toBeLessThan(5);
  });

  it("cover constant and huge series without a change, and refuse what is not finite", () => {
    expect(unwrap(findChangePoints([4, 4, 4, 4, 4]))).toEqual([{ begin: 0, end: 5, mean: 4 }]);
    expect(unwrap(findChangePoints([1e90, 1e90, 1e90, 1e90]))).toHaveLength(1);
    expect(findChangePoints([1, 2, Number.NaN, 3])).toMatchObject({ ok: false, reason: "not_finite" });
    expect(findChangePoints([1])).toMatchObject({ ok: false, reason: "too_few_rows" });
  });
});

describe("peers", () => {
  it("stand out by rate and number together", () => {
    const rng = createRng(7);
    const peers = Array.from({ length: 12 }, (_, i) => {
      const trials = 400 + 100 * i;
      return {
        key: `till-${i}`,
        trials,
        hits: Array.from({ length: trials }, () => rng.uniform()).filter((u) => u < 0.02).length,
      };
    });
    const scored = unwrap(
      scorePeers([...peers, { key: "thief", trials: 800, hits: 80 }, { key: "beginner", trials: 5, hits: 1 }]),
    );
    const score = (key: string) => scored.find((peer) => peer.key === key)!.score;
    expect(score("thief")).toBeGreaterThan(6);
    expect(score("beginner")).toBeLessThan(4);
    for (const peer of peers) expect(score(peer.key)).toBeLessThan(3.5);
  });

  it("stay finite when nobody ever does it, and are refused below three", () => {
    const none = unwrap(scorePeers(["a", "b", "c"].map((key) => ({ key, hits: 0, trials: 100 }))));
    for (const peer of none) expect(Math.abs(peer.score)).toBeLessThan(1);
    expect(scorePeers([{ key: "a", hits: 1, trials: 2 }])).toMatchObject({ ok: false, reason: "too_few_rows" });
    expect(scorePeers([{ key: "a", hits: 3, trials: 2 }])).toMatchObject({ ok: false, reason: "out_of_range" });
  });
});

describe("rules", () => {
  it("need all their conditions, and a measure that is there", () => {
    const broken = (measures: Record<string, number>) => findBrokenRules(retailRules, measures).map((rule) => rule.key);
    expect(broken({ missingShare: 0.5, missingQty: 1 })).toEqual([]);
    expect(broken({ missingShare: 0.5, missingQty: 6 })).toEqual(["count_far_off"]);
    expect(broken({ priceRatio: 0.1, discountShare: 0.9 })).toEqual(["price_typed_wrong_low", "discount_beyond_limit"]);
    expect(broken({ priceRatio: Number.NaN })).toEqual([]);
    expect(findBrokenRules([{ key: "x", reason: "", score: 1, when: [] }], {})).toEqual([]);
  });
});
