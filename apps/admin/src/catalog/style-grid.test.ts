import { expect, it } from "vitest";
import { gridStyleOf } from "./style-grid.ts";

const sku = (id: string, size: string, status: "active" | "archived" = "active") => ({
  id,
  code: id,
  size,
  sizePosition: 0,
  gtin: null,
  taxClass: null,
  reorderPoint: null,
  version: 1,
  status,
});
const colourway = (id: string, skus: ReturnType<typeof sku>[], status: "active" | "archived" = "active") => ({
  id,
  code: id,
  name: id,
  hex: "#000000",
  family: null,
  pictureUrl: null,
  status,
  version: 1,
  skus,
});

const style = {
  id: "st",
  code: "ST",
  name: "Tee",
  description: null,
  kind: "goods" as const,
  brand: null,
  gender: null,
  category: null,
  season: null,
  sizeScale: { id: "sc", code: "A", name: "Alpha", sizes: ["XS", "S", "M", "L"] },
  hsnCode: null,
  taxClass: "apparel",
  fabric: null,
  originCountry: null,
  status: "active" as const,
  version: 1,
  colourways: [
    colourway("navy", [sku("n-l", "L"), sku("n-s", "S"), sku("n-one", "One")]),
    colourway("ecru", [sku("e-s", "S"), sku("e-m", "M", "archived")]),
    colourway("old", [sku("o-xs", "XS")], "archived"),
  ],
};

it("keeps the scale's order, leaves archived ones out and marks what is not made", () => {
  const grid = gridStyleOf(style, { availableQty: (id) => (id === "n-s" ? 7 : undefined) });
  expect(grid.sizes).toEqual(["S", "L", "One"]);
  expect(grid.rows.map((row) => row.cells.map((cell) => cell?.skuId ?? null))).toEqual([
    ["n-s", "n-l", "n-one"],
    ["e-s", null, null],
  ]);
  expect(grid.rows[0]?.cells[0]?.availableQty).toBe(7);
});

it("carries the learnt size curve; a size it does not know counts as the least known", () => {
  const shares = [
    { size: "S", share: 0.2 },
    { size: "M", share: 0.5 },
    { size: "L", share: 0.3 },
  ];
  expect(gridStyleOf(style, { shares }).curve).toEqual([0.2, 0.3, 0.2]);
  expect(gridStyleOf(style).curve).toBeUndefined();
});
