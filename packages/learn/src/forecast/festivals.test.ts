import { describe, expect, test } from "vitest";
import { dayNumber, easterDay, FESTIVAL_YEARS, festivalDrivers, listFestivalDays, orthodoxEasterDay } from "./index.ts";

const iso = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

describe("festivals", () => {
  test("Easter of published years, western and orthodox", () => {
    expect([2018, 2019, 2024, 2025, 2038].map((y) => iso(easterDay(y)))).toEqual([
      "2018-04-01",
      "2019-04-21",
      "2024-03-31",
      "2025-04-20",
      "2038-04-25",
    ]);
    expect([2024, 2025].map((y) => iso(orthodoxEasterDay(y)))).toEqual(["2024-05-05", "2025-04-20"]);
  });

  test("Black Friday is the day after the fourth Thursday of November", () => {
    expect([2023, 2024, 2025].map((y) => iso(listFestivalDays("black_friday", y)[0]!))).toEqual([
      "2023-11-24",
      "2024-11-29",
      "2025-11-28",
    ]);
  });

  test("Mothering Sunday and Mother's Day of published years", () => {
    expect(iso(listFestivalDays("mothers_day_uk", 2025)[0]!)).toBe("2025-03-30");
    expect(iso(listFestivalDays("mothers_day_us", 2025)[0]!)).toBe("2025-05-11");
  });

  test("Diwali falls within two days of a new moon in every year of the table", () => {
    // Mean lunation from the new moon of 6 January 2000, 18:14 UTC (Meeus, chapter 49); true moons stray up to 14 hours from it.
    const newMoon = dayNumber(2000, 1, 6) + 18.24 / 24;
    for (let year = FESTIVAL_YEARS.first; year <= FESTIVAL_YEARS.last; year++) {
      const [day] = listFestivalDays("diwali", year);
      const cycles = (day! + 0.5 - newMoon) / 29.530588853;
      expect(Math.abs(cycles - Math.round(cycles)) * 29.53, String(year)).toBeLessThan(2);
    }
  });

  test("the Eid tables are those of the Umm al-Qura calendar", () => {
    const format = new Intl.DateTimeFormat("en-u-ca-islamic-umalqura", {
      timeZone: "UTC",
      month: "numeric",
      day: "numeric",
    });
    const lunar = (day: number) => format.format(new Date(day * 86_400_000)).split(" ")[0];
    let count = 0;
    for (let year = FESTIVAL_YEARS.first; year <= FESTIVAL_YEARS.last; year++) {
      for (const day of listFestivalDays("eid_al_fitr", year)) {
        expect(lunar(day)).toBe("10/1");
        count++;
      }
      for (const day of listFestivalDays("eid_al_adha", year)) expect(lunar(day)).toBe("12/10");
    }
    // 26 Gregorian years hold 26 or 27 lunar ones.
    expect(count).toBe(27);
  });

  test("a festival that moves takes its demand along", () => {
    const startDay = dayNumber(2023, 1, 1);
    const drivers = festivalDrivers(["diwali"], { startDay, stepDays: 1, length: 1096 });
    const day = drivers.find((d) => d.name === "diwali day")!;
    const at = Array.from(day.values).flatMap((v, t) => (v > 0 ? [iso(startDay + t)] : []));
    expect(at).toEqual(["2023-11-12", "2024-10-31", "2025-10-20"]);
    const week = drivers.find((d) => d.name === "diwali week before")!;
    expect(Array.from(week.values).reduce((a, b) => a + b, 0)).toBe(21);
  });

  test("weekly points carry the share of their days inside a window", () => {
    const startDay = dayNumber(2024, 12, 23);
    const drivers = festivalDrivers(["christmas"], { startDay, stepDays: 7, length: 2 });
    expect(drivers.find((d) => d.name === "christmas week before")!.values[0]).toBeCloseTo(2 / 7, 12);
    expect(drivers.find((d) => d.name === "christmas day")!.values[0]).toBeCloseTo(1 / 7, 12);
  });
});
