import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ConvertedSize,
  convertSize,
  type SizeTable,
  sizesOfSystem,
  sizeTableProblem,
  standardSizeTables,
} from "./size-conversion.ts";

/** Tables as tenants may make them: per system, runs of rows that share a label. */
const madeTable: fc.Arbitrary<SizeTable> = fc
  .tuple(fc.integer({ min: 1, max: 15 }), fc.integer({ min: 2, max: 5 }))
  .chain(([rowCount, systemCount]) =>
    fc
      .array(fc.array(fc.boolean(), { minLength: rowCount, maxLength: rowCount }), {
        minLength: systemCount,
        maxLength: systemCount,
      })
      .map((startsNewLabel): SizeTable => {
        const systems = startsNewLabel.map((_, i) => `SYS${i}`);
        const columns = startsNewLabel.map((starts, s) => {
          let label = 0;
          return starts.map((isNew, i) => {
            if (i > 0 && isNew) label += 1;
            return `${s}/${label}`;
          });
        });
        const rows = Array.from({ length: rowCount }, (_, i) => columns.map((column) => column[i]!));
        return {
          code: "T",
          category: "clothing",
          wearer: "women",
          systems,
          rows,
          validFrom: "2026-01-01",
          source: "test",
        };
      }),
  );
const anyTable = fc.oneof(madeTable, fc.constantFrom(...standardSizeTables));
const sizesIn = (found: ConvertedSize) => (found.kind === "one" ? [found.size] : found.sizes);
const pairs = (table: SizeTable) => table.systems.flatMap((from) => table.systems.map((to) => [from, to] as const));

describe("Feature: garment-business-management, Property 26: Regional Size Matrix Support", () => {
  it("there and back gives the size where the mapping is one to one, and a range that holds it where it is not", () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        for (const [from, to] of pairs(table)) {
          for (const size of sizesOfSystem(table, from)!) {
            const found = convertSize(table, from, size, to)!;
            const back = sizesIn(found).map((other) => convertSize(table, to, other, from)!);
            for (const original of back) expect(sizesIn(original)).toContain(size);
            const partners = table.rows.filter((row) => row[table.systems.indexOf(from)] === size);
            const labels = new Set(partners.map((row) => row[table.systems.indexOf(to)]!));
            expect(found.kind).toBe(labels.size === 1 ? "one" : "range");
            expect(new Set(sizesIn(found))).toEqual(labels);
            if (found.kind === "range") {
              expect([found.from, found.to]).toEqual([found.sizes[0], found.sizes.at(-1)]);
            } else if (
              table.rows.filter((row) => row[table.systems.indexOf(to)] === found.size).length === partners.length
            ) {
              expect(back).toEqual([{ kind: "one", size }]);
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it("a larger size is never a smaller one in another region", () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        for (const [from, to] of pairs(table)) {
          const order = sizesOfSystem(table, to)!;
          let largest = 0;
          for (const size of sizesOfSystem(table, from)!) {
            const places = sizesIn(convertSize(table, from, size, to)!).map((label) => order.indexOf(label));
            expect(places).toEqual([...places].sort((a, b) => a - b));
            expect(places[0]).toBeGreaterThanOrEqual(largest);
            largest = places.at(-1)!;
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it("sizes and systems that are not in the table are refused", () => {
    fc.assert(
      fc.property(anyTable, fc.string(), (table, text) => {
        const [first, second] = table.systems as [string, string];
        const known = sizesOfSystem(table, first)!.some((size) => size.toUpperCase() === text.trim().toUpperCase());
        expect(convertSize(table, first, text, second) === null).toBe(!known);
        expect(convertSize(table, `${first}?`, "38", second)).toBeNull();
        expect(convertSize(table, first, sizesOfSystem(table, first)![0]!, `${second}?`)).toBeNull();
      }),
      { numRuns: 200 },
    );
  });
});

describe("size tables", () => {
  it.each(standardSizeTables.map((table) => [table.code, table] as const))("%s is sound", (_, table) => {
    expect(sizeTableProblem(table)).toBeNull();
  });
  it("say what is wrong with them", () => {
    const sound = standardSizeTables[0]!;
    expect(sizeTableProblem({ ...sound, rows: [] })).toMatch(/at least one row/);
    expect(sizeTableProblem({ ...sound, rows: [["32", "4"]] })).toMatch(/every row/);
    expect(
      sizeTableProblem({
        ...sound,
        rows: [...sound.rows].sort((a, b) => (a[4]! + a[0]! < b[4]! + b[0]! ? -1 : 1)).concat([sound.rows[0]!]),
      }),
    ).toMatch(/no neighbours/);
    expect(
      sizeTableProblem({ ...sound, systems: ["EU", "UK", "US", "IT", "EU"], rows: [["1", "1", "1", "1", "1"]] }),
    ).toMatch(/twice/);
  });
  it("a letter is an explicit range of numbers", () => {
    expect(convertSize(standardSizeTables[0]!, "UK", "12", "EU")).toEqual({ kind: "one", size: "40" });
    expect(convertSize(standardSizeTables[0]!, "ALPHA", "m", "EU")).toEqual({
      kind: "range",
      from: "40",
      to: "42",
      sizes: ["40", "42"],
    });
  });
});
