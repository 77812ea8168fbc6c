import { describe, expect, it } from "vitest";
import { isBusinessDate } from "../dates.ts";
import { calculateTax } from "../tax.ts";
import { taxPacks } from "./index.ts";

const all = Object.entries(taxPacks).flatMap(([pack, rules]) => rules.map((rule) => ({ pack, rule })));

describe("tax packs", () => {
  it("every row has a source, real dates and a whole rate", () => {
    for (const { rule } of all) {
      expect(rule.source.length).toBeGreaterThan(5);
      expect(isBusinessDate(rule.validFrom)).toBe(true);
      if (rule.validTo !== null) expect(isBusinessDate(rule.validTo) && rule.validTo >= rule.validFrom).toBe(true);
      expect(Number.isInteger(rule.ratePpm) && rule.ratePpm >= 0).toBe(true);
    }
  });
  it("what bears no tax says why", () => {
    for (const { rule } of all) {
      const frees = rule.ratePpm === 0 || rule.band.kind === "exempt_below" || rule.band.kind === "tax_excess_over";
      if (frees) expect(rule.reason).toMatch(/^[a-z0-9_]+$/);
    }
  });
  it.each([
    ["IN", "IN-MH", ["apparel", "clothing_child", "footwear", "fabric", "accessory", "standard"]],
    ["GB", "GB", ["apparel", "clothing_child", "footwear", "fabric", "accessory", "standard"]],
    ["IE", "IE", ["apparel", "clothing_child", "footwear", "fabric", "accessory", "standard"]],
    ["US", "US-NY-NYC", ["apparel", "clothing_child", "footwear", "fabric", "accessory", "standard"]],
    ["US", "US-NY-PUTNAM", ["apparel", "clothing_child", "footwear", "fabric", "accessory", "standard"]],
    ["US", "US-NY-ALBANY", ["apparel", "clothing_child", "footwear", "fabric", "accessory", "standard"]],
    ["US", "US-MA", ["apparel", "clothing_child", "footwear", "fabric", "accessory", "standard"]],
    ["US", "US-RI", ["apparel", "clothing_child", "footwear", "fabric", "accessory", "standard"]],
    ["US", "US-VT", ["apparel", "clothing_child", "footwear", "fabric", "accessory", "standard"]],
  ])("%s answers every class at every price in %s, on each day of a change of law", (pack, place, classes) => {
    const days = ["2025-09-21", "2025-09-22", "2022-01-01", "2021-12-31", "2024-02-29", "2024-03-01", "2026-11-21"];
    for (const supplyOn of days) {
      for (const taxClass of classes) {
        for (const unitPriceMinor of [0, 1, 109_99, 110_00, 1_000_00, 1_000_01, 2_500_00, 2_500_01, 90_000_00]) {
          const result = calculateTax(
            {
              lines: [{ lineId: "1", qty: 1, unitPriceMinor, taxClass }],
              priceMode: "exclusive",
              sellerPlace: place,
              buyerPlace: place,
              buyerTaxStatus: "unregistered",
              supplyOn,
              rounding: "line",
              deadBandPolicy: "refuse",
            },
            taxPacks[pack]!,
          );
          expect(result.components.length).toBeGreaterThan(0);
          expect(result.taxMinor).toBeLessThanOrEqual(Math.ceil(unitPriceMinor * 0.25));
        }
      }
    }
  });
});
