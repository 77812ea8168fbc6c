import { expect, test } from "vitest";
import { sayIn } from "./say.ts";
import { sayAnswer } from "./say-answer.ts";

test.each([
  ["There is no such coupon", "ऐसा कोई कूपन नहीं है"],
  ["Only 1 of this size is left.", "इस साइज़ का केवल 1 बचा है।"],
  ["Only 3 of Oxford shirt, M are left.", "Oxford shirt, M के केवल 3 बचे हैं।"],
  [
    "The total is ₹1,499.00 by now, not ₹1,399.00. Look it over and order again.",
    "कुल अब ₹1,499.00 है, ₹1,399.00 नहीं। देख लें और फिर से ऑर्डर करें।",
  ],
  ["Bust 74 to 82 cm", "बस्ट 74 से 82 सेमी"],
])("says what the server answered in Hindi: %s", (answer, words) => {
  expect(sayAnswer(sayIn("hi"), answer)).toBe(words);
  expect(sayAnswer(sayIn("en"), answer)).toBe(answer);
});

test("an answer that is not known reads as it came", () => {
  expect(sayAnswer(sayIn("hi"), "The roof leaks")).toBe("The roof leaks");
});
