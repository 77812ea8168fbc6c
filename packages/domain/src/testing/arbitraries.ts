import fc from "fast-check";
import { addDays } from "../dates.ts";
import { makeGtin13 } from "../gtin.ts";
import { standardSizeScales } from "../sizes.ts";
import { gstinCheckCharacter } from "../tax-ids.ts";

/** Generators of realistic garment data, shared by the property tests of every package. */

/** Indian states by ISO code, with the two digits that begin their GSTINs. */
const stateDigits = { "IN-MH": "27", "IN-KA": "29", "IN-DL": "07", "IN-TN": "33", "IN-GJ": "24" } as const;
export const indianPlace = fc.constantFrom(...(Object.keys(stateDigits) as (keyof typeof stateDigits)[]));

/** A valid GSTIN of a state. */
export const gstin = fc
  .tuple(
    indianPlace,
    fc.string({ unit: fc.constantFrom(..."ABCDEFGHJKLMNPQRSTUVWXYZ"), minLength: 6, maxLength: 6 }),
    fc.integer({ min: 0, max: 9999 }),
    fc.constantFrom(..."123456789A"),
  )
  .map(([place, letters, digits, entity]) => {
    const pan = `${letters.slice(0, 5)}${String(digits).padStart(4, "0")}${letters.slice(5)}`;
    const first14 = `${stateDigits[place]}${pan}${entity}Z`;
    return first14 + gstinCheckCharacter(first14);
  });

/** A valid GTIN-13 under an Indian company prefix. */
export const gtin13 = fc.integer({ min: 0, max: 9999 }).map((item) => makeGtin13("89012345", item));

/** Prices of a piece in paise: everyday ones, and those on both edges of every GST slab and dead band. */
export const pieceMinor = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 600_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 10, max: 600 }).map((rupees) => rupees * 1000 - 100) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(100_000, 105_000, 112_000, 118_000, 250_000, 262_500, 279_900, 295_000),
        fc.integer({ min: -3, max: 3 }),
      )
      .map(([edge, off]) => edge + off),
  },
);

/** Business dates, many of them around the change of GST slabs on 22 September 2025. */
export const supplyDate = fc.oneof(
  fc.integer({ min: -3, max: 3 }).map((days) => addDays("2025-09-22", days)),
  fc.integer({ min: 0, max: 2500 }).map((days) => addDays("2019-01-01", days)),
);

/** A style with its colourways and sizes. */
export const styleMatrix = fc.record({
  code: fc.stringMatching(/^[A-Z]{2,4}[0-9]{2,4}$/),
  colours: fc.uniqueArray(fc.constantFrom("INDIGO", "ECRU", "MAROON", "BLACK", "MINT", "RUST"), {
    minLength: 1,
    maxLength: 6,
  }),
  sizes: fc.constantFrom(...Object.values(standardSizeScales)),
});
