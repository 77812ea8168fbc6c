import { describe, expect, it } from "vitest";
import { placeOfSupply, type SupplyMovement } from "./place-of-supply.ts";

type Buyer = SupplyMovement["buyer"];
const registered = (place: string): Buyer => ({ taxStatus: "registered", place });
const shopper = (place: string | null): Buyer => ({ taxStatus: "unregistered", place });
const from = { sellerPlace: "IN-MH" };

describe("place of supply in India", () => {
  it.each<[string, SupplyMovement, string, string]>([
    [
      "goods that move: where they arrive",
      { ...from, deliveredTo: "IN-KA", buyer: registered("IN-MH") },
      "IN-KA",
      "delivery",
    ],
    [
      "bill-to in one state, ship-to a third person in another: the bill-to party's place",
      { ...from, deliveredTo: "IN-TN", buyer: registered("IN-KA"), shipToThirdPerson: true },
      "IN-KA",
      "bill_to_party",
    ],
    [
      "counter, registered buyer of another state: where the goods are",
      { ...from, deliveredTo: null, buyer: registered("IN-KA") },
      "IN-MH",
      "goods_location",
    ],
    [
      "counter, shopper without an address: the supplier's place",
      { ...from, deliveredTo: null, buyer: shopper(null) },
      "IN-MH",
      "supplier_location",
    ],
    [
      "counter, shopper with a recorded address of another state: that address",
      { ...from, deliveredTo: null, buyer: shopper("IN-GJ") },
      "IN-GJ",
      "recorded_address",
    ],
    [
      "sent to a shopper elsewhere than his address: where it is delivered",
      { ...from, deliveredTo: "IN-DL", buyer: shopper("IN-GJ") },
      "IN-DL",
      "delivery",
    ],
    [
      "sent on a shopper's order to a friend: where it is delivered",
      { ...from, deliveredTo: "IN-DL", buyer: shopper("IN-GJ"), shipToThirdPerson: true },
      "IN-DL",
      "delivery",
    ],
    [
      "goods sent abroad: the country they go to",
      { ...from, deliveredTo: "AE", buyer: shopper(null) },
      "AE",
      "delivery",
    ],
    [
      "counter, tourist with a foreign address: the supplier's place, as the goods do not leave",
      { ...from, deliveredTo: null, buyer: shopper("GB") },
      "IN-MH",
      "supplier_location",
    ],
    [
      "goods in another state's godown handed over there",
      { ...from, goodsAt: "IN-GJ", deliveredTo: null, buyer: registered("IN-KA") },
      "IN-GJ",
      "goods_location",
    ],
  ])("%s", (_, movement, place, rule) => {
    expect(placeOfSupply(movement)).toEqual({ place, rule });
  });
});

describe("place of supply elsewhere", () => {
  it("is where goods are delivered, or handed over", () => {
    const nyc = { sellerPlace: "US-NY-NYC" };
    expect(placeOfSupply({ ...nyc, deliveredTo: "US-MA", buyer: shopper("US-MA") }).place).toBe("US-MA");
    expect(placeOfSupply({ ...nyc, deliveredTo: null, buyer: shopper("US-MA") }).place).toBe("US-NY-NYC");
  });
});
