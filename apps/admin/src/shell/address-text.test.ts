import { expect, it } from "vitest";
import { addressText } from "./address-text.ts";
import { countryName, placeName } from "./places.ts";

it("writes an address as an envelope has it, without holes", () => {
  expect(
    addressText({ line1: "1 Mill Road", line2: null, city: "Mumbai", state: "MH", postcode: "400001", country: "IN" }),
  ).toBe("1 Mill Road\nMumbai, MH, 400001\nIndia");
  expect(addressText({})).toBeNull();
  expect(addressText(null)).toBeNull();
});

it("names places as people do", () => {
  expect(placeName("IN-MH", "en")).toBe("MH, India");
  expect(placeName("GB", "en")).toBe("United Kingdom");
  expect(countryName("IN", "hi")).toBe("भारत");
  expect(countryName("elsewhere", "en")).toBe("elsewhere");
});
