import { expect, it } from "vitest";
import { taxPacks } from "./tax-packs/index.ts";
import { taxSlabs } from "./tax-slabs.ts";

it("tells India's apparel slabs as prices with tax", () => {
  const rules = taxPacks["IN"]!;
  expect(taxSlabs(rules, { place: "IN-MH", taxClass: "apparel", on: "2026-01-10" })).toEqual([
    { uptoMinor: 262_500, ratePpm: 50_000 },
    { uptoMinor: null, ratePpm: 180_000 },
  ]);
});

it("is empty where the business is not registered", () => {
  expect(taxSlabs([], { place: "XX", taxClass: "apparel", on: "2026-01-10" })).toEqual([]);
});
