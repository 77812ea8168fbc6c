import { expect, it } from "vitest";
import { orderGrid } from "./order-grid.ts";

const line = (skuId: string, colourCode: string, size: string, sizePosition: number, qty: number) =>
  ({
    skuId,
    styleId: "st",
    styleCode: "ST",
    styleName: "Tee",
    colourCode,
    colourName: colourCode,
    hex: "#000000",
    pictureUrl: null,
    size,
    sizePosition,
    qty,
    unitPriceMinor: 100,
  }) as Parameters<typeof orderGrid>[0][number];

it("lays lines out by colour and size and sums a SKU that stands twice", () => {
  const { styles, quantities } = orderGrid([
    line("n-l", "NAVY", "L", 3, 2),
    line("n-s", "NAVY", "S", 1, 1),
    line("e-s", "ECRU", "S", 1, 4),
    line("n-l", "NAVY", "L", 3, 5),
  ]);
  expect(styles).toHaveLength(1);
  expect(styles[0]?.sizes).toEqual(["S", "L"]);
  expect(styles[0]?.rows.map((row) => row.cells.map((cell) => cell?.skuId ?? null))).toEqual([
    ["n-s", "n-l"],
    ["e-s", null],
  ]);
  expect(quantities).toEqual({ "n-l": 7, "n-s": 1, "e-s": 4 });
});
