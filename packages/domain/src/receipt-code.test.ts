import fc from "fast-check";
import { expect, test } from "vitest";
import { MOST_PACKED_LINES, type PackedReceipt, packReceipt, unpackReceipt } from "./receipt-code.ts";

const minor = fc.integer({ min: 0, max: 900_000_000_000 });
const line = fc.record({
  ...{ id: fc.uuid(), skuId: fc.uuid(), qty: fc.integer({ min: 1, max: 300 }), unitPriceMinor: minor },
  ...{ grossMinor: minor, discountMinor: minor, taxableMinor: minor },
  components: fc.array(
    fc.record({
      component: fc.constantFrom("CGST", "SGST", "IGST", "VAT", "STATE"),
      ratePpm: fc.integer({ min: 0, max: 400_000 }),
      ...{ taxableMinor: minor, taxMinor: minor },
    }),
    { maxLength: 3 },
  ),
});
const receipt: fc.Arbitrary<PackedReceipt> = fc.record({
  receiptNumber: fc.stringMatching(/^[A-Z0-9]{2,6}(\.\d)?-\d{6}$/),
  soldAtSeconds: fc.integer({ min: 0, max: 4_000_000_000 }),
  lines: fc.array(line, { minLength: 1, maxLength: MOST_PACKED_LINES }),
});

test("a receipt comes out of its code as it went in, and fits a code that is read with ease", () => {
  fc.assert(
    fc.property(receipt, (one) => {
      const packed = packReceipt(one)!;
      expect(unpackReceipt(packed)).toEqual(one);
      expect(packed.length).toBeLessThan(40 + one.lines.length * 130);
    }),
  );
});

test("bytes that are no receipt, cut off or run on, are none", () => {
  fc.assert(
    fc.property(receipt, fc.nat(), (one, cut) => {
      const packed = packReceipt(one)!;
      expect(unpackReceipt(packed.slice(0, cut % packed.length))).toBeNull();
      expect(unpackReceipt(Uint8Array.from([...packed, 0]))).toBeNull();
    }),
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void unpackReceipt(bytes)));
  expect(packReceipt({ receiptNumber: "A-1", soldAtSeconds: 0, lines: [] })).toBeNull();
});
