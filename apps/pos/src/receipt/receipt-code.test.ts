import type { tillApi } from "@selvedge/contract";
import { expect, test } from "vitest";
import type { KeptReceipt } from "../device/till-db.ts";
import { readReceiptCode, receiptCode } from "./receipt-code.ts";

const head = {
  business: { id: "0192a3b4-0000-7000-8000-000000000001" },
  ...{ receiptOrigin: "https://shop.example", receiptKey: "key of the business" },
} as tillApi.TillHead;
const receipt = {
  ...{
    saleId: "0192a3b4-0000-7000-8000-000000000002",
    receiptNumber: "BAN1-000007",
    soldAt: "2026-11-30T06:00:00.000Z",
  },
  sale: {
    lines: [
      {
        ...{ id: "0192a3b4-0000-7000-8000-000000000003", skuId: "0192a3b4-0000-7000-8000-000000000004", qty: 2 },
        ...{
          unitPriceMinor: 129_900,
          grossMinor: 259_800,
          discountMinor: 800,
          taxableMinor: 246_667,
          taxMinor: 12_333,
        },
        taxTrace: ["CGST", "SGST"].map((component, i) => ({
          ...{ component, ratePpm: 25_000, taxableMinor: 246_667, taxMinor: 6_166 + i, jurisdiction: "IN" },
        })),
      },
    ],
  },
} as unknown as KeptReceipt;

test("a receipt's code opens it on a phone and gives any till of the business its goods", async () => {
  const code = await receiptCode(head, receipt);
  expect(code.startsWith("https://shop.example/r/")).toBe(true);
  const read = await readReceiptCode(head, code);
  expect(read).toMatchObject({
    saleId: receipt.saleId,
    packed: { receiptNumber: "BAN1-000007", lines: [{ qty: 2, taxableMinor: 246_667, discountMinor: 800 }] },
  });
});

test("a code that was changed, of another sale or of another business gives no goods", async () => {
  const code = await receiptCode(head, receipt);
  const other = await receiptCode(head, { ...receipt, saleId: "0192a3b4-0000-7000-8000-000000000009" });
  const broken = code.slice(0, -2) + (code.endsWith("A") ? "BB" : "AA");
  expect(await readReceiptCode(head, broken)).toEqual({ saleId: receipt.saleId, packed: null });
  const mixed = `${code.split("#")[0]}#${other.split("#")[1]}`;
  expect(await readReceiptCode(head, mixed)).toEqual({ saleId: receipt.saleId, packed: null });
  const stranger = { ...head, business: { ...head.business, id: "0192a3b4-0000-7000-8000-00000000000f" } };
  expect(await readReceiptCode(stranger, code)).toBeNull();
  const thief = { ...head, receiptKey: "another key" };
  expect(await readReceiptCode(thief, code)).toMatchObject({ packed: null });
  expect(await readReceiptCode(head, "8901234567894")).toBeNull();
});
