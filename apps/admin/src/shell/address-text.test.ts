import { expect, it } from "vitest";
import { addressText } from "./address-text.ts";

it("writes an address as an envelope has it, without holes", () => {
  expect(
    addressText({ line1: "1 Mill Road", line2: null, city: "Mumbai", state: "MH", postcode: "400001", country: "IN" }),
  ).toBe("1 Mill Road\nMumbai, MH, 400001\nIN");
  expect(addressText({})).toBeNull();
  expect(addressText(null)).toBeNull();
});
