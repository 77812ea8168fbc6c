import { expect, test } from "vitest";
import { chartFor } from "./charts-of-accounts.ts";
import { countryStarts, stateCode } from "./countries.ts";
import { standardSizeScales } from "./sizes.ts";
import { taxPacks } from "./tax-packs/index.ts";

test.each([
  ["US", "ny", "NY"],
  ["US", "US-NY", "NY"],
  ["US", " new  york ", "NY"],
  ["US", "District of Columbia", "DC"],
  ["US", "Ontario", null],
  ["US", "", null],
  ["IN", "Maharashtra", "MH"],
  ["IN", "mh", "MH"],
  ["IN", "TS", "TG"],
  ["IN", "constructor", null],
  ["GB", "Kent", "Kent"],
])("%s %j is %j", (country, written, code) => expect(stateCode(country, written)).toBe(code));

test("every country to begin in has a tax pack, a chart, scales that exist and a real time zone", () => {
  for (const [code, start] of Object.entries(countryStarts)) {
    expect(taxPacks[code]?.length).toBeGreaterThan(0);
    expect(chartFor(code).length).toBeGreaterThan(10);
    expect(start.sizeScales.filter((scale) => !standardSizeScales[scale])).toEqual([]);
    for (const timeZone of start.timeZones) expect(() => new Intl.DateTimeFormat("en", { timeZone })).not.toThrow();
  }
});
