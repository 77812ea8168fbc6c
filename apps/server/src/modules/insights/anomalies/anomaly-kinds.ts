import type { decideApi } from "@selvedge/contract";
import type { DetectionRule } from "@selvedge/learn";

export type AnomalyKind = (typeof decideApi.anomalyKinds)[number];

/** What is looked at per kind of event, and the rules that flag by themselves. */
export interface KindOfAnomaly {
  measures: readonly string[];
  rules: readonly DetectionRule[];
  /** Share of the history that would be flagged without rules. */
  expectedShare: number;
}

const rule = (key: string, reason: string, score: number, ...when: DetectionRule["when"][number][]): DetectionRule => ({
  ...{ key, reason, score, when },
});

/** Measures by name: shares of 1, ratios, pieces; money in whole units. */
export const anomalyKinds: Readonly<Record<AnomalyKind, KindOfAnomaly>> = {
  price: {
    measures: ["priceRatio"],
    rules: [
      rule("price_low", "price is a fifth of the usual or less: a decimal slip?", 0.92, {
        measure: "priceRatio",
        from: 0,
        below: 0.2,
      }),
      rule("price_high", "price is five times the usual or more: a decimal slip?", 0.92, {
        measure: "priceRatio",
        from: 5,
      }),
    ],
    expectedShare: 0.0005,
  },
  discount: {
    measures: ["unexplainedShare", "unexplainedValue"],
    rules: [
      rule(
        "discount_without_promotion",
        "every fifth line or more had a large discount that no promotion explains",
        0.82,
        { measure: "unexplainedShare", from: 0.2 },
        { measure: "unexplainedLines", from: 2 },
      ),
    ],
    expectedShare: 0.002,
  },
  refund: {
    measures: ["returnedShare", "returnedPieces"],
    rules: [
      rule(
        "sends_nearly_all_back",
        "sent back two thirds or more of what was bought, eight pieces or more",
        0.85,
        { measure: "returnedShare", from: 0.66 },
        { measure: "returnedPieces", from: 8 },
      ),
    ],
    expectedShare: 0.002,
  },
  void: {
    measures: ["voids", "voidShare"],
    rules: [
      rule(
        "many_voids",
        "cancelled five orders or more in a day, a quarter or more of all they took",
        0.82,
        { measure: "voids", from: 5 },
        { measure: "voidShare", from: 0.25 },
      ),
    ],
    expectedShare: 0.002,
  },
  stock: {
    measures: ["missingShare", "missingPieces"],
    rules: [
      rule(
        "count_far_off",
        "an eighth or more of what should have been there was missing",
        0.85,
        { measure: "missingShare", from: 0.125 },
        { measure: "missingPieces", from: 5 },
      ),
    ],
    expectedShare: 0.01,
  },
  sales: {
    measures: ["surprise", "ratio"],
    rules: [
      rule(
        "nothing_sold",
        "nothing sold on a day that usually sells well",
        0.75,
        { measure: "pieces", from: 0, below: 1 },
        { measure: "usualPieces", from: 6 },
      ),
      rule(
        "far_more_than_usual",
        "sold five times the usual or more",
        0.8,
        { measure: "ratio", from: 5 },
        { measure: "pieces", from: 10 },
      ),
    ],
    expectedShare: 0.0005,
  },
};
