import type { TaxBand, TaxRule } from "../tax-rule.ts";

const slab2017 = "Notif. 1/2017-CT(R), -IGST(R), Sch. I and II; CBIC FAQ on textiles 2017";
const slab2025 = "Notif. 9/2025-CT(R), -IGST(R) of 17 Sep 2025, Sch. I and II, in force 22 Sep 2025";
const footwear2018 =
  "Notif. 18/2018-CT(R), -IGST(R) of 26 Jul 2018, Sch. I entry 225 of Notif. 1/2017; Sch. III for dearer";
const footwear2022 = "Notif. 21/2021-CT(R), -IGST(R) of 31 Dec 2021, Sch. II entry 171A1; Sch. III for dearer";
const residual2017 = "Notif. 1/2017-CT(R), -IGST(R), Sch. III, residual entry 453";

type Slab = { from: string; to: string | null; source: string; percent: number; band: TaxBand };

/** One rate as its three rows: CGST and SGST of half each within a state, IGST of the whole between states. */
function gst(taxClasses: readonly string[], slab: Slab): TaxRule[] {
  const { from: validFrom, to: validTo, source, band } = slab;
  const igstPpm = slab.percent * 10_000;
  return taxClasses.flatMap((taxClass): TaxRule[] => {
    const common = { jurisdiction: "IN", taxClass, band, validFrom, validTo, source };
    return [
      { ...common, component: "CGST", supply: "intra", ratePpm: igstPpm / 2 },
      { ...common, component: "SGST", supply: "intra", ratePpm: igstPpm / 2 },
      { ...common, component: "IGST", supply: "inter", ratePpm: igstPpm },
    ];
  });
}

const upto = (limitMinor: number): TaxBand => ({ kind: "price_band", aboveMinor: null, uptoMinor: limitMinor });
const above = (limitMinor: number): TaxBand => ({ kind: "price_band", aboveMinor: limitMinor, uptoMinor: null });
const all: TaxBand = { kind: "all" };

/** Ready-made garments and made-ups of chapters 61 to 63, grown-ups' and children's alike. */
const garments = ["apparel", "clothing_child"];
const slabStart = "2017-07-01";
const slabEnd = "2025-09-21";
const reform = "2025-09-22";

/**
 * India: goods and services tax on what a garment business sells. Limits are in paise per piece (per pair for
 * footwear), exclusive of tax. Footwear begins on 27 July 2018: before, its limit was judged by the printed retail price,
 * which is another kind of rule. SGST stands for UTGST as well, which has the same rate and column in returns.
 */
export const india: TaxRule[] = [
  ...gst(garments, { from: slabStart, to: slabEnd, source: slab2017, percent: 5, band: upto(1_000_00) }),
  ...gst(garments, { from: slabStart, to: slabEnd, source: slab2017, percent: 12, band: above(1_000_00) }),
  ...gst(garments, { from: reform, to: null, source: slab2025, percent: 5, band: upto(2_500_00) }),
  ...gst(garments, { from: reform, to: null, source: slab2025, percent: 18, band: above(2_500_00) }),
  ...gst(["footwear"], {
    from: "2018-07-27",
    to: "2021-12-31",
    source: footwear2018,
    percent: 5,
    band: upto(1_000_00),
  }),
  ...gst(["footwear"], {
    from: "2018-07-27",
    to: "2021-12-31",
    source: footwear2018,
    percent: 18,
    band: above(1_000_00),
  }),
  ...gst(["footwear"], { from: "2022-01-01", to: slabEnd, source: footwear2022, percent: 12, band: upto(1_000_00) }),
  ...gst(["footwear"], { from: "2022-01-01", to: slabEnd, source: footwear2022, percent: 18, band: above(1_000_00) }),
  ...gst(["footwear"], { from: reform, to: null, source: slab2025, percent: 5, band: upto(2_500_00) }),
  ...gst(["footwear"], { from: reform, to: null, source: slab2025, percent: 18, band: above(2_500_00) }),
  ...gst(["fabric"], { from: slabStart, to: slabEnd, source: slab2017, percent: 5, band: all }),
  ...gst(["fabric"], { from: reform, to: null, source: slab2025, percent: 5, band: all }),
  ...gst(["accessory", "standard"], { from: slabStart, to: slabEnd, source: residual2017, percent: 18, band: all }),
  ...gst(["accessory", "standard"], { from: reform, to: null, source: slab2025, percent: 18, band: all }),
];
