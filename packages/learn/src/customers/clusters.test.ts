import { describe, expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { clusterByDensity, NOISE, suggestRadius } from "./dbscan.ts";
import golden from "./fixtures/clusters.json" with { type: "json" };
import { assignClusters, fitKMeans } from "./kmeans.ts";
import { applyScaling, fitScaling } from "./points.ts";
import { calculateSilhouette, chooseClusterCount } from "./silhouette.ts";

const blobs = { values: Float64Array.from(golden.blobs), dimensions: 2 };
const moons = { values: Float64Array.from(golden.moons), dimensions: 2 };
const unwrap = <T>(outcome: { ok: true; value: T } | { ok: false; detail: string }): T => {
  if (!outcome.ok) throw new Error(outcome.detail);
  return outcome.value;
};

describe("k-means", () => {
  it("reaches scikit-learn's inertia and silhouette", () => {
    const model = unwrap(fitKMeans(blobs, 4, createRng(1)));
    expect(model.inertia).toBeCloseTo(golden.inertia, 6);
    const silhouette = unwrap(calculateSilhouette(blobs, assignClusters(model, blobs), createRng(2)));
    expect(silhouette).toBeCloseTo(golden.silhouette, 9);
  });

  it("has no more clusters than different points", () => {
    const model = unwrap(fitKMeans({ values: Float64Array.of(1, 1, 5), dimensions: 1 }, 7, createRng(1)));
    expect(model.clusters).toBe(2);
    expect(model.inertia).toBe(0);
    expect(unwrap(fitKMeans({ values: new Float64Array(6).fill(3), dimensions: 2 }, 3, createRng(1))).clusters).toBe(1);
  });

  it("refuses points that are not numbers", () => {
    const bad = { values: Float64Array.of(1, Number.NaN), dimensions: 1 };
    expect(fitKMeans(bad, 2, createRng(1))).toMatchObject({ ok: false, reason: "not_finite" });
    expect(fitKMeans({ values: new Float64Array(0), dimensions: 2 }, 2, createRng(1))).toMatchObject({
      reason: "empty",
    });
    expect(fitKMeans(blobs, 0, createRng(1))).toMatchObject({ reason: "out_of_range" });
  });

  it("puts a split of a crowd and a few giants last", () => {
    const rng = createRng(5);
    const values = Float64Array.from({ length: 400 }, (_, i) => (i < 2 ? 1e4 : (i % 2 ? 10 : 0) + rng.normal()));
    const trials = unwrap(chooseClusterCount({ values, dimensions: 1 }, [2, 3], createRng(1)));
    expect(trials[0]!.smallestShare < 0.02 && trials.some((trial) => trial.smallestShare >= 0.02)).toBe(false);
    const constant = { values: new Float64Array(50).fill(1), dimensions: 1 };
    expect(chooseClusterCount(constant, [2, 3], createRng(1))).toMatchObject({
      ok: false,
      reason: "no_feasible_choice",
    });
  });
});

describe("density clusters", () => {
  it("equal scikit-learn's on two moons", () => {
    const labels = unwrap(clusterByDensity(moons, 0.2, 5));
    const pairs = new Set(Array.from(labels, (label, i) => `${label}:${golden.dbscan[i]}`));
    // The same partition, whatever the numbers of the clusters; border points may belong to either neighbour.
    expect(pairs.size).toBe(new Set(golden.dbscan).size);
    expect(Array.from(labels, (label) => label === NOISE)).toEqual(golden.dbscan.map((label) => label === -1));
  });

  it("are found with the suggested radius, and extremes stay noise", () => {
    const values = Float64Array.from([...golden.blobs, 500, 500]);
    const points = { values, dimensions: 2 };
    const labels = unwrap(clusterByDensity(points, unwrap(suggestRadius(points, 4)), 4));
    expect(labels[120]).toBe(NOISE);
    expect(labels.filter((label) => label >= 0).length).toBeGreaterThan(100);
    expect(suggestRadius({ values: new Float64Array(8), dimensions: 1 }, 3)).toMatchObject({ reason: "constant" });
  });
});

describe("scaling", () => {
  it("leaves a constant column finite", () => {
    const points = { values: Float64Array.of(1, 7, 3, 7), dimensions: 2 };
    expect(Array.from(applyScaling(points, fitScaling(points)).values)).toEqual([-1, 0, 1, 0]);
  });
});
