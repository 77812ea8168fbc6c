import fc from "fast-check";
import { expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { type DetectionEvent, fitDetector, flagEvents, judgeEvents } from "./detector.ts";
import { type FlagVerdict, learnThreshold } from "./learn-threshold.ts";
import { retailRules } from "./rules.ts";

const MEASURES = ["quantity", "discountShare", "voidsOfDay", "refundMinor", "missingQty"] as const;

/** An ordinary till event. */
function ordinary(id: string, seed: number): DetectionEvent {
  const rng = createRng(seed);
  return {
    eventId: id,
    measures: {
      quantity: 1 + rng.below(4),
      discountShare: 0.05 * rng.below(5),
      voidsOfDay: rng.below(4),
      refundMinor: rng.uniform() < 0.5 ? 0 : 20_000 + 10_000 * rng.uniform(),
      missingQty: rng.below(3),
    },
  };
}

/** Each pattern far outside what is ordinary, by a factor that is drawn. */
const patterns: Record<string, (factor: number) => Record<string, number>> = {
  quantity: (factor) => ({ quantity: 150 * factor }),
  discountShare: (factor) => ({ discountShare: Math.min(1, 0.7 * factor) }),
  voidsOfDay: (factor) => ({ voidsOfDay: 60 * factor }),
  refundMinor: (factor) => ({ refundMinor: 3e5 * factor, refundWithoutReceipt: 1 }),
  missingQty: (factor) => ({ missingQty: 60 * factor, missingShare: 0.4 }),
};

it("Feature: garment-business-management, Property 23: Anomaly Detection and Alerting", () => {
  let taughtTimes = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e6 }),
      fc.constantFrom(...Object.keys(patterns)),
      fc.double({ min: 1, max: 5, noNaN: true }),
      fc.integer({ min: 2, max: 12 }),
      (seed, pattern, factor, planted) => {
        const history = Array.from({ length: 300 }, (_, i) => ordinary(`h${i}`, seed + i));
        const fitted = fitDetector(history, MEASURES, createRng(seed), { rules: retailRules });
        if (!fitted.ok) throw new Error(fitted.detail);
        const model = fitted.value;
        const clean = Array.from({ length: 200 }, (_, i) => ordinary(`c${i}`, seed + 1000 + i));
        const bad = Array.from({ length: planted }, (_, i) => {
          const base = ordinary(`p${i}`, seed + 5000 + i);
          return { ...base, measures: { ...base.measures, ...patterns[pattern]!(factor) } };
        });
        const stream = [...clean, ...bad, ...bad];
        const flags = flagEvents(model, stream, new Set());

        // All that was planted, and hardly anything else.
        const ids = flags.map((flag) => flag.eventId);
        for (const { eventId } of bad) expect(ids).toContain(eventId);
        const noise = ids.filter((id) => id.startsWith("c")).length / clean.length;
        expect(noise).toBeLessThan(0.05);
        // Each once, also when the stream is read again.
        expect(new Set(ids).size).toBe(ids.length);
        expect(flagEvents(model, stream, new Set(ids))).toEqual([]);
        // Each says how sure and why, and the planted measure is among the reasons.
        for (const flag of flags) {
          expect(flag.score >= model.threshold && flag.score <= 1).toBe(true);
          expect(flag.reasons.length).toBeGreaterThan(0);
          expect(flag.reasons[0]!.strength).toBe(flag.score);
        }
        const about = flags
          .find((flag) => flag.eventId === "p0")!
          .reasons.map((reason) => reason.about)
          .join(" ");
        expect(about.toLowerCase()).toContain(
          {
            quantity: "quantity",
            discountShare: "discount",
            voidsOfDay: "voids",
            refundMinor: "refund",
            missingQty: "miss",
          }[pattern]!,
        );

        // Dismissing flags teaches: what was waved through twenty times is not raised again; what was confirmed still is.
        const lowest = Math.min(...judgeEvents(model, bad).map((flag) => flag.score));
        const dismissed: FlagVerdict[] = Array.from({ length: 20 }, () => ({ score: lowest, verdict: "dismissed" }));
        const taught = learnThreshold(model, dismissed);
        if (!taught.ok) throw new Error(taught.detail);
        if (lowest < 0.98) {
          taughtTimes++;
          expect(taught.value.threshold).toBeGreaterThan(lowest);
          expect(flagEvents(taught.value, bad, new Set()).length).toBeLessThan(bad.length);
        } else expect(flagEvents(taught.value, bad, new Set()).length).toBe(bad.length);
        const torn = learnThreshold(model, [
          ...dismissed,
          ...dismissed.map((v): FlagVerdict => ({ ...v, verdict: "confirmed" })),
        ]);
        expect(torn.ok && torn.value.threshold).toBeLessThanOrEqual(lowest);
      },
    ),
    { numRuns: 100 },
  );
  expect(taughtTimes).toBeGreaterThan(30);
});

it("one dismissal moves the threshold less than many, confirmations below bring it down", () => {
  const history = Array.from({ length: 100 }, (_, i) => ordinary(`h${i}`, i));
  const fitted = fitDetector(history, MEASURES, createRng(1));
  if (!fitted.ok) throw new Error(fitted.detail);
  const model = { ...fitted.value, threshold: 0.6 };
  const after = (verdicts: FlagVerdict[]) => {
    const taught = learnThreshold(model, verdicts);
    if (!taught.ok) throw new Error(taught.detail);
    return taught.value.threshold;
  };
  const no = (score: number): FlagVerdict => ({ score, verdict: "dismissed" });
  expect(after([])).toBe(0.6);
  expect(after([no(0.9)])).toBe(0.6);
  expect(after([no(0.9), no(0.9), no(0.9), no(0.9)])).toBeGreaterThan(0.9);
  expect(after([{ score: 0.5, verdict: "confirmed" }])).toBe(0.5);
  expect(learnThreshold(model, [no(Number.NaN)])).toMatchObject({ ok: false, reason: "out_of_range" });
});

it("bad histories are refused, odd events get a score that is a number", () => {
  const history = Array.from({ length: 60 }, (_, i) => ordinary(`h${i}`, i));
  expect(fitDetector([], MEASURES, createRng(1))).toMatchObject({ ok: false, reason: "too_few_rows" });
  expect(fitDetector(history, [], createRng(1))).toMatchObject({ ok: false, reason: "empty" });
  expect(fitDetector(history, ["unknown"], createRng(1))).toMatchObject({ ok: false, reason: "too_few_rows" });
  const fitted = fitDetector(history, MEASURES, createRng(1));
  if (!fitted.ok) throw new Error(fitted.detail);
  const odd: Record<string, number>[] = [
    {},
    { quantity: Number.NaN },
    { quantity: Number.POSITIVE_INFINITY },
    { quantity: -1e308, refundMinor: 1e308 },
  ];
  for (const flag of judgeEvents(
    fitted.value,
    odd.map((measures, i) => ({ eventId: `${i}`, measures })),
  ))
    expect(flag.score >= 0 && flag.score <= 1).toBe(true);
});
