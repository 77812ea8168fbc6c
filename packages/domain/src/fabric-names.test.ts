import { expect, test } from "vitest";
import { fibresOf } from "./fabric-names.ts";

test("a fabric's text is known by the fibres in it, whatever else it says", () => {
  expect(fibresOf("60 % Cotton, 40 % rayon")).toEqual(["cotton", "viscose"]);
  expect(fibresOf("Organic cotton denim with 2% elastane")).toEqual(["cotton"]);
  expect(fibresOf("Merino-wool / nylon")).toEqual(["wool", "polyamide"]);
  expect(fibresOf("Cottonseed")).toEqual([]);
  expect(fibresOf(null)).toEqual([]);
});
