import fc from "fast-check";
import { expect, test } from "vitest";
import { readQuery, sorts, writeQuery } from "./list-query.ts";

const word = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
const words = fc.uniqueArray(word, { maxLength: 5 });

test("the address of a list says its whole state: what is written is read back", () => {
  fc.assert(
    fc.property(
      fc.record({
        ...{ kind: words, collection: words, size: words, colour: words, fabric: words, inStock: fc.boolean() },
        sort: fc.constantFrom(...sorts.map(([key]) => key)),
        page: fc.integer({ min: 1, max: 10_000 }),
        least: fc.integer({ min: 0, max: 1_000_000 }),
      }),
      fc.constantFrom(0, 2, 3),
      (query, exponent) => {
        const path = writeQuery("/search", query, { page: query.page }, exponent);
        const search = Object.fromEntries(new URL(path, "http://shop").searchParams);
        expect(readQuery(search, exponent)).toEqual(query);
      },
    ),
  );
});

test("nonsense in an address is passed over, and a change of filter begins at the first page", () => {
  const query = readQuery({ min: "-3", max: "much", page: "0", sort: "by_colour", size: ["S,M", ""] }, 2);
  expect(query).toEqual({
    kind: [],
    collection: [],
    size: ["S", "M"],
    colour: [],
    fabric: [],
    inStock: false,
    sort: "featured",
    page: 1,
  });
  expect(writeQuery("/c/kurtas", { ...query, page: 7 }, { colour: ["blue"] }, 2)).toBe(
    "/c/kurtas?size=S%2CM&colour=blue",
  );
});
