import { expect, it } from "vitest";
import { namedRange } from "./date-range.tsx";

it("knows the Indian fiscal year on both sides of April", () => {
  expect(namedRange("year", "2026-11-21")).toEqual({ from: "2026-04-01", to: "2026-11-21" });
  expect(namedRange("year", "2026-03-31")).toEqual({ from: "2025-04-01", to: "2026-03-31" });
  expect(namedRange("last-year", "2026-11-21")).toEqual({ from: "2025-04-01", to: "2026-03-31" });
  expect(namedRange("last-year", "2026-11-21", 1)).toEqual({ from: "2025-01-01", to: "2025-12-31" });
});

it("ends last month on its last day, over the new year too", () => {
  expect(namedRange("last-month", "2026-03-05")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
  expect(namedRange("last-month", "2026-01-05")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
  expect(namedRange("never", "2026-01-05")).toBeNull();
});
