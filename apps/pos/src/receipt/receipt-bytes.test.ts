import type { tillApi } from "@selvedge/contract";
import { receiptText, reportShift } from "@selvedge/domain";
import { expect, test } from "vitest";
import type { KeptReceipt } from "../device/till-db.ts";
import { reportText } from "../shift/report-text.ts";
import type { PaintRow } from "./paint-row.ts";
import { drawerPulse, receiptBytes, reportBytes } from "./receipt-bytes.ts";

const say = (sentence: string, values: Record<string, string | number> = {}) =>
  sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));

const head = {
  till: { receiptFooter: "Come again" },
  business: {
    ...{ legalName: "Kora Garments", country: "IN", taxNumber: "27AAPFU0939F1ZV" },
    ...{ locale: "en-IN", timeZone: "Asia/Kolkata" },
  },
  shop: { name: "Bandra", address: { line1: "14 Waroda Road", city: "Mumbai", postcode: "400050" } },
} as unknown as tillApi.TillHead;

const halves = ["CGST", "SGST"].map((component) => ({ component, ratePpm: 25_000, taxMinor: 3_093 }));
const line = {
  ...{ id: "line", skuId: "sku", qty: 1, unitPriceMinor: 129_900, manualDiscountMinor: 0, grossMinor: 129_900 },
  ...{
    discountMinor: 0,
    taxableMinor: 123_714,
    taxMinor: 6_186,
    totalMinor: 129_900,
    priceTrace: [],
    taxTrace: halves,
  },
};
const receipt = {
  ...{ saleId: "sale", receiptNumber: "BAN1-000007", soldAt: "2026-11-30T06:00:00.000Z", cashierName: "Farah" },
  ...{ customerName: null, sessionId: null, returned: {}, prints: 0 },
  descriptions: { sku: "A very long name of a block printed and embroidered festive kurta, Midnight blue, XXL" },
  sale: {
    ...{ currency: "INR", priceMode: "inclusive", lines: [line], returns: [], roundingMinor: 0, returnedMinor: 0 },
    ...{ grossMinor: 129_900, discountMinor: 0, taxableMinor: 123_714, taxMinor: 6_186, totalMinor: 129_900 },
    tenders: [
      { method: "upi", amountMinor: 29_900 },
      { method: "cash", amountMinor: 100_000, handedMinor: 200_000 },
    ],
  },
} as unknown as KeptReceipt;

const terms = { receiptNumber: receipt.receiptNumber, copyWords: "copy" };

/** What a printer would put on paper: the printable signs, line by line. */
function printed(bytes: Uint8Array): string[] {
  // Its orders (bold, sides, code page) are an ESC or GS, a sign, and a number.
  const text = [...bytes].filter((byte, i) => {
    const isOrder = (at: number) => at >= 0 && [0x1b, 0x1d].includes(bytes[at]!);
    return !isOrder(i) && !isOrder(i - 1) && !isOrder(i - 2) && (byte === 10 || (byte >= 0x20 && byte < 0x7f));
  });
  return String.fromCharCode(...text)
    .split("\n")
    .map((row) => row.trim());
}

test("a receipt's bytes say what the screen says, in forty-eight columns, with tax, change, barcode and a cut", () => {
  const bytes = receiptBytes(receiptText(receipt, head, say), { ...terms, link: "https://till.example/r/abc" });
  const rows = printed(bytes);
  for (const wanted of [
    /Kora Garments$/,
    /^GSTIN 27AAPFU0939F1ZV$/,
    /^Tax invoice$/,
    /^Receipt {2,}BAN1-000007$/,
    /^Total {2,}Rs 1,299\.00$/,
    /^CGST 2\.5 % {2,}Rs 30\.93$/,
    /^UPI {2,}Rs 299\.00$/,
    /^Cash {2,}Rs 2,000\.00$/,
    /^Change {2,}Rs 1,000\.00$/,
  ]) {
    expect(
      rows.some((row) => wanted.test(row)),
      String(wanted),
    ).toBe(true);
  }
  for (const row of rows.filter((r) => / {2,}Rs /.test(r))) expect(row.length).toBeLessThanOrEqual(48);
  // GS k: the number as a barcode; GS V: the cut.
  expect(Buffer.from(bytes).includes(Buffer.from([0x1d, 0x6b]))).toBe(true);
  expect(Buffer.from(bytes).includes(Buffer.from([0x1d, 0x56]))).toBe(true);
  // GS ( k, function 180: the link as a QR code.
  expect(Buffer.from(bytes).includes(Buffer.from("https://till.example/r/abc"))).toBe(true);
  expect(Buffer.from(bytes).includes(Buffer.from([0x1d, 0x28, 0x6b]))).toBe(true);
});

test("what the printer has no letters of is printed as a picture of the row, the rest stays text", () => {
  const painted: string[] = [];
  const paint: PaintRow = (left, right) => {
    painted.push(`${left}|${right}`);
    return { data: new Uint8ClampedArray(576 * 32 * 4), width: 576, height: 32, colorSpace: "srgb" } as ImageData;
  };
  const descriptions = { sku: "ब्लॉक प्रिंट कुर्ता, नीला, M" };
  const text = receiptText({ ...receipt, descriptions }, head, (words) => (words === "Cash" ? "नक़द" : say(words)));
  const bytes = receiptBytes(text, { ...terms, link: null }, paint);
  expect(painted).toEqual(["ब्लॉक प्रिंट कुर्ता, नीला, M|", "नक़द|₹2,000.00"]);
  // GS v 0: two rasters; everything else as letters, and no question mark in place of one.
  const rasters = Buffer.from(bytes).toString("latin1").split("\x1dv0").length - 1;
  expect(rasters).toBe(2);
  const rows = printed(bytes);
  expect(rows.some((row) => /^Total {2,}Rs 1,299\.00$/.test(row))).toBe(true);
  expect(rows.some((row) => row.includes("?"))).toBe(false);
});

test("pounds, euros and accents are in the printer's own code pages", () => {
  const descriptions = { sku: "Crêpe café, Grün, £5 €6" };
  const bytes = receiptBytes(receiptText({ ...receipt, descriptions }, head, say), { ...terms, link: null });
  expect(printed(bytes).some((row) => row.includes("?"))).toBe(false);
});

test("a second print says that it is a copy", () => {
  const again = receiptBytes(receiptText({ ...receipt, prints: 1 }, head, say), { ...terms, link: null });
  expect(printed(again)).toContain("*** copy ***");
  expect(printed(receiptBytes(receiptText(receipt, head, say), { ...terms, link: null }))).not.toContain(
    "*** copy ***",
  );
});

test("cash taken in two parts gives the change of both", () => {
  const parts = [
    { method: "cash" as const, amountMinor: 50_000, handedMinor: 50_000 },
    { method: "cash" as const, amountMinor: 79_900, handedMinor: 100_000 },
  ];
  const { paid } = receiptText({ ...receipt, sale: { ...receipt.sale, tenders: parts } }, head, say);
  expect(paid).toEqual([
    ["Cash", "₹500.00"],
    ["Cash", "₹1,000.00"],
    ["Change", "₹201.00"],
  ]);
});

test("the drawer opens by ESC p", () => {
  expect(Buffer.from(drawerPulse()).includes(Buffer.from([0x1b, 0x70]))).toBe(true);
});

const sale = {
  ...{ kind: "sale" as const, totalMinor: 129_900, taxMinor: 6_186, discountMinor: 0, pieces: 1, roundingMinor: 0 },
  ...{ returnedMinor: 0, returnedPieces: 0 },
  tenders: [
    { method: "card", amountMinor: 29_900 },
    { method: "cash", amountMinor: 100_000 },
  ],
};
const facts = [{ kind: "shift_opened" as const, floatMinor: 200_000 }, sale];
const reportTerms = { currency: "INR", locale: "en-IN" };

test("before a blind count the X report tells nothing of the drawer; somebody who approves sees it; the Z report tells all", () => {
  const open = reportShift(facts);
  const blind = reportText(open, "X report", { ...reportTerms, isBlind: true }, say);
  const words = JSON.stringify(blind);
  expect(words).toContain("₹1,299.00");
  expect(words).toContain("Card (1)");
  expect(words).not.toMatch(/Cash \(|Float|3,000|1,000\.00|2,000/);
  expect(blind.note).not.toBeNull();
  const seen = reportText(open, "X report", { ...reportTerms, isBlind: false }, say);
  expect(seen.groups.flat()).toContainEqual(["Should be in the drawer", "₹3,000.00"]);
  const closed = reportShift([...facts, { kind: "shift_closed", countedMinor: 299_000 }]);
  const z = reportText(closed, "Z report 4", { ...reportTerms, isBlind: true }, say);
  expect(z.outcome).toEqual({ words: "Short", amount: "₹10.00", isExact: false });
  expect(printed(reportBytes(z, "Bandra")).some((row) => /^Short {2,}Rs 10\.00$/.test(row))).toBe(true);
});
