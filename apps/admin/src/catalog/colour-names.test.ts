import { expect, it } from "vitest";
import { codeForColour, hexForName } from "./colour-names.ts";

it("finds a hex by the whole name or its last colour word", () => {
  expect(hexForName("Sky  Blue")).toBe("#8fb8de");
  expect(hexForName("Deep forest green")).toBe("#2f7d4f");
  expect(hexForName("Paisley")).toBeNull();
});

it("makes short codes", () => {
  expect(codeForColour("Navy")).toBe("NAVY");
  expect(codeForColour("Sky blue")).toBe("SKYB");
  expect(codeForColour("नीला")).toBe("");
});
