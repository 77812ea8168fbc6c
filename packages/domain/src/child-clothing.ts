/** Measures on a size label, as whole numbers: lengths in millimetres, ages in whole years, shoes in EU sizes. */
export type LabelMeasures = {
  /** The lower age of the label: 13 for "13-14 years". */
  ageYears?: number;
  heightMm?: number;
  chestMm?: number;
  waistMm?: number;
  shoeEu?: number;
};

/** Up to which measure clothing counts as a child's in a country; a dated row with its source, like a rate. */
export type ChildSizeLimit = {
  country: string;
  measure: keyof LabelMeasures;
  upto: number;
  validFrom: string;
  source: string;
};

const irishLimits = "VAT Consolidation Act 2010 Sch. 2 para 10; sizes of 1984 as given to the Dail, 8 Nov 2018";

/**
 * United Kingdom: under 14, by the age the article is held out for (Notice 714 also has measures per kind of garment;
 * they are not here, so a label with measures only stays undecided). Ireland: under 11; 32 in. chest, 26 in. waist,
 * 152 cm, shoes to 38.
 */
export const childSizeLimits: readonly ChildSizeLimit[] = [
  { country: "GB", measure: "ageYears", upto: 13, validFrom: "1994-09-01", source: "VAT Notice 714, sections 4 and 5" },
  { country: "IE", measure: "ageYears", upto: 10, validFrom: "2010-11-01", source: irishLimits },
  { country: "IE", measure: "heightMm", upto: 1520, validFrom: "2010-11-01", source: irishLimits },
  { country: "IE", measure: "chestMm", upto: 813, validFrom: "2010-11-01", source: irishLimits },
  { country: "IE", measure: "waistMm", upto: 661, validFrom: "2010-11-01", source: irishLimits },
  { country: "IE", measure: "shoeEu", upto: 38, validFrom: "2010-11-01", source: irishLimits },
];

/**
 * Whether one size of a children's style counts as a child's there, which gives its SKU the class "clothing_child":
 * every measure on the label must be within its limit. null = no limit speaks to what the label says; a person decides.
 * Clothes not designed for children are never asked: a grown-up's XS is no child's garment, however small.
 */
export function isChildSize(
  country: string,
  label: LabelMeasures,
  on: string,
  limits: readonly ChildSizeLimit[] = childSizeLimits,
): boolean | null {
  const speaking = limits.filter(
    (limit) => limit.country === country && limit.validFrom <= on && label[limit.measure] !== undefined,
  );
  if (speaking.length === 0) return null;
  return speaking.every((limit) => (label[limit.measure] ?? 0) <= limit.upto);
}
