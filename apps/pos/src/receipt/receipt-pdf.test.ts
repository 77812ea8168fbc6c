import type { ReceiptText } from "@selvedge/domain";
import { expect, test } from "vitest";
import { receiptDefinition } from "./receipt-pdf.ts";

const text: ReceiptText = {
  ...{ shop: ["Kora Garments", "Mumbai Bandra"], title: "Receipt", isCopy: false },
  ...{ facts: [["Receipt", "BAN1-000007"]], lines: [{ what: "Kurta", detail: "1 x ₹1,299.00", amount: "₹1,299.00" }] },
  ...{ sums: [], total: ["Total", "₹1,299.00"], taxes: [["CGST 2.5 %", "₹30.93"]], paid: [["Cash", "₹1,299.00"]] },
  footer: ["Come again"],
} as unknown as ReceiptText;

test("no part of the receipt's PDF stands in it twice: pdfmake notes in each where it is, and would draw all at the last place", () => {
  const { content } = receiptDefinition(text, "copy", "https://example.com/r/1");
  expect(new Set(content).size).toBe(content.length);
  expect(content.filter((part) => "canvas" in part)).toHaveLength(4);
});
