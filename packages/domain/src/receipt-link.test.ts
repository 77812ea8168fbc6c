import fc from "fast-check";
import { expect, test } from "vitest";
import { readReceiptWord, receiptPath } from "./receipt-link.ts";

test("a receipt's path names its business and sale and nothing else does", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (tenantId, saleId) => {
      const path = receiptPath(tenantId, saleId);
      expect(path).toMatch(/^\/r\/[\w-]{43}$/);
      expect(readReceiptWord(path.slice(3))).toEqual({ tenantId, saleId });
    }),
  );
  for (const word of ["", "x", "a".repeat(44), `${"a".repeat(42)}/`, "../../etc/passwd"]) {
    expect(readReceiptWord(word), word).toBeNull();
  }
});
