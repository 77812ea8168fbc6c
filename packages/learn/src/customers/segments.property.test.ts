import fc from "fast-check";
import { expect, it } from "vitest";
import { type CustomerActivity, fitRfm } from "./rfm.ts";
import { assignSegments, measureRfm, rfmSegmentation, type Segmentation } from "./segments.ts";

const activity = (id: number) =>
  fc.record<CustomerActivity>({
    customerId: fc.constant(`customer-${id}`),
    recencyDays: fc.integer({ min: 0, max: 700 }),
    frequency: fc.integer({ min: 1, max: 40 }),
    monetaryMinor: fc.integer({ min: 0, max: 5_000_000 }),
  });

const population = fc
  .integer({ min: 1, max: 40 })
  .chain((size) => fc.tuple(...Array.from({ length: size }, (_, i) => activity(i))));
const condition = fc.record(
  {
    measure: fc.constantFrom("recency", "frequency", "monetary", "purchases"),
    from: fc.integer({ min: 0, max: 6 }),
    below: fc.integer({ min: 1, max: 7 }),
  },
  { requiredKeys: ["measure"] },
);

const segmentation = fc.oneof(
  fc.constant(rfmSegmentation),
  fc.array(fc.array(condition, { maxLength: 3 }), { maxLength: 6 }).map<Segmentation>((rules) => ({
    key: "generated",
    rules: rules.map((when, i) => ({ segment: `s${i}`, name: `S${i}`, action: "", when })),
    otherwise: { segment: "rest", name: "Rest", action: "" },
  })),
);

it("Feature: garment-business-management, Property 13: Automatic Customer Segmentation", () => {
  fc.assert(
    fc.property(
      population,
      segmentation,
      fc.integer({ min: 0, max: 39 }),
      fc.integer(),
      (customers, rules, buyer, turn) => {
        const model = fitRfm(customers);
        if (!model.ok) throw new Error(model.detail);
        const measured = customers.map((customer) => measureRfm(model.value, customer));
        const assigned = assignSegments(rules, measured);
        if (!assigned.ok) throw new Error(assigned.detail);
        // Exactly one segment each, and one that exists.
        expect(assigned.value.size).toBe(customers.length);
        const known = new Set([...rules.rules.map((rule) => rule.segment), rules.otherwise.segment]);
        for (const { customerId, measures } of measured) {
          const segment = assigned.value.get(customerId)!;
          expect(known.has(segment)).toBe(true);
          // Membership is what the rules say: the first whose every bound holds, written out anew here.
          const holds = rules.rules.filter((rule) =>
            rule.when.every(
              (c) => !(measures[c.measure]! < (c.from ?? -1e99)) && !(measures[c.measure]! >= (c.below ?? 1e99)),
            ),
          );
          expect(segment).toBe(holds.length > 0 ? holds[0]!.segment : rules.otherwise.segment);
        }
        // Again, and in another order (borders included): the same.
        const turned = customers
          .map((_, i) => customers[(i + (Math.abs(turn) % customers.length)) % customers.length]!)
          .reverse();
        const again = fitRfm(turned);
        expect(again).toEqual(model);
        const reassigned = assignSegments(
          rules,
          turned.map((customer) => measureRfm(model.value, customer)),
        );
        expect(reassigned.ok && Object.fromEntries(reassigned.value)).toEqual(Object.fromEntries(assigned.value));
        // A purchase moves the buyer by the rules and nobody else.
        const at = buyer % customers.length;
        const bought = customers.map((c, i) =>
          i === at ? { ...c, recencyDays: 0, frequency: c.frequency + 1, monetaryMinor: c.monetaryMinor + 10_000 } : c,
        );
        const after = assignSegments(
          rules,
          bought.map((customer) => measureRfm(model.value, customer)),
        );
        if (!after.ok) throw new Error(after.detail);
        for (const [i, { customerId }] of customers.entries())
          if (i !== at) expect(after.value.get(customerId)).toBe(assigned.value.get(customerId));
        if (rules === rfmSegmentation && bought[at]!.frequency > 1)
          expect(["champions", "loyal", "big_spenders", "promising"]).toContain(
            after.value.get(customers[at]!.customerId),
          );
      },
    ),
    { numRuns: 200 },
  );
});

it("a customer listed twice is refused, a measure that is missing meets no condition", () => {
  const twice = { customerId: "a", measures: {} };
  expect(assignSegments(rfmSegmentation, [twice, twice])).toMatchObject({ ok: false, reason: "out_of_range" });
  const alone = assignSegments(rfmSegmentation, [{ customerId: "a", measures: { recency: Number.NaN } }]);
  expect(alone.ok && alone.value.get("a")).toBe("lost");
});
