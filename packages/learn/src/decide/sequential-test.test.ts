import { describe, expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { addObservation, emptyArm, judgeSequentialTest } from "./sequential-test.ts";

/** Looks after every 20 pairs and stops at the first decision; returns it. */
function runTest(rateA: number, rateB: number, pairs: number, seed: number) {
  const rng = createRng(seed);
  let [a, b] = [emptyArm(), emptyArm()];
  for (let i = 1; i <= pairs; i++) {
    a = addObservation(a, rng.uniform() < rateA ? 1 : 0);
    b = addObservation(b, rng.uniform() < rateB ? 1 : 0);
    if (i % 20 !== 0) continue;
    const verdict = judgeSequentialTest(a, b, { smallestEffect: 0.03 });
    if (verdict.ok && verdict.value.decision !== "continue") return verdict.value.decision;
  }
  return "continue";
}

describe("sequential A/B test", () => {
  it("looked at after every few visitors, errs in at most 5 of 100 tests without a difference", () => {
    const wrong = Array.from({ length: 300 }, (_, i) => runTest(0.1, 0.1, 1500, i)).filter((d) => d.endsWith("better"));
    expect(wrong.length / 300).toBeLessThan(0.05);
  });

  it("finds a real difference, on the right side", () => {
    const found = Array.from({ length: 100 }, (_, i) => runTest(0.1, 0.18, 2500, i));
    expect(found.filter((d) => d === "b_better").length).toBeGreaterThan(85);
    expect(found).not.toContain("a_better");
  });

  it("ends as no difference once the interval is narrow enough", () => {
    expect(runTest(0.1, 0.1, 30_000, 1)).toBe("no_difference");
  });

  it("refuses too little and what is not a number", () => {
    const one = addObservation(emptyArm(), 1);
    expect(judgeSequentialTest(one, one)).toMatchObject({ ok: false, reason: "too_few_rows" });
    const bad = { count: 9, sum: Number.NaN, sumSquares: 1 };
    expect(judgeSequentialTest(bad, bad)).toMatchObject({ ok: false, reason: "not_finite" });
  });
});
