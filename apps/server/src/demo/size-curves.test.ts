import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { catalogApi, forecastApi, inventoryApi, learningApi } from "@selvedge/contract";
import { afterAll, expect, it } from "vitest";
import { operations, signUp } from "../modules/index.ts";
import { aJob } from "../modules/insights/testing/work-jobs.ts";
import { workRun } from "../modules/insights/training/work-run.ts";
import { openFiles } from "../platform/files.ts";
import type { Operation } from "../platform/runner.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../testing/open-test-tenant.ts";
import { makeDemo } from "./make-demo.ts";
import { kindFacts, sizesOf, styles } from "./range.ts";
import { demoTruth } from "./truth.ts";

const endsOn = "2026-03-31";
const dataDir = mkdtempSync(path.join(tmpdir(), "selvedge-curves-"));
let world: TestWorld;
afterAll(async () => {
  await world?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

it("finds the planted size curves again, tilted as each shop's customers are", async () => {
  openFiles(dataDir);
  world = await openTestWorld({ now: () => new Date("2026-04-01T06:30:00Z") });
  const program = { operations, signUp: signUp as unknown as Operation };
  const made = await makeDemo(world.runtime, program, { slug: "demo", endsOn, scale: 0.4, seed: 11, tell: () => {} });
  const shop = onTenant(made.tenantId);
  const { items: runs } = await shop.run(learningApi.listLearningRuns, { kind: "size_curves" });
  await workRun(aJob(shop), { runId: runs[0]!.id });
  const { items: places } = await shop.run(inventoryApi.listLocations, { includeVirtual: false });
  const truth = demoTruth(endsOn);
  const gaps: number[] = [];
  const evenGaps: number[] = [];
  for (const place of ["bandra", "pune"] as const) {
    const locationId = places.find((p) => p.name.toLowerCase().includes(place))!.id;
    for (const style of styles) {
      const curve = truth.sizeCurves[kindFacts[style.kind].scale]!;
      if (Object.keys(curve).length < 2) continue;
      const found = (await shop.run(catalogApi.listStyles, { q: style.code, limit: 10 })).items.find(
        (s) => s.code === style.code,
      )!;
      const learnt = await shop.run(forecastApi.getSizeCurve, { styleId: found.id, locationId });
      // The style's own sizes; a scale may hold more than its curve does.
      const sizes = sizesOf(style);
      const shares = normed(sizes.map((size) => learnt.sizes.find((s) => s.size === size)?.share ?? 0));
      const tilt = truth.sizeTilts[place];
      const planted = normed(sizes.map((size, i) => curve[size]! * Math.exp(tilt * (i - (sizes.length - 1) / 2))));
      const gap = (shareOf: (i: number) => number) =>
        planted.reduce((sum, share, i) => sum + Math.abs(share - shareOf(i)), 0) / planted.length;
      gaps.push(gap((i) => shares[i]!));
      evenGaps.push(gap(() => 1 / planted.length));
    }
  }
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  // Within three hundredths of each size's share; even shares are off by twice that and more.
  expect(mean(gaps), "mean gap of a share").toBeLessThan(0.03);
  expect(mean(evenGaps)).toBeGreaterThan(0.05);
}, 240_000);

function normed(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
}

function onTenant(tenantId: string): TestTenant {
  const call = {
    tenantId,
    actor: { type: "system" as const, id: null, permissions: new Set(["*"]) },
    requestId: "test",
  };
  return {
    runtime: world.runtime,
    tenantId,
    run: (door, input) => {
      const operation = "execute" in door ? door : operations.find((o) => o.endpoint.name === door.name);
      return (operation as Operation).execute(world.runtime, call, input) as never;
    },
    step: () => Promise.reject(new Error("not used here")),
  };
}
