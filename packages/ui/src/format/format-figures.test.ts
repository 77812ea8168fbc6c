import { describe, expect, it } from "vitest";
import { addDays, formatDate, formatMoney, majorUnits, moneyInputText, parseMoney, todayIn } from "./format-figures.ts";

describe("money", () => {
  it("groups Indian rupees by lakh and keeps paise", () => {
    expect(formatMoney(12_345_678, "INR", "en-IN")).toBe("₹1,23,456.78");
  });
  it("knows currencies without and with three minor digits", () => {
    expect(formatMoney(1500, "JPY", "en")).toBe("¥1,500");
    expect(moneyInputText(1500, "KWD")).toBe("1.500");
  });
  it("takes minor units as text of digits", () => {
    expect(formatMoney("129900", "INR", "en-IN", "whole")).toBe("₹1,299");
  });
  it("reads what people type, and nothing else", () => {
    expect(parseMoney("₹ 1,299.50", "INR")).toBe(129_950);
    expect(parseMoney("1,23,456", "INR")).toBe(12_345_600);
    expect(parseMoney("12,5", "EUR")).toBe(1250);
    expect(parseMoney("-5", "INR")).toBe(-500);
    expect(parseMoney("abc", "INR")).toBeNull();
    expect(parseMoney("", "INR")).toBeNull();
  });
  it("gives back what it read for every paisa of a rupee", () => {
    for (let amount = 0; amount < 1000; amount += 1) {
      expect(parseMoney(moneyInputText(amount, "INR"), "INR")).toBe(amount);
    }
  });
});

describe("dates", () => {
  it("shows an instant in the tenant's zone and a business date unshifted", () => {
    expect(formatDate("2026-11-20T20:00:00Z", "en-GB", "Asia/Kolkata")).toBe("21 Nov 2026");
    expect(formatDate("2026-11-21", "en-GB", "America/Los_Angeles")).toBe("21 Nov 2026");
  });
  it("knows today in a zone ahead of UTC", () => {
    expect(todayIn("Asia/Kolkata", new Date("2026-11-20T20:00:00Z"))).toBe("2026-11-21");
  });
  it("adds days over a month's end", () => {
    expect(addDays("2026-02-27", 2)).toBe("2026-03-01");
  });
});

it("writes money for files by the currency's own minor digits", () => {
  expect(majorUnits(129_950, "INR")).toBe(1299.5);
  expect(majorUnits(1500, "JPY")).toBe(1500);
  expect(majorUnits(1_234_567, "KWD")).toBe(1234.567);
  expect(majorUnits(null, "INR")).toBe(null);
});

it("writes nothing owed without a sign", () => {
  expect(formatMoney(-0, "INR", "en-IN")).toBe("₹0.00");
});
