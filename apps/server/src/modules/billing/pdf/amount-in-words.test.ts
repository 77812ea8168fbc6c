import { expect, test } from "vitest";
import { amountInWords } from "./amount-in-words.ts";

test.each([
  [0, "INR", "Rupees zero only"],
  [12_345_650, "INR", "Rupees one lakh twenty-three thousand four hundred fifty-six and fifty paise only"],
  [1_000_000_000, "INR", "Rupees one crore only"],
  [10_000_000_000_000, "INR", "Rupees ten thousand crore only"],
  [-10_05, "GBP", "Pounds ten and five pence only"],
  [1_234_567_00, "USD", "Dollars one million two hundred thirty-four thousand five hundred sixty-seven only"],
  [1213, "JPY", "JPY one thousand two hundred thirteen only"],
  [20_00, "CHF", "CHF twenty only"],
])("writes out %i %s", (minor, currency, words) => {
  expect(amountInWords(minor, currency)).toBe(words);
});
