import { countryOf } from "./tax-supply.ts";

export type SupplyMovement = {
  /** Place of the seller's registration: "IN-MH", "GB", "US-NY-NYC". */
  sellerPlace: string;
  /** Where the goods' movement ends; null = handed over the counter. */
  deliveredTo: string | null;
  /** Where the goods lie when handed over; the seller's place when left out. */
  goodsAt?: string;
  buyer: {
    taxStatus: "unregistered" | "registered" | "sez" | "exempt";
    /** The bill-to party's place: of its registration, or of the address on the invoice; null = none recorded. */
    place: string | null;
  };
  /** The goods go to somebody else on the buyer's order (bill-to is not ship-to). */
  shipToThirdPerson?: boolean;
};

export type PlaceOfSupply = {
  place: string;
  /** Which rule decided. */
  rule: "delivery" | "bill_to_party" | "goods_location" | "recorded_address" | "supplier_location";
};

/**
 * Where a supply of goods takes place. India, IGST Act s.10(1): (a) where movement ends; (b) bill-to/ship-to: the
 * bill-to party's principal place; (c) over the counter: where the goods are; (ca) from 1 Oct 2023, an unregistered
 * buyer's recorded address (the delivery address where it differs, Circular 209/3/2024), else the supplier's location.
 * Elsewhere: where the goods are delivered, or where they are handed over.
 */
export function placeOfSupply(movement: SupplyMovement): PlaceOfSupply {
  const { sellerPlace, deliveredTo, buyer } = movement;
  const goodsAt = movement.goodsAt ?? sellerPlace;
  if (countryOf(sellerPlace) !== "IN" || (deliveredTo !== null && countryOf(deliveredTo) !== "IN")) {
    return deliveredTo === null ? { place: goodsAt, rule: "goods_location" } : { place: deliveredTo, rule: "delivery" };
  }
  if (movement.shipToThirdPerson && buyer.place !== null && buyer.taxStatus !== "unregistered") {
    return { place: buyer.place, rule: "bill_to_party" };
  }
  if (buyer.taxStatus !== "unregistered") {
    return deliveredTo === null ? { place: goodsAt, rule: "goods_location" } : { place: deliveredTo, rule: "delivery" };
  }
  if (deliveredTo !== null) return { place: deliveredTo, rule: "delivery" };
  if (buyer.place !== null && countryOf(buyer.place) === "IN") {
    return { place: buyer.place, rule: "recorded_address" };
  }
  return { place: sellerPlace, rule: "supplier_location" };
}
