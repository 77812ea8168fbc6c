/** What kind of buyer the tax law sees. exempt: holds a certificate (resale, charity) that frees this sale from tax. */
export type BuyerTaxStatus = "unregistered" | "registered" | "sez" | "exempt";

/** Whether and where a supply is taxed; untaxed supplies say why. */
export type SupplyTreatment =
  | { taxed: true; place: string; supply: "intra" | "inter" }
  | { taxed: false; reason: "export" | "sez_zero_rated" | "reverse_charge" | "buyer_exempt" | "not_registered" };

export type SupplyParties = {
  /** Place of the registration that sells: "IN-MH", "GB", "US-NY-NYC". */
  sellerPlace: string;
  /** Place of supply (see placeOfSupply); null = the seller's. */
  buyerPlace: string | null;
  buyerTaxStatus: BuyerTaxStatus;
  /** Export or SEZ supply with payment of tax (India's EXPWP, SEZWP) in place of a letter of undertaking. */
  zeroRatedWithPayment?: boolean;
};

/** Member states of the EU VAT area (ISO 3166; Greece is GR here, EL in VAT numbers). */
const euCountries = new Set(
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" "),
);

/**
 * India: intra-state CGST + SGST, inter-state IGST; SEZ and export zero-rated and always inter-state (IGST Act s.7, 16).
 * EU: a business in another member state accounts for the tax itself (Directive 2006/112 art. 138, 196); a consumer is
 * taxed where the goods arrive (OSS). Elsewhere: goods that leave the country leave without tax; inside it, the tax of
 * the place of supply.
 */
export function supplyTreatment(parties: SupplyParties): SupplyTreatment {
  const { sellerPlace, buyerTaxStatus } = parties;
  const place = parties.buyerPlace ?? sellerPlace;
  if (buyerTaxStatus === "exempt") return { taxed: false, reason: "buyer_exempt" };
  const sellerCountry = countryOf(sellerPlace);
  const buyerCountry = countryOf(place);
  if (sellerCountry !== buyerCountry) {
    if (euCountries.has(sellerCountry) && euCountries.has(buyerCountry)) {
      if (buyerTaxStatus === "registered") return { taxed: false, reason: "reverse_charge" };
      return { taxed: true, place, supply: "inter" };
    }
    if (!parties.zeroRatedWithPayment) return { taxed: false, reason: "export" };
    return { taxed: true, place: sellerCountry, supply: "inter" };
  }
  if (buyerTaxStatus === "sez") {
    if (!parties.zeroRatedWithPayment) return { taxed: false, reason: "sez_zero_rated" };
    return { taxed: true, place, supply: "inter" };
  }
  // A place without a state ("IN") says nothing of the state: the supplier's location then counts (s.10(1)(ca)).
  const here = place === sellerCountry ? sellerPlace : place;
  return { taxed: true, place: here, supply: here === sellerPlace ? "intra" : "inter" };
}

/** Country of a place: "IN-MH" -> "IN". */
export function countryOf(place: string): string {
  return place.slice(0, 2);
}
