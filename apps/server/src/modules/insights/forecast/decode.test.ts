import { expect, it } from "vitest";
import { decodeSeries } from "./decode.ts";
import type { SeriesInput } from "./tasks.ts";

const CUT_OFF = 20_000;

const pack = (pairs: readonly (readonly [number, number])[]): Uint8Array => {
  const bytes = new DataView(new ArrayBuffer(8 * pairs.length));
  pairs.forEach(([day, pieces], i) => {
    bytes.setInt32(8 * i, day);
    bytes.setInt32(8 * i + 4, pieces);
  });
  return new Uint8Array(bytes.buffer);
};
const input = (demand: [number, number][], stock: [number, number][] | null): SeriesInput => ({
  ...{ skuId: "sku", colourwayId: "colour", styleId: "style", categoryId: null, locationId: "place" },
  ...{ demand: pack(demand), stock: stock && pack(stock), attributes: [] },
});
const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;

it("takes one great order on the newest day for a month's demand, not for each day's", () => {
  const unknown = decodeSeries(input([[CUT_OFF, 80_995]], null), CUT_OFF)!;
  expect(unknown.demand).toHaveLength(28);
  expect(mean(unknown.demand)).toBeCloseTo(80_995 / 28, 6);
});

it("takes what the ledger shows to have come this week for a week's demand", () => {
  const known = decodeSeries(input([[CUT_OFF, 14]], [[CUT_OFF - 30, 500]]), CUT_OFF)!;
  expect(known.demand).toHaveLength(7);
  expect(mean(known.demand)).toBeCloseTo(2, 6);
});

it("leaves longer histories as they are, and reads nothing past the cut-off", () => {
  const demand: [number, number][] = [
    [CUT_OFF - 99, 3],
    [CUT_OFF, 1],
    [CUT_OFF + 1, 1000],
  ];
  const decoded = decodeSeries(input(demand, null), CUT_OFF)!;
  expect([decoded.demand.length, decoded.demand[0], decoded.demand.at(-1)]).toEqual([100, 3, 1]);
  expect(decodeSeries(input([[CUT_OFF + 1, 5]], null), CUT_OFF)).toBe(null);
});
