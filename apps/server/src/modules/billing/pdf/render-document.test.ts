import { expect, test } from "vitest";
import type { DocumentView } from "../read-invoice.ts";
import { documentLayout } from "./document-layout.ts";
import { renderDocument } from "./render-document.ts";

const tax = (component: string, ratePpm: number, taxableMinor: number, taxMinor: number) => ({
  component,
  jurisdiction: "IN",
  ratePpm,
  taxableMinor,
  taxMinor,
  validFrom: "2025-09-22",
  source: "Notif. 9/2025-CT(R)",
});

const line = {
  lineNo: 1,
  skuCode: "KURTA-1-NVY-M",
  description: "Block print kurta, Navy, M",
  hsnCode: "620442",
  qty: 10,
  unitPriceMinor: 250_000,
  discountMinor: 50_000,
  taxableMinor: 2_450_000,
  taxMinor: 122_500,
  totalMinor: 2_572_500,
};

const indian: DocumentView = {
  id: "018f0000-0000-7000-8000-000000000001",
  kind: "invoice",
  number: "INV-00042",
  orderId: "018f0000-0000-7000-8000-000000000002",
  orderNumber: "SO-00007",
  placedOn: "2026-05-30",
  priceMode: "exclusive",
  customerName: "Kora Stores",
  issuedOn: "2026-06-01",
  dueOn: "2026-07-01",
  totalMinor: 3_162_500,
  openMinor: 1_000_000,
  currency: "INR",
  overdue: false,
  seller: {
    name: "Asha Prints",
    legalName: "Asha Prints Private Limited",
    taxNumber: "27AAPFU0939F1ZV",
    country: "IN",
    state: "MH",
    address: { line1: "12 Mill Lane", city: "Mumbai", state: "MH", postcode: "400013", country: "IN" },
  },
  buyer: {
    name: "Kora Stores",
    taxNumber: "27AAACK1234A1Z5",
    country: "IN",
    state: "MH",
    address: { line1: "4 MG Road", city: "Pune", postcode: "411001", country: "IN" },
    shipTo: { line1: "9 Ring Road", city: "Nashik", postcode: "422001", country: "IN" },
  },
  placeOfSupply: "IN-MH",
  taxableMinor: 2_950_000,
  taxMinor: 212_500,
  components: [
    { component: "CGST", ratePpm: 25_000, taxableMinor: 2_450_000, taxMinor: 61_250 },
    { component: "SGST", ratePpm: 25_000, taxableMinor: 2_450_000, taxMinor: 61_250 },
    { component: "CGST", ratePpm: 90_000, taxableMinor: 500_000, taxMinor: 45_000 },
    { component: "SGST", ratePpm: 90_000, taxableMinor: 500_000, taxMinor: 45_000 },
  ],
  reason: null,
  originalNumber: null,
  applications: [],
  lines: [
    { ...line, taxTrace: [tax("CGST", 25_000, 2_450_000, 61_250), tax("SGST", 25_000, 2_450_000, 61_250)] },
    {
      ...line,
      lineNo: 2,
      skuCode: "LEHENGA-2-RED-L",
      description: "Lehenga, Red, L",
      qty: 1,
      unitPriceMinor: 500_000,
      discountMinor: 0,
      taxableMinor: 500_000,
      taxMinor: 90_000,
      totalMinor: 590_000,
      taxTrace: [tax("CGST", 90_000, 500_000, 45_000), tax("SGST", 90_000, 500_000, 45_000)],
    },
  ],
};

/** Every text of a page's layout, in order. */
function textsOf(node: unknown): string[] {
  if (typeof node === "string") return [node];
  if (Array.isArray(node)) return node.flatMap(textsOf);
  if (node === null || typeof node !== "object") return [];
  const { text, stack, columns, table, content } = node as Record<string, unknown>;
  const body = (table as { body?: unknown } | undefined)?.body;
  return [text, stack, columns, body, content].flatMap(textsOf);
}

const written = (document: DocumentView, country: string, locale: string) =>
  textsOf(documentLayout(document, { country, locale })).join("\n");

test("an Indian tax invoice shows what rule 46 asks for", () => {
  const page = written(indian, "IN", "en-IN");
  for (const part of [
    "Tax Invoice",
    "INV-00042",
    "1 Jun 2026",
    "Asha Prints Private Limited",
    "GSTIN 27AAPFU0939F1ZV",
    "State: Maharashtra (27)",
    "Kora Stores",
    "GSTIN 27AAACK1234A1Z5",
    "Delivered to",
    "9 Ring Road",
    "Place of supply",
    "Maharashtra (27)",
    "HSN",
    "620442",
    "10 pcs",
    "24,500.00",
    "CGST 2.5%",
    "SGST 9%",
    "5%",
    "18%",
    "Tax payable on reverse charge",
    "₹31,625.00",
    "Rupees thirty-one thousand six hundred twenty-five only",
    "Authorised signatory",
  ]) {
    expect(page, part).toContain(part);
  }
});

test("a country is named, and only in an address abroad", () => {
  const page = written(
    { ...indian, buyer: { ...indian.buyer, shipTo: { line1: "1 Row", country: "GB" } } },
    "IN",
    "en-IN",
  );
  expect(page.split("\n")).toContain("United Kingdom");
  expect(page.split("\n").filter((line) => ["IN", "GB", "India"].includes(line))).toEqual([]);
});

test("a credit note names its invoice and shows its amounts as positive", () => {
  const turned = (v: number) => -v;
  const note: DocumentView = {
    ...indian,
    kind: "credit_note",
    number: "CN-00001",
    originalNumber: "INV-00042",
    reason: "Wrong size",
    totalMinor: -2_572_500,
    taxableMinor: -2_450_000,
    taxMinor: -122_500,
    openMinor: 0,
    components: indian.components
      .slice(0, 2)
      .map((c) => ({ ...c, taxableMinor: -c.taxableMinor, taxMinor: -c.taxMinor })),
    lines: indian.lines.slice(0, 1).map((l) => ({
      ...l,
      qty: turned(l.qty),
      discountMinor: turned(l.discountMinor),
      taxableMinor: turned(l.taxableMinor),
      taxMinor: turned(l.taxMinor),
      totalMinor: turned(l.totalMinor),
      taxTrace: l.taxTrace.map((c) => ({ ...c, taxableMinor: -c.taxableMinor, taxMinor: -c.taxMinor })),
    })),
  };
  const page = written(note, "IN", "en-IN");
  for (const part of ["Credit Note", "Against invoice", "INV-00042", "Reason: Wrong size", "25,725.00"]) {
    expect(page, part).toContain(part);
  }
  expect(page).not.toContain("-24");
});

test("a UK invoice speaks of VAT", () => {
  const british: DocumentView = {
    ...indian,
    currency: "GBP",
    components: [{ component: "VAT", ratePpm: 200_000, taxableMinor: 2_950_000, taxMinor: 212_500 }],
    seller: { ...indian.seller, country: "GB", taxNumber: "GB123456789" },
    lines: indian.lines.map((l) => ({
      ...l,
      hsnCode: null,
      taxTrace: [tax("VAT", 200_000, l.taxableMinor, l.taxMinor)],
    })),
  };
  const page = written(british, "GB", "en-GB");
  for (const part of ["VAT Invoice", "VAT no. GB123456789", "VAT %", "20%", "£31,625.00"])
    expect(page, part).toContain(part);
  expect(page).not.toContain("GST");
});

test("makes a PDF of several pages when there are many lines", async () => {
  const many = { ...indian, lines: Array.from({ length: 120 }, (_, i) => ({ ...indian.lines[0]!, lineNo: i + 1 })) };
  const one = await renderDocument(indian, { country: "IN", locale: "en-IN" });
  const long = await renderDocument(many, { country: "IN", locale: "en-IN" });
  expect(one.subarray(0, 5).toString()).toBe("%PDF-");
  const pagesOf = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type \/Page\b(?!s)/g)?.length;
  expect(pagesOf(one)).toBe(1);
  expect(pagesOf(long)).toBeGreaterThan(2);
});

test("the business's colour is a band along the top of each page, its logo above the seller", () => {
  const layout = documentLayout(
    indian,
    { country: "IN", locale: "en-IN" },
    { accent: "#0f766e", logo: "data:image/png;base64,AA==" },
  );
  const band = layout.background as (page: number, size: { width: number }) => unknown;
  expect(band(1, { width: 595 })).toEqual({ canvas: [{ type: "rect", x: 0, y: 0, w: 595, h: 6, color: "#0f766e" }] });
  expect((layout.content as unknown[])[0]).toMatchObject({ image: "data:image/png;base64,AA==" });
  expect(documentLayout(indian, { country: "IN", locale: "en-IN" }).background).toBeUndefined();
});
