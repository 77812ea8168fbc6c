import { decideApi } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import { createRng } from "@selvedge/learn";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../../platform/ids.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../../testing/open-test-tenant.ts";
import type { AnomalyKind } from "./anomaly-kinds.ts";
import { type AnomalyEvent, type DetectTask, detectEvents } from "./detect-events.ts";
import { openCases } from "./open-cases.ts";

let world: TestWorld;
let shop: TestTenant;

beforeAll(async () => {
  world = await openTestWorld();
  shop = await world.openTenant();
});
afterAll(() => world?.close());

type Measures = Record<string, number>;

/** An ordinary day of each kind of event, and a planted one. */
const days: Record<
  AnomalyKind,
  { usual: (r: ReturnType<typeof createRng>) => Measures; planted: Measures; key: () => string }
> = {
  price: {
    usual: (r) => ({ priceRatio: 1 - 0.3 * Math.max(0, r.uniform() - 0.7), price: 999, usualPrice: 999, pieces: 3 }),
    planted: { priceRatio: 0.1, price: 99.9, usualPrice: 999, pieces: 6 },
    key: () => `price/${newId()}/${newId()}/2026-03-01`,
  },
  discount: {
    usual: (r) => ({
      unexplainedShare: 0.04 * r.uniform(),
      unexplainedLines: r.below(2),
      unexplainedValue: 100 * r.uniform(),
      lines: 20,
    }),
    planted: { unexplainedShare: 0.4, unexplainedLines: 8, unexplainedValue: 4200, lines: 20 },
    key: () => `discount/${newId()}/2026-03-01`,
  },
  refund: {
    usual: (r) => ({
      returnedShare: r.uniform() < 0.2 ? 0.25 : 0,
      returnedPieces: r.below(2),
      boughtPieces: 4,
      returnedValue: 500,
    }),
    planted: { returnedShare: 0.92, returnedPieces: 22, boughtPieces: 24, returnedValue: 31_000 },
    key: () => `refund/${newId()}/2026-03`,
  },
  void: {
    usual: (r) => ({ voids: r.below(2), voidShare: 0.05 * r.uniform(), orders: 30, voidedValue: 900 }),
    planted: { voids: 11, voidShare: 0.45, orders: 24, voidedValue: 18_000 },
    key: () => `void/${newId()}/2026-03-01`,
  },
  stock: {
    usual: (r) => ({
      missingShare: 0.02 * r.uniform(),
      missingPieces: r.below(3),
      expectedPieces: 120,
      missingValue: 400,
    }),
    planted: { missingShare: 0.22, missingPieces: 26, expectedPieces: 118, missingValue: 11_000 },
    key: () => `stock/${newId()}/${newId()}`,
  },
  sales: {
    usual: (r) => ({
      surprise: r.normal(),
      ratio: Math.exp(0.3 * r.normal()),
      pieces: 8 + r.below(8),
      usualPieces: 10,
    }),
    planted: { surprise: 14, ratio: 9.2, pieces: 92, usualPieces: 9 },
    key: () => `sales/place/${newId()}/2026-03-01`,
  },
};

function taskOf(
  kind: AnomalyKind,
  seed: number,
  ordinary: number,
  planted: number,
): DetectTask & { plantedKeys: string[] } {
  const rng = createRng(seed);
  const at = (measures: Measures, i: number): AnomalyEvent => ({
    ...{ key: days[kind].key(), on: addDays("2026-01-01", i % 60), worthMinor: 100_000, measures },
  });
  const usual = Array.from({ length: ordinary }, (_, i) => at(days[kind].usual(rng), i));
  const odd = Array.from({ length: planted }, (_, i) => at(days[kind].planted, i));
  return {
    ...{ kind, events: [...usual, ...odd], raiseFrom: "2026-01-01", verdicts: [], raised: [], seed },
    plantedKeys: odd.map((e) => e.key),
  };
}

const aKind = fc.constantFrom<AnomalyKind>("price", "discount", "refund", "void", "stock", "sales");

test("Feature: garment-business-management, Property 23: Anomaly Detection and Alerting", async () => {
  await fc.assert(
    fc.asyncProperty(
      aKind,
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 1, max: 3 }),
      async (kind, seed, planted) => {
        const task = taskOf(kind, seed, 150, planted);
        const found = detectEvents(task);
        const flagged = new Set(found.flags.map((f) => f.event.key));
        // Planted ones are flagged, and far above the rate at which ordinary ones are.
        expect(task.plantedKeys.every((key) => flagged.has(key))).toBe(true);
        expect((flagged.size - planted) / 150).toBeLessThan(0.05);
        for (const { flag } of found.flags) {
          expect(flag.score).toBeGreaterThan(0);
          expect(flag.score).toBeLessThanOrEqual(1);
          expect(flag.reasons.length).toBeGreaterThan(0);
        }
        // The same event is alerted once: by the case's key, and by the keys known to the next run.
        expect(await shop.step((ctx) => openCases(ctx, null, found))).toBe(flagged.size);
        expect(await shop.step((ctx) => openCases(ctx, null, found))).toBe(0);
        expect(detectEvents({ ...task, raised: [...flagged] }).flags).toEqual([]);
        const [alerts] = await world.admin<{ events: number; cases: number }[]>`
        select count(*)::int as events, count(distinct entity_id)::int as cases from event e
        where e.tenant_id = ${shop.tenantId} and e.type = 'insights.anomaly_found' and e.after->>'key' = any(${[...flagged]}::text[])`;
        expect(alerts).toEqual({ events: flagged.size, cases: flagged.size });
        // Dismissed alerts teach: the threshold never falls by them, and rises past scores dismissed again and again.
        const scores = found.flags.map((f) => f.flag.score);
        const dismissed = scores.flatMap((score) =>
          Array.from({ length: 12 }, () => ({ score, verdict: "dismissed" as const })),
        );
        const taught = detectEvents({ ...task, verdicts: dismissed });
        expect(taught.threshold!).toBeGreaterThanOrEqual(found.threshold!);
        const below = scores.filter((score) => score < 0.95);
        expect(taught.flags.filter((f) => below.includes(f.flag.score))).toEqual([]);
        // What was confirmed is not unlearnt.
        const confirmed = detectEvents({
          ...task,
          verdicts: scores.map((score) => ({ score, verdict: "confirmed" as const })),
        });
        expect(confirmed.flags.length).toBeGreaterThanOrEqual(found.flags.length);
      },
    ),
    { numRuns: 100 },
  );
}, 240_000);

test("a case is taken up, noted, dismissed with a reason only, and taken up again", async () => {
  const task = taskOf("refund", 3, 100, 1);
  await shop.step((ctx) => openCases(ctx, null, detectEvents(task)));
  const { items } = await shop.run(decideApi.listAnomalies, { kind: "refund", sort: "worst" });
  const id = items[0]!.id;
  await expect(shop.run(decideApi.changeAnomaly, { id })).rejects.toMatchObject({ code: "validation_failed" });
  await shop.run(decideApi.changeAnomaly, { id, status: "investigating", note: "Asked the shop" });
  await expect(shop.run(decideApi.changeAnomaly, { id, status: "dismissed" })).rejects.toMatchObject({
    fields: [{ path: "reason", message: expect.any(String) }],
  });
  await expect(shop.run(decideApi.changeAnomaly, { id, assigneeId: newId() })).rejects.toMatchObject({
    code: "validation_failed",
  });
  await shop.run(decideApi.changeAnomaly, { id, status: "dismissed", reason: "A stylist who returns fittings" });
  await expect(shop.run(decideApi.changeAnomaly, { id, status: "confirmed" })).rejects.toMatchObject({
    code: "wrong_state",
  });
  const found = await shop.run(decideApi.getAnomaly, { id });
  expect(found).toMatchObject({ status: "dismissed", reason: "A stylist who returns fittings" });
  expect(found.notes.map((n) => n.toStatus)).toEqual(["investigating", "dismissed"]);
  await shop.run(decideApi.changeAnomaly, { id, status: "investigating" });
  expect(await shop.run(decideApi.getAnomaly, { id })).toMatchObject({
    status: "investigating",
    reason: null,
    decidedAt: null,
  });
});
