import { expect, it } from "vitest";
import { withLevel } from "./live-queries.ts";

const row = {
  skuId: "s",
  locationId: "l",
  onHandQty: 5,
  reservedQty: 1,
  availableQty: 4,
  version: 3,
  styleName: "Tee",
};
const level = { skuId: "s", locationId: "l", onHandQty: 9, reservedQty: 2, backorderedQty: 0, version: 4 };

it("takes a newer level into the row and keeps the rest", () => {
  expect(withLevel(row, level)).toEqual({ ...row, onHandQty: 9, reservedQty: 2, availableQty: 7, version: 4 });
});

it("leaves the row alone for an older level or another place", () => {
  expect(withLevel(row, { ...level, version: 3 })).toBe(row);
  expect(withLevel(row, { ...level, locationId: "m" })).toBe(row);
});
