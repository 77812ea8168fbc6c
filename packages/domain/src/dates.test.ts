import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  businessDate,
  dateOfDay,
  dayNumber,
  daysBetween,
  fiscalYear,
  isBusinessDate,
  isoWeek,
  lastDayOfMonth,
  mondayOf,
  monthKey,
  startOfDate,
} from "./dates.ts";

describe("businessDate", () => {
  it.each([
    ["2026-03-31T18:29:59Z", "Asia/Kolkata", "2026-03-31"],
    ["2026-03-31T18:30:00Z", "Asia/Kolkata", "2026-04-01"],
    ["2026-01-01T04:59:59Z", "America/New_York", "2025-12-31"],
    ["2026-12-31T10:00:00Z", "Pacific/Kiritimati", "2027-01-01"],
    ["2026-06-30T23:30:00Z", "Europe/London", "2026-07-01"],
  ])("%s in %s is %s", (instant, zone, date) => {
    expect(businessDate(new Date(instant), zone)).toBe(date);
    expect(businessDate(Date.parse(instant), zone)).toBe(date);
  });
  it("is what the calendar says, whatever was asked before it", () => {
    const zones = [
      "Asia/Kolkata",
      "Asia/Kathmandu",
      "Australia/Lord_Howe",
      "America/St_Johns",
      "Africa/Monrovia",
      "UTC",
    ];
    // Around midnights, where two questions in a row fall on both sides of one.
    const instant = fc
      .tuple(
        fc.integer({ min: dayNumber("1960-01-01") * 96, max: dayNumber("2035-01-01") * 96 }),
        fc.integer({ min: -901, max: 901 }),
      )
      .map(([quarter, seconds]) => (quarter * 900 + seconds) * 1000);
    const plain = (at: number, timeZone: string) =>
      new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.array(instant, { minLength: 2, maxLength: 6 }), (zone, instants) => {
        for (const at of instants.flatMap((i) => [i, i + 1000, i]))
          expect(businessDate(at, zone)).toBe(plain(at, zone));
      }),
      { numRuns: 300 },
    );
  });
});

describe("startOfDate", () => {
  const zone = fc.constantFrom(
    "Asia/Kolkata",
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "Asia/Amman",
    "UTC",
  );
  it("is the first instant on that date: the one before it is on another", () => {
    fc.assert(
      fc.property(zone, fc.integer({ min: dayNumber("2012-01-02"), max: dayNumber("2030-01-01") }), (timeZone, day) => {
        const date = dateOfDay(day);
        const start = startOfDate(date, timeZone);
        expect(businessDate(start, timeZone)).toBe(date);
        expect(businessDate(start.getTime() - 1, timeZone) < date).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
  it("is the first of two midnights where the clocks go back over it", () => {
    expect(startOfDate("2021-10-29", "Asia/Amman").toISOString()).toBe("2021-10-28T21:00:00.000Z");
  });
  it("is one o'clock where the clocks skip midnight", () => {
    expect(startOfDate("2018-11-04", "America/Sao_Paulo").toISOString()).toBe("2018-11-04T03:00:00.000Z");
  });
});

describe("calendar", () => {
  it("tells dates from what only looks so", () => {
    expect(["2024-02-29", "2026-12-31"].every(isBusinessDate)).toBe(true);
    expect(["2026-02-29", "2026-13-01", "2026-1-1", "20260101", "yesterday"].some(isBusinessDate)).toBe(false);
    expect(() => dayNumber("2026-02-30")).toThrow(RangeError);
  });
  it("adds days and months", () => {
    expect(addDays("2026-02-27", 2)).toBe("2026-03-01");
    expect(addDays("2024-03-01", -1)).toBe("2024-02-29");
    expect(daysBetween("2026-01-01", "2026-12-31")).toBe(364);
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonths("2026-11-15", 3)).toBe("2027-02-15");
    expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
    expect(lastDayOfMonth("2024-02-10")).toBe("2024-02-29");
    expect(monthKey("2026-03-31")).toBe("2026-03");
  });
  it.each([
    ["2026-01-01", "2026-W01"],
    ["2027-01-01", "2026-W53"],
    ["2024-12-30", "2025-W01"],
    ["2021-01-03", "2020-W53"],
    ["2021-01-04", "2021-W01"],
    ["1969-12-29", "1970-W01"],
  ])("%s lies in week %s", (date, week) => {
    expect(isoWeek(date)).toBe(week);
    expect(isoWeek(mondayOf(date))).toBe(week);
  });
});

describe("fiscalYear", () => {
  it.each([
    ["IN", "2026-03-31", { label: "2025-26", startsOn: "2025-04-01", endsOn: "2026-03-31" }],
    ["IN", "2026-04-01", { label: "2026-27", startsOn: "2026-04-01", endsOn: "2027-03-31" }],
    ["IN", "2099-12-01", { label: "2099-00", startsOn: "2099-04-01", endsOn: "2100-03-31" }],
    ["US", "2024-02-29", { label: "2024", startsOn: "2024-01-01", endsOn: "2024-12-31" }],
    ["AU", "2026-06-30", { label: "2025-26", startsOn: "2025-07-01", endsOn: "2026-06-30" }],
  ])("%s %s", (country, date, year) => {
    expect(fiscalYear(country, date)).toEqual(year);
  });
  it("takes another first month", () => {
    expect(fiscalYear("US", "2026-09-30", 10)).toEqual({
      label: "2025-26",
      startsOn: "2025-10-01",
      endsOn: "2026-09-30",
    });
  });
});
