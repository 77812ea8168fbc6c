import fc from "fast-check";
import { expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { assignClusters, fitKMeans } from "./kmeans.ts";
import { type CustomerActivity, fitRfm, scoreRfm } from "./rfm.ts";

const activity = fc.record<CustomerActivity>({
  customerId: fc.uuid(),
  recencyDays: fc.integer({ min: 0, max: 900 }),
  frequency: fc.integer({ min: 1, max: 60 }),
  monetaryMinor: fc.integer({ min: 0, max: 90_000_000 }),
});

it("Feature: garment-business-management, Property 21: Behavioural Customer Segmentation", () => {
  fc.assert(
    fc.property(
      fc.array(activity, { minLength: 1, maxLength: 60 }),
      activity,
      fc.record({ sooner: fc.nat(300), more: fc.nat(30), money: fc.nat(9_000_000) }),
      fc.integer(),
      fc.integer({ min: 2, max: 5 }),
      (customers, someone, better, seed, clusters) => {
        const fitted = fitRfm(customers);
        if (!fitted.ok) throw new Error(fitted.detail);
        // More recent, more often, more money: no score falls, and each depends on its own measure only.
        const before = scoreRfm(fitted.value, someone);
        const improved = {
          recencyDays: Math.max(0, someone.recencyDays - better.sooner),
          frequency: someone.frequency + better.more,
          monetaryMinor: someone.monetaryMinor + better.money,
        };
        const after = scoreRfm(fitted.value, improved);
        for (const key of ["recency", "frequency", "monetary"] as const) {
          expect(after[key]).toBeGreaterThanOrEqual(before[key]);
          expect(before[key] >= 1 && before[key] <= 5).toBe(true);
        }
        const freshest = scoreRfm(fitted.value, { ...someone, recencyDays: 0 });
        expect(freshest).toEqual({ ...before, recency: 5 });

        // Planted clusters, far apart compared with their spread, are found again whole.
        const rng = createRng(seed);
        const perCluster = 12;
        const values = new Float64Array(clusters * perCluster * 2);
        for (let i = 0; i < clusters * perCluster; i++) {
          const c = Math.floor(i / perCluster);
          values[2 * i] = 30 * c + rng.normal();
          values[2 * i + 1] = 30 * ((c * 7) % 5) + rng.normal();
        }
        const points = { values, dimensions: 2 };
        const model = fitKMeans(points, clusters, createRng(seed));
        const repeat = fitKMeans(points, clusters, createRng(seed));
        if (!model.ok) throw new Error(model.detail);
        expect(repeat).toEqual(model);
        const labels = assignClusters(model.value, points);
        const names = Array.from({ length: clusters }, (_, c) => labels[c * perCluster]!);
        expect(new Set(names).size).toBe(clusters);
        for (let i = 0; i < labels.length; i++) {
          expect(labels[i]).toBe(names[Math.floor(i / perCluster)]);
          const gaps = Array.from({ length: clusters }, (_, c) =>
            Math.hypot(
              values[2 * i]! - model.value.centroids[2 * c]!,
              values[2 * i + 1]! - model.value.centroids[2 * c + 1]!,
            ),
          );
          expect(gaps[labels[i]!]!).toBeLessThanOrEqual(Math.min(...gaps) + 1e-12);
        }
      },
    ),
    { numRuns: 150 },
  );
});

it("a population that cannot be scored is refused", () => {
  expect(fitRfm([])).toMatchObject({ ok: false, reason: "empty" });
  const bad = { customerId: "a", recencyDays: Number.NaN, frequency: 1, monetaryMinor: 1 };
  expect(fitRfm([bad])).toMatchObject({ ok: false, reason: "not_finite" });
});
