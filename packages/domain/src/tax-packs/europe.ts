import type { TaxRule } from "../tax-rule.ts";

const all = { kind: "all" } as const;

function vat(
  jurisdiction: string,
  taxClasses: readonly string[],
  row: Pick<TaxRule, "ratePpm" | "validFrom" | "source"> & Partial<TaxRule>,
): TaxRule[] {
  return taxClasses.map((taxClass) => ({
    jurisdiction,
    taxClass,
    component: "VAT",
    supply: "any",
    band: all,
    validTo: null,
    ...row,
  }));
}

const standardGoods = ["apparel", "footwear", "fabric", "accessory", "standard"];

/** United Kingdom: 20 % since 4 January 2011; children's clothing and footwear zero-rated. */
export const unitedKingdom: TaxRule[] = [
  ...vat("GB", standardGoods, {
    ratePpm: 200_000,
    validFrom: "2011-01-04",
    source: "VAT Act 1994 s.2(1) as amended by Finance (No. 2) Act 2010 s.3",
  }),
  ...vat("GB", ["clothing_child"], {
    ratePpm: 0,
    reason: "zero_rated",
    validFrom: "1994-09-01",
    source: "VAT Act 1994 Sch. 8 Group 16 item 1; VAT Notice 714",
  }),
];

/** Ireland: 23 % since 1 January 2012 (21 % from 1 Sep 2020 to 28 Feb 2021); children's clothing and footwear at zero. */
export const ireland: TaxRule[] = [
  ...vat("IE", standardGoods, {
    ratePpm: 230_000,
    validFrom: "2021-03-01",
    source: "VAT Consolidation Act 2010 s.46(1)(a)",
  }),
  ...vat("IE", ["clothing_child"], {
    ratePpm: 0,
    reason: "zero_rated",
    validFrom: "2010-11-01",
    source: "VAT Consolidation Act 2010 s.46(1)(b), Sch. 2 Part 2 para 10",
  }),
];
