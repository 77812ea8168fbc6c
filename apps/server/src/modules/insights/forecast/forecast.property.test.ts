import fc from "fast-check";
import { describe, expect, it } from "vitest";
import work from "./forecast-worker.ts";
import { nextTasks } from "./next-tasks.ts";
import type { ChunkTask, FinishResult, ForecastResult, SeriesInput } from "./tasks.ts";

const HORIZON = 14;
const CUT_OFF = 20_000;

interface Row {
  level: string;
  nodeId: string | null;
  locationId: string | null;
  mean: number[];
  [bound: string]: unknown;
}

const pack = (pairs: readonly (readonly [number, number])[]): Uint8Array => {
  const bytes = new DataView(new ArrayBuffer(8 * pairs.length));
  pairs.forEach(([day, pieces], i) => {
    bytes.setInt32(8 * i, day);
    bytes.setInt32(8 * i + 4, pieces);
  });
  return new Uint8Array(bytes.buffer);
};

/** A style's trade: sales by SKU, place and day; some days after the cut-off too, which nobody may look at. */
const history = fc.record({
  styles: fc.integer({ min: 1, max: 2 }),
  colours: fc.integer({ min: 1, max: 2 }),
  sizes: fc.integer({ min: 1, max: 2 }),
  places: fc.integer({ min: 1, max: 2 }),
  days: fc.integer({ min: 30, max: 84 }),
  level: fc.constantFrom(0.1, 1, 6),
  seed: fc.integer({ min: 1, max: 1e6 }),
  soldOut: fc.boolean(),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

/** Pairs of (day, pieces), drawn by a small generator of its own. */
function draw(h: History, factor = 1, later = 0): SeriesInput[] {
  let state = h.seed;
  const uniform = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const out: SeriesInput[] = [];
  for (let style = 0; style < h.styles; style += 1)
    for (let colour = 0; colour < h.colours; colour += 1)
      for (let size = 0; size < h.sizes; size += 1)
        for (let place = 0; place < h.places; place += 1) {
          const demand: [number, number][] = [];
          for (let d = 0; d < h.days; d += 1) {
            const pieces = Math.floor(-Math.log(1 - uniform()) * h.level * (d % 7 > 4 ? 2 : 1));
            if (pieces > 0) demand.push([CUT_OFF - h.days + 1 + d, pieces * factor]);
          }
          if (demand.length === 0) demand.push([CUT_OFF - 1, factor]);
          for (let d = 1; d <= later; d += 1) demand.push([CUT_OFF + d, 1000 * d]);
          const stock: [number, number][] = [
            [CUT_OFF - h.days, 1],
            [CUT_OFF - 20, 500],
          ];
          for (let d = 1; d <= later; d += 1) stock.push([CUT_OFF + d, -300]);
          out.push({
            ...{
              skuId: `sku${style}${colour}${size}`,
              colourwayId: `colour${style}${colour}`,
              styleId: `style${style}`,
            },
            ...{ categoryId: `category${style % 2}`, locationId: `place${place}`, demand: pack(demand) },
            ...{ stock: h.soldOut ? pack(stock) : null, attributes: [style, place, size, 1] },
          });
        }
  return out;
}

async function forecast(series: SeriesInput[]): Promise<Row[]> {
  const settings = {
    ...{
      cutOffDay: CUT_OFF,
      horizon: HORIZON,
      seed: 1,
      method: "panel" as const,
      useDrivers: true,
      country: "IN",
      judgeEvery: 5,
    },
  };
  const task: ChunkTask = { stage: "chunk", settings, series, prices: {} };
  const results: ForecastResult[] = [await work(task, () => {})];
  for (let round = 1; ; round += 1) {
    const tasks = nextTasks(results, round);
    if (tasks.length === 0) break;
    for (const next of tasks) results.push(await work(next, () => {}));
  }
  const finished = results.filter((r): r is FinishResult => r.stage === "finish");
  return finished.flatMap((f) => f.rows.flatMap((text) => JSON.parse(text) as Row[]));
}

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));
const keyOf = (r: Row) => `${r.level} ${r.nodeId} ${r.locationId}`;

describe("Feature: garment-business-management, Property 19: Historical Data-Based Demand Forecasting", () => {
  it("forecasts are finite, of the asked length, nested by level, and add up through style, colour, size and place", async () => {
    await fc.assert(
      fc.asyncProperty(history, async (h) => {
        const rows = await forecast(draw(h));
        for (const row of rows) {
          for (const name of ["mean", "lower50", "upper50", "lower80", "upper80", "lower95", "upper95"]) {
            const values = row[name] as number[];
            expect(values).toHaveLength(HORIZON);
            expect(values.every((v) => Number.isFinite(v) && v >= 0)).toBe(true);
          }
          for (let i = 0; i < HORIZON; i += 1) {
            const at = (name: string) => (row[name] as number[])[i]!;
            const slack = 1e-4 * Math.max(1, at("upper95"));
            const rising = [at("lower95"), at("lower80"), at("lower50"), at("upper50"), at("upper80"), at("upper95")];
            rising.slice(1).forEach((v, k) => {
              expect(v).toBeGreaterThanOrEqual(rising[k]! - slack);
            });
          }
        }
        const all = rows.find((r) => r.level === "all" && r.locationId === null)!;
        for (const [level, placed] of [
          ["sku", true],
          ["sku", false],
          ["colourway", false],
          ["style", true],
          ["style", false],
          ["category", false],
        ] as const) {
          const parts = rows.filter((r) => r.level === level && (r.locationId !== null) === placed);
          for (let i = 0; i < HORIZON; i += 1) {
            const sum = parts.reduce((total, r) => total + r.mean[i]!, 0);
            expect(close(sum, all.mean[i]!), `${level} ${sum} ${all.mean[i]}`).toBe(true);
          }
        }
        const styles = rows.filter((r) => r.level === "style" && r.locationId === null);
        for (const style of styles) {
          const skus = rows.filter(
            (r) => r.level === "sku" && r.locationId === null && r.nodeId!.startsWith(`sku${style.nodeId!.slice(5)}`),
          );
          expect(
            close(
              skus.reduce((sum, r) => sum + r.mean[0]!, 0),
              style.mean[0]!,
            ),
          ).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  }, 240_000);

  it("only days up to the cut-off count, and scaling the history scales the forecast", async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 2, max: 9 }), async (h, factor) => {
        const plain = { ...h, soldOut: false };
        const [once, later] = [await forecast(draw(h)), await forecast(draw(h, 1, 9))];
        expect(later).toEqual(once);
        const base = new Map((h.soldOut ? await forecast(draw(plain)) : once).map((r) => [keyOf(r), r]));
        for (const row of await forecast(draw(plain, factor))) {
          row.mean.forEach((v, i) => {
            expect(Math.abs(v - factor * base.get(keyOf(row))!.mean[i]!)).toBeLessThanOrEqual(1e-5 * Math.max(1, v));
          });
        }
      }),
      { numRuns: 100 },
    );
  }, 400_000);
});
