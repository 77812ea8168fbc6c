import { describe, expect, it } from "vitest";
import { calculateTax } from "./tax.ts";
import type { TaxDocument, TaxLineInput } from "./tax-document.ts";
import { taxPacks } from "./tax-packs/index.ts";
import type { TaxRule } from "./tax-rule.ts";

const US = taxPacks["US"]!;
const GB = taxPacks["GB"]!;
const IE = taxPacks["IE"]!;

type Extra = Partial<TaxDocument>;
function document(lines: (Partial<TaxLineInput> & { unitPriceMinor: number })[], extra: Extra = {}): TaxDocument {
  return {
    lines: lines.map((line, i) => ({ lineId: String(i + 1), qty: 1, taxClass: "apparel", ...line })),
    priceMode: "exclusive",
    sellerPlace: "US-MA",
    buyerPlace: "US-MA",
    buyerTaxStatus: "unregistered",
    supplyOn: "2025-10-01",
    rounding: "line",
    deadBandPolicy: "snap_down",
    ...extra,
  };
}
describe("United States", () => {
  const us = (place: string, lines: (Partial<TaxLineInput> & { unitPriceMinor: number })[], supplyOn = "2025-10-01") =>
    calculateTax(document(lines, { sellerPlace: place, buyerPlace: place, supplyOn }), US);

  it("New York City: 109.99 free, 110.00 taxed whole at 8.875 %", () => {
    const free = us("US-NY-NYC", [{ unitPriceMinor: 109_99 }]);
    expect(free).toMatchObject({ taxMinor: 0, totalMinor: 109_99 });
    expect(free.lines[0]?.reason).toBe("clothing_below_110");
    const taxed = us("US-NY-NYC", [{ unitPriceMinor: 110_00 }]);
    expect(taxed.taxMinor).toBe(9_76);
    expect(taxed.components.map((c) => [c.component, c.taxMinor])).toEqual([
      ["STATE", 4_40],
      ["LOCAL", 4_95],
      ["MCTD", 41],
    ]);
  });
  it("New York: a county without the exemption taxes locally what the state frees", () => {
    expect(us("US-NY-ALBANY", [{ unitPriceMinor: 109_99 }]).components.map((c) => [c.component, c.taxMinor])).toEqual([
      ["STATE", 0],
      ["LOCAL", 4_40],
    ]);
    expect(us("US-NY-ALBANY", [{ unitPriceMinor: 110_00 }]).taxMinor).toBe(8_80);
  });
  it("New York: Putnam County frees clothing from 1 March 2024, the commuter district with it", () => {
    expect(us("US-NY-PUTNAM", [{ unitPriceMinor: 100_00 }], "2024-02-29").taxMinor).toBe(4_38);
    expect(us("US-NY-PUTNAM", [{ unitPriceMinor: 100_00 }], "2024-03-01").taxMinor).toBe(0);
  });
  it("New York: judges the item, not the bill", () => {
    expect(us("US-NY-NYC", [{ qty: 2, unitPriceMinor: 60_00 }]).taxMinor).toBe(0);
    expect(us("US-NY-NYC", [{ unitPriceMinor: 60_00 }, { unitPriceMinor: 60_00 }]).taxMinor).toBe(0);
  });
  it.each([
    [175_00, 0],
    [175_01, 0],
    [175_08, 1],
    [200_00, 1_56],
  ])("Massachusetts: %i cents bear %i cents, on what exceeds 175 dollars only", (unitPriceMinor, taxMinor) => {
    expect(us("US-MA", [{ unitPriceMinor }]).taxMinor).toBe(taxMinor);
  });
  it("Massachusetts: the untaxed 175 dollars count for each piece", () => {
    const result = us("US-MA", [{ qty: 3, unitPriceMinor: 200_00 }]);
    expect(result.components[0]).toMatchObject({ taxableMinor: 75_00, taxMinor: 4_69 });
  });
  it("Rhode Island: 300 dollars bear 3.50", () => {
    expect(us("US-RI", [{ unitPriceMinor: 300_00 }]).taxMinor).toBe(3_50);
  });
  it("Vermont: a tuxedo is free, a belt is not", () => {
    expect(us("US-VT", [{ unitPriceMinor: 900_00 }]).lines[0]).toMatchObject({
      taxMinor: 0,
      reason: "clothing_exempt",
    });
    expect(us("US-VT", [{ unitPriceMinor: 50_00, taxClass: "accessory" }]).taxMinor).toBe(3_00);
  });
  it("charges nothing where the seller is not registered, and says so", () => {
    const result = calculateTax(
      document([{ unitPriceMinor: 50_00 }], { sellerPlace: "US-NY-NYC", buyerPlace: "US-OR" }),
      US,
    );
    expect(result.lines[0]).toMatchObject({ taxMinor: 0, reason: "not_registered" });
  });
  it("frees a buyer with a certificate", () => {
    const result = calculateTax(
      document([{ unitPriceMinor: 500_00 }], { sellerPlace: "US-MA", buyerPlace: "US-MA", buyerTaxStatus: "exempt" }),
      US,
    );
    expect(result.lines[0]).toMatchObject({ taxMinor: 0, reason: "buyer_exempt" });
  });
});

describe("Europe", () => {
  const gb = { sellerPlace: "GB", buyerPlace: "GB", priceMode: "inclusive" } as const;
  it("United Kingdom: one style, size 13y at zero and size S at 20 %", () => {
    const result = calculateTax(
      document([{ unitPriceMinor: 24_00, taxClass: "clothing_child" }, { unitPriceMinor: 24_00 }], gb),
      GB,
    );
    expect(result.lines[0]).toMatchObject({ taxMinor: 0, reason: "zero_rated", taxableMinor: 24_00 });
    expect(result.lines[1]).toMatchObject({ taxMinor: 4_00, taxableMinor: 20_00 });
    expect(result.components.map((c) => [c.ratePpm, c.taxableMinor])).toEqual([
      [0, 24_00],
      [200_000, 20_00],
    ]);
  });
  it("sells to a business of another member state under reverse charge, to a consumer at the destination's rate", () => {
    const eu = { sellerPlace: "DE", buyerPlace: "IE" };
    const line = [{ unitPriceMinor: 100_00 }];
    const business = calculateTax(document(line, { ...eu, buyerTaxStatus: "registered" }), IE);
    expect(business.lines[0]).toMatchObject({ taxMinor: 0, reason: "reverse_charge" });
    expect(calculateTax(document(line, eu), IE).taxMinor).toBe(23_00);
  });
  it("leaves what goes abroad untaxed", () => {
    const result = calculateTax(document([{ unitPriceMinor: 24_00 }], { ...gb, buyerPlace: "US-NY" }), GB);
    expect(result.lines[0]).toMatchObject({ taxMinor: 0, totalMinor: 24_00, reason: "export" });
  });
});

describe("a rate that switches", () => {
  const luxury: TaxRule[] = [
    {
      jurisdiction: "US-CT",
      taxClass: "apparel",
      component: "STATE",
      supply: "any",
      ratePpm: 63_500,
      band: { kind: "rate_switch", limitMinor: 1_000_00, aboveRatePpm: 77_500 },
      validFrom: "2015-07-01",
      validTo: null,
      source: "test",
    },
  ];
  it("takes the higher rate on the whole price beyond the limit", () => {
    const ct = { sellerPlace: "US-CT", buyerPlace: "US-CT" };
    expect(calculateTax(document([{ unitPriceMinor: 1_000_00 }], ct), luxury).taxMinor).toBe(63_50);
    expect(calculateTax(document([{ unitPriceMinor: 1_001_00 }], ct), luxury).taxMinor).toBe(77_58);
  });
});
