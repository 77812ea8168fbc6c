import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CostMethod, costStream } from "./cost-stream.ts";
import { type CostLayer, consumeLayers } from "./costing.ts";

describe("costStream", () => {
  it("costs FIFO issues from the oldest receipts and names them", () => {
    const stream = costStream("fifo");
    stream.receive(2, 200, "r1");
    stream.receive(2, 400, "r2");
    expect(stream.issue(3)).toEqual({
      valueMinor: 400,
      shortQty: 0,
      shortValueMinor: 0,
      consumed: [
        { layerId: "r1", qty: 2, valueMinor: 200 },
        { layerId: "r2", qty: 1, valueMinor: 200 },
      ],
    });
    expect(stream.onHand()).toMatchObject({ qty: 1, valueMinor: 200, layers: [{ id: "r2", remainingQty: 1 }] });
  });
  it("costs average issues from the pool", () => {
    const stream = costStream("moving_average");
    stream.receive(2, 200);
    stream.receive(2, 400);
    expect(stream.issue(3)).toMatchObject({ valueMinor: 450, shortQty: 0 });
    expect(stream.onHand()).toMatchObject({ qty: 1, valueMinor: 150 });
  });
  it.each<CostMethod>(["fifo", "moving_average"])(
    "%s: costs what goes beyond stock at the last known unit cost and reports it",
    (method) => {
      const stream = costStream(method);
      expect(stream.issue(2)).toMatchObject({ valueMinor: 0, shortQty: 2, shortValueMinor: 0 });
      stream.receive(4, 100);
      expect(stream.issue(6)).toMatchObject({ valueMinor: 150, shortQty: 2, shortValueMinor: 50 });
      expect(stream.onHand()).toEqual({ qty: 0, valueMinor: 0, layers: [] });
      expect(stream.issue(2)).toMatchObject({ valueMinor: 50, shortQty: 2 });
      stream.receive(1, 70);
      expect(stream.issue(1)).toMatchObject({ valueMinor: 70, shortQty: 0 });
    },
  );
  it("keeps its place through hundreds of used-up layers", () => {
    const stream = costStream("fifo");
    for (let i = 1; i <= 300; i++) {
      stream.receive(2, i * 10, `r${i}`);
      expect(stream.issue(i === 1 ? 1 : 2).valueMinor).toBe(i === 1 ? 5 : (i - 1) * 5 + i * 5);
    }
    expect(stream.onHand()).toMatchObject({ qty: 1, valueMinor: 1500, layers: [{ id: "r300" }] });
  });
  it("refuses receipts without units or with negative value", () => {
    for (const method of ["fifo", "moving_average"] as const) {
      expect(() => costStream(method).receive(0, 1)).toThrow(/positive quantity/);
      expect(() => costStream(method).receive(1, -1)).toThrow(/not negative/);
    }
  });

  const moves = fc.array(
    fc.record({
      isReceipt: fc.boolean(),
      qty: fc.integer({ min: 1, max: 20 }),
      value: fc.integer({ min: 0, max: 50_000 }),
    }),
    { maxLength: 300 },
  );
  it.each<CostMethod>(["fifo", "moving_average"])(
    "%s: value in = value out of stock + value on hand, at every step",
    (method) => {
      fc.assert(
        fc.property(moves, (history) => {
          const stream = costStream(method);
          let value = 0;
          let qty = 0;
          for (const move of history) {
            if (move.isReceipt) {
              stream.receive(move.qty, move.value);
              value += move.value;
              qty += move.qty;
            } else {
              const issued = stream.issue(move.qty);
              value -= issued.valueMinor - issued.shortValueMinor;
              qty -= move.qty - issued.shortQty;
            }
            expect(stream.onHand()).toMatchObject({ qty, valueMinor: value });
          }
        }),
        { numRuns: 100 },
      );
    },
  );
  it("FIFO agrees with consumeLayers over the whole list", () => {
    fc.assert(
      fc.property(moves, (history) => {
        const stream = costStream("fifo");
        const layers: CostLayer[] = [];
        history.forEach(({ isReceipt, qty, value }, i) => {
          if (isReceipt) {
            stream.receive(qty, value, String(i));
            layers.push({ id: String(i), qty, valueMinor: value, remainingQty: qty, remainingValueMinor: value });
            return;
          }
          const expected = consumeLayers(layers, qty);
          for (const part of expected.consumed) {
            const layer = layers.find(({ id }) => id === part.layerId)!;
            layer.remainingQty -= part.qty;
            layer.remainingValueMinor -= part.valueMinor;
          }
          expect(stream.issue(qty)).toMatchObject({ consumed: expected.consumed, shortQty: expected.shortQty });
        });
      }),
      { numRuns: 100 },
    );
  });
});
