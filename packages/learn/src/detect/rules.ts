/** A condition on one measure: at least `from`, below `below`, each where given. */
export type DetectionCondition = { measure: string; from?: number; below?: number };

/** A rule that flags by itself when all conditions hold; `score` from 0 to 1 says how grave it is. */
export type DetectionRule = { key: string; reason: string; score: number; when: readonly DetectionCondition[] };

/** Measures of one event by name; one that is absent meets no condition. */
export type Measures = Readonly<Record<string, number>>;

/** Rules whose conditions all hold. A rule without conditions never does. */
export function findBrokenRules(rules: readonly DetectionRule[], measures: Measures): DetectionRule[] {
  return rules.filter(
    ({ when }) =>
      when.length > 0 &&
      when.every(({ measure, from, below }) => {
        const value = measures[measure];
        if (value === undefined || Number.isNaN(value)) return false;
        return value >= (from ?? Number.NEGATIVE_INFINITY) && value < (below ?? Number.POSITIVE_INFINITY);
      }),
  );
}

/** Rules for a clothing business to start from; shares are of 1, `priceRatio` is asked price over list price. */
export const retailRules: readonly DetectionRule[] = [
  {
    key: "price_typed_wrong_low",
    reason: "Price is a tenth of the list price or less: a decimal slip?",
    score: 0.9,
    when: [{ measure: "priceRatio", from: 0, below: 0.11 }],
  },
  {
    key: "price_typed_wrong_high",
    reason: "Price is nine times the list price or more: a decimal slip?",
    score: 0.9,
    when: [{ measure: "priceRatio", from: 9 }],
  },
  {
    key: "discount_beyond_limit",
    reason: "Discount above 60 % of the line",
    score: 0.8,
    when: [{ measure: "discountShare", from: 0.6 }],
  },
  {
    key: "refund_without_receipt",
    reason: "Refund without the receipt it belongs to",
    score: 0.7,
    when: [{ measure: "refundWithoutReceipt", from: 1 }],
  },
  {
    key: "void_after_payment",
    reason: "Receipt voided after it was paid in cash",
    score: 0.8,
    when: [{ measure: "voidAfterCash", from: 1 }],
  },
  {
    key: "count_far_off",
    reason: "Count misses more than a fifth of what should be there",
    score: 0.7,
    when: [
      { measure: "missingShare", from: 0.2 },
      { measure: "missingQty", from: 3 },
    ],
  },
];
