import { describe, expect, it } from "vitest";
import { deadBands, snapBelowDeadBand } from "./dead-bands.ts";
import { calculateTax } from "./tax.ts";
import type { TaxDocument } from "./tax-document.ts";
import { taxPacks } from "./tax-packs/index.ts";
import { TaxDeadBandError } from "./tax-rule.ts";

const IN = taxPacks["IN"]!;

describe("deadBands", () => {
  it.each([
    ["apparel", "2025-09-22", 2_625_00, 2_950_00],
    ["apparel", "2025-09-21", 1_050_00, 1_120_00],
    ["footwear", "2025-09-22", 2_625_00, 2_950_00],
    ["footwear", "2025-09-21", 1_120_00, 1_180_00],
  ])("India, %s on %s: above %i up to %i paise", (taxClass, on, aboveMinor, uptoMinor) => {
    expect(deadBands(IN, taxClass, on)).toEqual([{ jurisdiction: "IN", aboveMinor, uptoMinor }]);
  });
  it("there are none where the rate does not depend on the price, or only the excess is taxed", () => {
    expect(deadBands(IN, "fabric", "2025-10-01")).toEqual([]);
    expect(deadBands(taxPacks["US-MA"]!, "apparel", "2025-10-01")).toEqual([]);
    expect(deadBands(taxPacks["GB"]!, "apparel", "2025-10-01")).toEqual([]);
  });
  it.each([
    ["IN", "IN-MH", "IN-MH", "apparel"],
    ["IN", "IN-MH", "IN-KA", "apparel"],
    ["US-NY", "US-NY-NYC", "US-NY-NYC", "apparel"],
  ])(
    "are exactly the prices that the engine finds no rate for: %s, %s to %s",
    (pack, sellerPlace, buyerPlace, taxClass) => {
      const rules = taxPacks[pack]!;
      const bands = deadBands(rules, taxClass, "2025-10-01").filter(({ jurisdiction }) =>
        buyerPlace.startsWith(jurisdiction),
      );
      const band = bands.at(-1)!;
      const hasRate = (unitPriceMinor: number) => {
        const document: TaxDocument = {
          lines: [{ lineId: "1", qty: 1, unitPriceMinor, taxClass }],
          priceMode: "inclusive",
          sellerPlace,
          buyerPlace,
          buyerTaxStatus: "unregistered",
          supplyOn: "2025-10-01",
          rounding: "line",
          deadBandPolicy: "refuse",
        };
        try {
          calculateTax(document, rules);
          return true;
        } catch (error) {
          if (error instanceof TaxDeadBandError) return false;
          throw error;
        }
      };
      for (let price = band.aboveMinor - 50; price <= band.uptoMinor + 50; price += 1) {
        expect([price, hasRate(price)]).toEqual([price, price <= band.aboveMinor || price > band.uptoMinor]);
      }
    },
  );
  it("no price in the band brings the seller more than the price below it", () => {
    const [band] = deadBands(IN, "apparel", "2025-10-01");
    const netAtTop = (band!.uptoMinor * 100) / 118;
    expect(netAtTop).toBeLessThanOrEqual((band!.aboveMinor * 100) / 105);
  });
});

describe("snapBelowDeadBand", () => {
  it("lowers only prices inside a band", () => {
    const bands = deadBands(IN, "apparel", "2025-10-01");
    expect([2_625_00, 2_625_01, 2_799_00, 2_950_00, 2_950_01].map((p) => snapBelowDeadBand(p, bands))).toEqual([
      2_625_00, 2_625_00, 2_625_00, 2_625_00, 2_950_01,
    ]);
  });
  it("goes on down through bands that touch", () => {
    const bands = [
      { jurisdiction: "X", aboveMinor: 100, uptoMinor: 120 },
      { jurisdiction: "Y", aboveMinor: 110, uptoMinor: 150 },
    ];
    expect(snapBelowDeadBand(140, bands)).toBe(100);
  });
});
