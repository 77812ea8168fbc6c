import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyConsumption, type CostLayer, type CostPool, consumeLayers, consumePool, poolReceipt } from "./costing.ts";

const layer = (id: string, qty: number, valueMinor: number): CostLayer => ({
  id,
  qty,
  valueMinor,
  remainingQty: qty,
  remainingValueMinor: valueMinor,
});
const apply = (layers: CostLayer[], qty: number) => {
  const taken = consumeLayers(layers, qty);
  const byId = new Map(taken.consumed.map((part) => [part.layerId, part]));
  return { taken, layers: layers.map((l) => (byId.has(l.id) ? applyConsumption(l, byId.get(l.id)!) : l)) };
};

describe("FIFO layers", () => {
  it("give the oldest units first", () => {
    const { consumed, valueMinor, shortQty } = consumeLayers([layer("a", 3, 300), layer("b", 5, 1000)], 4);
    expect(consumed).toEqual([
      { layerId: "a", qty: 3, valueMinor: 300 },
      { layerId: "b", qty: 1, valueMinor: 200 },
    ]);
    expect([valueMinor, shortQty]).toEqual([500, 0]);
  });
  it("say how many units they could not give", () => {
    expect(consumeLayers([layer("a", 3, 300)], 5)).toMatchObject({ valueMinor: 300, shortQty: 2 });
    expect(consumeLayers([], 5)).toEqual({ consumed: [], valueMinor: 0, shortQty: 5 });
    expect(consumeLayers([layer("a", 3, 300)], 0)).toEqual({ consumed: [], valueMinor: 0, shortQty: 0 });
  });
  it("give 3 units of 1.00 as 33, 34 and 33 paise, in whatever steps", () => {
    let layers = [layer("a", 3, 100)];
    const values = [1, 1, 1].map((qty) => {
      const step = apply(layers, qty);
      layers = step.layers;
      return step.taken.valueMinor;
    });
    expect(values).toEqual([33, 34, 33]);
    expect(layers[0]).toMatchObject({ remainingQty: 0, remainingValueMinor: 0 });
    expect(consumeLayers([layer("a", 3, 100)], 2).valueMinor).toBe(67);
  });
  it("share cost that landed later over the units that were left", () => {
    const revalued = { ...layer("a", 4, 400), remainingQty: 2, remainingValueMinor: 301 };
    const first = apply([revalued], 1);
    expect(first.taken.valueMinor).toBe(151);
    expect(consumeLayers(first.layers, 1).valueMinor).toBe(150);
  });
  it("refuse a fraction or a negative quantity, and to give more than they hold", () => {
    expect(() => consumeLayers([layer("a", 3, 300)], 1.5)).toThrow(/whole number/);
    expect(() => consumeLayers([layer("a", 3, 300)], -1)).toThrow(/whole number/);
    expect(() => applyConsumption(layer("a", 3, 300), { layerId: "a", qty: 4, valueMinor: 1 })).toThrow(/holds/);
  });

  const receipts = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 1_000_000 })), {
    minLength: 1,
    maxLength: 8,
  });
  const issues = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 });
  it("lose no minor unit, and cost the same in one taking as in many", () => {
    fc.assert(
      fc.property(receipts, issues, (received, issued) => {
        const start = received.map(([qty, value], i) => layer(String(i), qty, value));
        const total = received.reduce((sum, [, value]) => sum + value, 0);
        let layers = start;
        let valueMinor = 0;
        let short = 0;
        for (const qty of issued) {
          const step = apply(layers, qty);
          layers = step.layers;
          valueMinor += step.taken.valueMinor;
          short += step.taken.shortQty;
          for (const l of layers) {
            expect(l.remainingValueMinor).toBeGreaterThanOrEqual(0);
            if (l.remainingQty === 0) expect(l.remainingValueMinor).toBe(0);
          }
        }
        expect(valueMinor + layers.reduce((sum, l) => sum + l.remainingValueMinor, 0)).toBe(total);
        const asked = issued.reduce((a, b) => a + b, 0);
        const atOnce = consumeLayers(start, asked);
        expect([atOnce.valueMinor, atOnce.shortQty]).toEqual([valueMinor, short]);
      }),
      { numRuns: 300 },
    );
  });
});

describe("moving average pool", () => {
  it("gives units at the average of what is held", () => {
    const pool = poolReceipt(poolReceipt(null, 10, 1000), 10, 2000);
    const taken = consumePool(pool, 5);
    expect(taken).toEqual({ pool: { qty: 15, valueMinor: 2250 }, valueMinor: 750, shortQty: 0 });
    expect(consumePool(null, 3)).toEqual({ pool: { qty: 0, valueMinor: 0 }, valueMinor: 0, shortQty: 3 });
  });
  it("loses no minor unit: the last unit takes what is left", () => {
    const move = fc.oneof(
      fc.record({ in: fc.integer({ min: 1, max: 30 }), value: fc.integer({ min: 0, max: 99_999 }) }),
      fc.record({ out: fc.integer({ min: 1, max: 30 }) }),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        let pool: CostPool | null = null;
        let received = 0;
        let issued = 0;
        for (const m of moves) {
          if ("in" in m) {
            pool = poolReceipt(pool, m.in, m.value);
            received += m.value;
          } else {
            const taken = consumePool(pool, m.out);
            pool = taken.pool;
            issued += taken.valueMinor;
            if (pool.qty === 0) expect(pool.valueMinor).toBe(0);
          }
          expect(issued + (pool?.valueMinor ?? 0)).toBe(received);
        }
      }),
      { numRuns: 300 },
    );
  });
});
