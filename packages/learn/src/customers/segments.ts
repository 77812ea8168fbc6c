import { accept, type Outcome, refuse } from "../outcome.ts";
import { type CustomerActivity, type RfmModel, scoreRfm } from "./rfm.ts";

/** A condition on one measure: at least `from` and below `below`, each where given. */
export type SegmentCondition = { measure: string; from?: number; below?: number };

/** A named segment: who belongs (all conditions), and what to do with them. */
export type SegmentRule = { segment: string; name: string; action: string; when: readonly SegmentCondition[] };

/** Rules in order, the first that matches wins; whoever matches none is in `otherwise`, so nobody is left out or counted twice. */
export type Segmentation = {
  key: string;
  rules: readonly SegmentRule[];
  otherwise: Omit<SegmentRule, "when">;
};

/** Measures of one customer by name. */
export type CustomerMeasures = { customerId: string; measures: Readonly<Record<string, number>> };

function isMet(condition: SegmentCondition, measures: Readonly<Record<string, number>>): boolean {
  const value = measures[condition.measure];
  // A measure that is absent or not a number meets no condition: such customers fall through to `otherwise`.
  if (value === undefined || Number.isNaN(value)) return false;
  return value >= (condition.from ?? Number.NEGATIVE_INFINITY) && value < (condition.below ?? Number.POSITIVE_INFINITY);
}

/** Segment of one customer: a function of the rules and that customer's measures alone. */
export function findSegment(segmentation: Segmentation, measures: Readonly<Record<string, number>>): string {
  const rule = segmentation.rules.find((candidate) => candidate.when.every((condition) => isMet(condition, measures)));
  return (rule ?? segmentation.otherwise).segment;
}

/** Segment by customer id. Refuses a customer who is listed twice, since two sets of measures could disagree. */
export function assignSegments(
  segmentation: Segmentation,
  customers: readonly CustomerMeasures[],
): Outcome<Map<string, string>> {
  const segments = new Map<string, string>();
  for (const { customerId, measures } of customers) {
    if (segments.has(customerId)) return refuse("out_of_range", `customer ${customerId} is listed twice`);
    segments.set(customerId, findSegment(segmentation, measures));
  }
  return accept(segments);
}

/** Measures of the built-in segmentation: the three scores plus the raw purchase count. */
export function measureRfm(model: RfmModel, customer: CustomerActivity): CustomerMeasures {
  const scores = scoreRfm(model, customer);
  return { customerId: customer.customerId, measures: { ...scores, purchases: customer.frequency } };
}

/** Built-in segmentation on RFM scores of five levels. Segment keys stay the same over time, so that history can be compared. */
export const rfmSegmentation: Segmentation = {
  key: "rfm",
  rules: [
    {
      ...{ segment: "new", name: "New", action: "Welcome them; offer the piece that completes the first purchase." },
      when: [
        { measure: "purchases", below: 2 },
        { measure: "recency", from: 4 },
      ],
    },
    {
      ...{
        segment: "champions",
        name: "Champions",
        action: "Show new arrivals first; ask for reviews; no discount needed.",
      },
      when: [
        { measure: "recency", from: 4 },
        { measure: "frequency", from: 4 },
        { measure: "monetary", from: 4 },
      ],
    },
    {
      ...{ segment: "loyal", name: "Loyal", action: "Reward with points or early access; recommend higher lines." },
      when: [
        { measure: "recency", from: 3 },
        { measure: "frequency", from: 4 },
      ],
    },
    {
      ...{
        segment: "big_spenders",
        name: "Big spenders",
        action: "Personal contact; complete looks; keep sizes in stock.",
      },
      when: [
        { measure: "recency", from: 3 },
        { measure: "monetary", from: 4 },
      ],
    },
    {
      ...{ segment: "promising", name: "Promising", action: "Invite to a second category; remind of items viewed." },
      when: [{ measure: "recency", from: 4 }],
    },
    {
      ...{ segment: "cannot_lose", name: "Cannot lose", action: "Call or write in person; find out what went wrong." },
      when: [
        { measure: "recency", below: 3 },
        { measure: "frequency", from: 4 },
        { measure: "monetary", from: 4 },
      ],
    },
    {
      ...{ segment: "at_risk", name: "At risk", action: "Win back with what they used to buy, in their size." },
      when: [
        { measure: "recency", below: 3 },
        { measure: "frequency", from: 3 },
      ],
    },
    {
      ...{ segment: "need_attention", name: "Need attention", action: "A timely offer on the season's basics." },
      when: [{ measure: "recency", from: 3 }],
    },
    {
      ...{ segment: "hibernating", name: "Hibernating", action: "One reminder at the season's start; nothing costly." },
      when: [{ measure: "recency", from: 2 }],
    },
  ],
  otherwise: { segment: "lost", name: "Lost", action: "Leave out of paid campaigns; keep on the sale announcement." },
};
