import { describe, expect, it } from "vitest";
import { creditLine } from "./credit-tax.ts";
import { calculateTax } from "./tax.ts";
import type { TaxDocument, TaxLineInput } from "./tax-document.ts";
import { taxPacks } from "./tax-packs/index.ts";
import { TaxDeadBandError, type TaxRule, TaxRuleMissingError } from "./tax-rule.ts";

const IN = taxPacks["IN"]!;
const GB = taxPacks["GB"]!;

type Extra = Partial<TaxDocument>;
function document(lines: (Partial<TaxLineInput> & { unitPriceMinor: number })[], extra: Extra = {}): TaxDocument {
  return {
    lines: lines.map((line, i) => ({ lineId: String(i + 1), qty: 1, taxClass: "apparel", ...line })),
    priceMode: "exclusive",
    sellerPlace: "IN-MH",
    buyerPlace: "IN-MH",
    buyerTaxStatus: "unregistered",
    supplyOn: "2025-10-01",
    rounding: "line",
    deadBandPolicy: "snap_down",
    ...extra,
  };
}
const rates = (result: ReturnType<typeof calculateTax>, line = 0) =>
  result.lines[line]?.components.map(({ component, ratePpm }) => `${component} ${ratePpm / 10_000}`);

describe("India, price slab", () => {
  it.each([
    ["2025-09-22", 2_500_00, 5],
    ["2025-09-22", 2_500_01, 18],
    ["2025-09-21", 1_000_00, 5],
    ["2025-09-21", 1_000_01, 12],
    ["2025-09-21", 2_500_00, 12],
    ["2025-09-22", 1_000_01, 5],
  ])("on %s a piece at %i paise before tax bears %i percent", (supplyOn, unitPriceMinor, percent) => {
    const result = calculateTax(document([{ unitPriceMinor }], { supplyOn }), IN);
    expect(rates(result)).toEqual([`CGST ${percent / 2}`, `SGST ${percent / 2}`]);
    expect(result.taxMinor).toBe(2 * Math.round((unitPriceMinor * percent) / 200));
  });

  it("judges each piece by the paise it is billed at when a line does not divide evenly", () => {
    // 2 x 2,500.00 less 1 paisa is 2,499.995 a piece: the invoice can only show 2,500.00 and 2,499.99.
    const even = calculateTax(document([{ qty: 2, unitPriceMinor: 2_500_00, discountMinor: 1 }]), IN);
    expect(rates(even)).toEqual(["CGST 2.5", "SGST 2.5"]);
    // 3 pieces for 7,500.01: one costs 2,500.01 and falls in the higher slab by itself.
    const split = calculateTax(document([{ qty: 3, unitPriceMinor: 0, grossMinor: 7_500_01 }]), IN);
    expect(rates(split)).toEqual(["CGST 9", "SGST 9", "CGST 2.5", "SGST 2.5"]);
    expect(split.lines[0]?.components.map((c) => c.taxableMinor)).toEqual([2_500_01, 2_500_01, 5_000_00, 5_000_00]);
    expect(split.taxMinor).toBe(2 * 22_500 + 2 * 12_500);
  });

  it("spreads a bill discount before it judges the pieces", () => {
    const lines = [{ unitPriceMinor: 2_600_00 }, { unitPriceMinor: 2_600_00 }];
    expect(rates(calculateTax(document(lines), IN))).toEqual(["CGST 9", "SGST 9"]);
    const result = calculateTax(document(lines, { documentDiscountMinor: 200_00 }), IN);
    expect(rates(result)).toEqual(["CGST 2.5", "SGST 2.5"]);
    expect(result.lines.map((line) => line.taxableMinor)).toEqual([2_500_00, 2_500_00]);
    expect(result.discountMinor).toBe(200_00);
  });

  it("judges a foreign-currency price in rupees at the invoice rate", () => {
    // 83.25 rupees to the dollar: $30.03 is 2,499.9975 rupees, $30.04 is 2,500.83.
    const exchange = { documentMinor: 100, baseMinor: 8325 };
    const withPayment = { buyerPlace: "GB", zeroRatedWithPayment: true, exchange };
    expect(rates(calculateTax(document([{ unitPriceMinor: 30_03 }], withPayment), IN))).toEqual(["IGST 5"]);
    expect(rates(calculateTax(document([{ unitPriceMinor: 30_04 }], withPayment), IN))).toEqual(["IGST 18"]);
  });

  it("takes fabric at 5 % whatever its price", () => {
    const result = calculateTax(document([{ unitPriceMinor: 9_000_00, taxClass: "fabric" }]), IN);
    expect(rates(result)).toEqual(["CGST 2.5", "SGST 2.5"]);
  });
});

describe("India, prices that hold the tax", () => {
  const inclusive = (unitPriceMinor: number, extra: Extra = {}) =>
    calculateTax(document([{ unitPriceMinor }], { priceMode: "inclusive", ...extra }), IN);

  it.each([
    ["2025-10-01", 2_625_00, 2_500_00, 5],
    ["2025-10-01", 2_950_01, 2_500_01, 18],
    ["2025-09-21", 1_050_00, 1_000_00, 5],
    ["2025-09-21", 1_120_01, 1_000_01, 12],
  ])("on %s %i paise hold a value of %i at %i percent", (supplyOn, price, taxableMinor, percent) => {
    const result = inclusive(price, { supplyOn });
    expect(rates(result)).toEqual([`CGST ${percent / 2}`, `SGST ${percent / 2}`]);
    expect(result).toMatchObject({ taxableMinor, totalMinor: price, taxMinor: price - taxableMinor });
  });

  it.each([
    ["2025-10-01", 2_625_01, 2_625_00],
    ["2025-10-01", 2_799_20, 2_625_00],
    ["2025-10-01", 2_950_00, 2_625_00],
    ["2025-09-21", 1_050_01, 1_050_00],
    ["2025-09-21", 1_120_00, 1_050_00],
  ])("on %s %i paise has no rate: it is lowered to %i, and says so", (supplyOn, price, snapped) => {
    const result = inclusive(price, { supplyOn });
    expect(result.totalMinor).toBe(snapped);
    expect(result.lines[0]).toMatchObject({ reason: "dead_band_snapped_down", adjustedFromMinor: price });
    expect(result.lines[0]?.discountMinor).toBe(price - snapped);
    expect(rates(result)).toEqual(["CGST 2.5", "SGST 2.5"]);
  });

  it("refuses such a price, or taxes it at the higher rate, when told so", () => {
    expect(() => inclusive(2_799_20, { deadBandPolicy: "refuse" })).toThrow(TaxDeadBandError);
    const forced = inclusive(2_799_20, { deadBandPolicy: "force_high" });
    // 2,799.20 / 1.18 = 2,372.20
    expect(forced).toMatchObject({ totalMinor: 2_799_20, taxMinor: 427_00, taxableMinor: 2_372_20 });
    expect(forced.lines[0]?.reason).toBe("dead_band_forced_high");
  });

  it("lowers only the pieces of a line that fall in the dead band", () => {
    // 2 pieces for 5,250.01: 2,625.01 has no rate, 2,625.00 has.
    const result = calculateTax(
      document([{ qty: 2, unitPriceMinor: 0, grossMinor: 5_250_01 }], { priceMode: "inclusive" }),
      IN,
    );
    expect(result).toMatchObject({ totalMinor: 5_250_00, taxMinor: 250_00 });
    expect(result.lines[0]?.adjustedFromMinor).toBe(5_250_01);
  });
});

describe("India, place of supply", () => {
  const at = (extra: Extra) => calculateTax(document([{ unitPriceMinor: 1_000_00 }], extra), IN);
  it("charges CGST and SGST in the seller's state, IGST in another", () => {
    expect(rates(at({ buyerPlace: "IN-MH" }))).toEqual(["CGST 2.5", "SGST 2.5"]);
    expect(rates(at({ buyerPlace: null }))).toEqual(["CGST 2.5", "SGST 2.5"]);
    expect(rates(at({ buyerPlace: "IN-KA" }))).toEqual(["IGST 5"]);
  });
  it("leaves exports and special zones untaxed with the reason, and charges IGST when paid on purpose", () => {
    expect(at({ buyerPlace: "US-NY" }).lines[0]).toMatchObject({ taxMinor: 0, totalMinor: 1_000_00, reason: "export" });
    expect(at({ buyerTaxStatus: "sez" }).lines[0]).toMatchObject({ taxMinor: 0, reason: "sez_zero_rated" });
    expect(rates(at({ buyerTaxStatus: "sez", zeroRatedWithPayment: true }))).toEqual(["IGST 5"]);
    expect(rates(at({ buyerPlace: "AE", zeroRatedWithPayment: true }))).toEqual(["IGST 5"]);
  });
  it("names the rate but charges nothing on a line under reverse charge", () => {
    const result = calculateTax(document([{ unitPriceMinor: 1_000_00, reverseCharge: true }]), IN);
    expect(result.lines[0]).toMatchObject({ taxMinor: 0, taxableMinor: 1_000_00, reason: "reverse_charge" });
    expect(rates(result)).toEqual(["CGST 2.5", "SGST 2.5"]);
  });
});

describe("India, credit notes and exchanges across a change of rates", () => {
  it("credits an August 2025 invoice in October at August's rate", () => {
    const line = { unitPriceMinor: 1_500_00 };
    const invoice = calculateTax(document([line], { supplyOn: "2025-08-14" }), IN);
    const credit = calculateTax(document([{ ...line, qty: -1 }], { supplyOn: "2025-08-14" }), IN);
    expect(rates(invoice)).toEqual(["CGST 6", "SGST 6"]);
    expect(credit.totalMinor + invoice.totalMinor).toBe(0);
  });
  it("takes the old rate for the returned piece and the new one for its exchange on one ticket", () => {
    const result = calculateTax(
      document([{ qty: -1, unitPriceMinor: 1_500_00, supplyOn: "2025-08-14" }, { unitPriceMinor: 1_500_00 }]),
      IN,
    );
    expect(rates(result, 0)).toEqual(["CGST 6", "SGST 6"]);
    expect(rates(result, 1)).toEqual(["CGST 2.5", "SGST 2.5"]);
    expect(result.totalMinor).toBe(-1_680_00 + 1_575_00);
  });
  it("credits a line in parts that add up to what was invoiced", () => {
    const invoiced = calculateTax(document([{ qty: 7, unitPriceMinor: 0, grossMinor: 999_97 }]), IN).lines[0]!;
    const credits = [creditLine(invoiced, 7, 0, 3), creditLine(invoiced, 7, 3, 1), creditLine(invoiced, 7, 4, 3)];
    const sum = (pick: (credit: (typeof credits)[number]) => number) => credits.reduce((a, c) => a + pick(c), 0);
    expect(sum((c) => c.totalMinor)).toBe(invoiced.totalMinor);
    expect(sum((c) => c.taxMinor)).toBe(invoiced.taxMinor);
    for (const credit of credits) expect(credit.components[0]?.taxMinor).toBe(credit.components[1]?.taxMinor);
    expect(() => creditLine(invoiced, 7, 5, 3)).toThrow(RangeError);
  });
});

describe("rounding and the shape of a result", () => {
  it("rounds each line, or the document once and shares it out", () => {
    const lines = Array.from({ length: 3 }, () => ({ unitPriceMinor: 10 }));
    // 10 paise at 2.5 % are 0.25: nothing by line; 30 paise together are 0.75: one paisa of each tax.
    expect(calculateTax(document(lines), IN).taxMinor).toBe(0);
    const result = calculateTax(document(lines, { rounding: "document" }), IN);
    expect(result.taxMinor).toBe(2);
    expect(result.lines.map((line) => line.taxMinor)).toEqual([2, 0, 0]);
  });
  it("carries rule and source of every tax", () => {
    const withIds = IN.map((rule, i) => ({ ...rule, id: `rule-${i}` }));
    const [line] = calculateTax(document([{ unitPriceMinor: 1_000_00 }]), withIds).lines;
    const component = line?.components[0];
    expect(component?.ruleId).toMatch(/^rule-\d+$/);
    expect(component?.source).toContain("9/2025");
    expect(component?.validFrom).toBe("2025-09-22");
  });
  it("keeps the HSN code and mirrors gross and discount", () => {
    const [line] = calculateTax(
      document([{ qty: 2, unitPriceMinor: 1_000_00, discountMinor: 100_00, hsnCode: "620520" }]),
      IN,
    ).lines;
    expect(line).toMatchObject({
      hsnCode: "620520",
      grossMinor: 2_000_00,
      discountMinor: 100_00,
      taxableMinor: 1_900_00,
    });
  });
  it("stays exact for amounts whose product with a rate exceeds what doubles count", () => {
    const result = calculateTax(
      document([{ unitPriceMinor: 8_999_999_999_999_95, taxClass: "standard" }], { buyerPlace: "IN-KA" }),
      IN,
    );
    expect(result.taxMinor).toBe(161_999_999_999_999);
  });
});

describe("refuses", () => {
  it("a class or a date without a rule", () => {
    expect(() => calculateTax(document([{ unitPriceMinor: 1, taxClass: "spaceship" }]), IN)).toThrow(
      TaxRuleMissingError,
    );
    expect(() => calculateTax(document([{ unitPriceMinor: 1 }], { supplyOn: "2016-01-01" }), IN)).toThrow(
      TaxRuleMissingError,
    );
  });
  it("a discount above the price, a quantity of nothing, a fraction of a minor unit", () => {
    expect(() => calculateTax(document([{ unitPriceMinor: 10, discountMinor: 11 }]), IN)).toThrow(
      /price after discount/,
    );
    expect(() => calculateTax(document([{ unitPriceMinor: 10, qty: 0 }]), IN)).toThrow(/quantity/);
    expect(() => calculateTax(document([{ unitPriceMinor: 10.5 }]), IN)).toThrow(/whole minor units/);
    expect(() => calculateTax(document([{ unitPriceMinor: 10 }], { documentDiscountMinor: 11 }), IN)).toThrow(/exceed/);
  });
  it("rules that claim one piece twice", () => {
    const twice: TaxRule[] = [...GB, { ...GB[0]!, source: "a second opinion" }];
    const uk = { sellerPlace: "GB", buyerPlace: "GB" };
    expect(() => calculateTax(document([{ unitPriceMinor: 10 }], uk), twice)).toThrow(/two tax rules/);
  });
});
