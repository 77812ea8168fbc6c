import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idMillis, newId } from "./uuid.ts";

const bytes = fc.uint8Array({ minLength: 10, maxLength: 16 });
const millis = fc.integer({ min: 0, max: 2 ** 48 - 1 });

describe("newId", () => {
  it("is the example of RFC 9562", () => {
    const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(newId(1_645_557_742_000, random)).toBe("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  });
  it("is a version 7 UUID that tells its time", () => {
    fc.assert(
      fc.property(millis, bytes, (at, random) => {
        const id = newId(at, random);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(idMillis(id)).toBe(at);
      }),
    );
  });
  it("sorts by time, whatever the random part", () => {
    fc.assert(
      fc.property(millis, millis, bytes, bytes, (a, b, left, right) => {
        fc.pre(a < b);
        expect(newId(a, left) < newId(b, right)).toBe(true);
      }),
    );
  });
  it("refuses too little randomness and impossible times", () => {
    expect(() => newId(0, new Uint8Array(9))).toThrow(RangeError);
    expect(() => newId(-1, new Uint8Array(10))).toThrow(RangeError);
    expect(() => newId(2 ** 48, new Uint8Array(10))).toThrow(RangeError);
    expect(() => idMillis("4a0fd2ce-1f0e-4f2a-8a1e-000000000000")).toThrow(RangeError);
  });
});
