import { addDays } from "../dates.ts";
import type { TaxBand, TaxRule } from "../tax-rule.ts";

const all: TaxBand = { kind: "all" };
type Row = Pick<TaxRule, "component" | "ratePpm" | "validFrom" | "source"> & Partial<TaxRule>;

function rows(jurisdiction: string, taxClasses: readonly string[], row: Row): TaxRule[] {
  return taxClasses.map((taxClass) => ({ jurisdiction, taxClass, supply: "any", validTo: null, band: all, ...row }));
}

/** Everyday clothing, which several states free; "accessory" and "standard" goods never are. */
const clothing = ["apparel", "clothing_child", "footwear"];
const taxable = ["accessory", "standard"];

const pub718c = "NY Tax Law s.1115(a)(30); Publication 718-C";
const below110: TaxBand = { kind: "exempt_below", limitMinor: 110_00, strict: true };
const nyExempt = [...clothing, "fabric"];

/**
 * New York: 4 % state tax; clothing and footwear below $110 a piece or pair free of it, from $110 the whole price is
 * taxed. Local tax is free only where the locality chose so; the commuter district's 0.375 % follows its county. Every
 * place in the state has a local layer: a shop elsewhere than in those below adds its own rows.
 */
export const newYork: TaxRule[] = [
  ...rows("US-NY", nyExempt, {
    component: "STATE",
    ratePpm: 40_000,
    band: below110,
    reason: "clothing_below_110",
    validFrom: "2012-04-01",
    source: pub718c,
  }),
  ...rows("US-NY", taxable, {
    component: "STATE",
    ratePpm: 40_000,
    validFrom: "2005-06-01",
    source: "NY Tax Law s.1105",
  }),
  ...newYorkLocality("US-NY-NYC", { ratePpm: 45_000, commuterDistrict: true, exemptFrom: "2012-04-01" }),
  ...newYorkLocality("US-NY-PUTNAM", { ratePpm: 40_000, commuterDistrict: true, exemptFrom: "2024-03-01" }),
  ...newYorkLocality("US-NY-ALBANY", { ratePpm: 40_000, commuterDistrict: false, exemptFrom: null }),
];

/** A county's or city's layers; exemptFrom: since when it frees clothing as the state does (null: it does not). */
function newYorkLocality(
  jurisdiction: string,
  place: { ratePpm: number; commuterDistrict: boolean; exemptFrom: string | null },
): TaxRule[] {
  const since = "2012-04-01";
  const layers = [
    { component: "LOCAL", ratePpm: place.ratePpm, source: `NY Publication 718; ${pub718c}` },
    ...(place.commuterDistrict ? [{ component: "MCTD", ratePpm: 3_750, source: `NY Tax Law s.1109; ${pub718c}` }] : []),
  ];
  const { exemptFrom } = place;
  return layers.flatMap((layer) => [
    ...rows(jurisdiction, taxable, { ...layer, validFrom: since }),
    ...(exemptFrom === null ? rows(jurisdiction, nyExempt, { ...layer, validFrom: since }) : []),
    ...(exemptFrom !== null && exemptFrom > since
      ? rows(jurisdiction, nyExempt, { ...layer, validFrom: since, validTo: addDays(exemptFrom, -1) })
      : []),
    ...(exemptFrom !== null
      ? rows(jurisdiction, nyExempt, { ...layer, validFrom: exemptFrom, band: below110, reason: "clothing_below_110" })
      : []),
  ]);
}

/** Massachusetts: 6.25 %; clothing up to $175 an item free, beyond it only the excess taxed. */
export const massachusetts: TaxRule[] = [
  ...rows("US-MA", clothing, {
    component: "STATE",
    ratePpm: 62_500,
    band: { kind: "tax_excess_over", limitMinor: 175_00 },
    reason: "clothing_upto_175",
    validFrom: "2009-08-01",
    source: "M.G.L. c.64H s.6(k); 830 CMR 64H.6.4",
  }),
  ...rows("US-MA", [...taxable, "fabric"], {
    component: "STATE",
    ratePpm: 62_500,
    validFrom: "2009-08-01",
    source: "M.G.L. c.64H s.2",
  }),
];

/** Rhode Island: 7 %; clothing and footwear up to $250 an item free, beyond it only the excess taxed. */
export const rhodeIsland: TaxRule[] = [
  ...rows("US-RI", clothing, {
    component: "STATE",
    ratePpm: 70_000,
    band: { kind: "tax_excess_over", limitMinor: 250_00 },
    reason: "clothing_upto_250",
    validFrom: "2012-10-01",
    source: "R.I. Gen. Laws s.44-18-30(27)",
  }),
  ...rows("US-RI", [...taxable, "fabric"], {
    component: "STATE",
    ratePpm: 70_000,
    validFrom: "1990-07-01",
    source: "R.I. Gen. Laws s.44-18-18",
  }),
];

/** Vermont: 6 %; clothing and footwear free whatever the price, formal wear and costumes too. */
export const vermont: TaxRule[] = [
  ...rows("US-VT", clothing, {
    component: "STATE",
    ratePpm: 0,
    reason: "clothing_exempt",
    validFrom: "2007-01-01",
    source: "32 V.S.A. s.9741(45); tax.vermont.gov/exempt-items",
  }),
  ...rows("US-VT", [...taxable, "fabric"], {
    component: "STATE",
    ratePpm: 60_000,
    validFrom: "2003-10-01",
    source: "32 V.S.A. s.9771",
  }),
];
