import { expect, it } from "vitest";
import { traceValue, traceWords } from "./why-price.tsx";

it("words a rule's facts for people", () => {
  expect(traceWords("unitPriceMinor")).toBe("Unit price");
  expect(traceWords("ratePpm")).toBe("Rate");
  expect(traceValue("ratePpm", 120_000, "INR", "en-IN")).toBe("12 %");
  expect(traceValue("amountMinor", 12_500, "INR", "en-IN")).toBe("₹125.00");
  expect(traceValue("kind", "price_list", "INR", "en-IN")).toBe("price list");
});
