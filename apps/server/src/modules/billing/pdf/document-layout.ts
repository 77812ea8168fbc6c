import { currencyExponent, formatMoney, minorToDecimal } from "@selvedge/domain";
import type { DocumentView } from "../read-invoice.ts";
import { amountInWords } from "./amount-in-words.ts";
import { placeInWords } from "./indian-states.ts";
import { type Look, plainLook } from "./look.ts";
import type { Column, Content, TableCell, TDocumentDefinitions } from "./page-types.ts";
import { buyerBlock, sellerBlock } from "./party-blocks.ts";
import { taxSummary } from "./tax-summary.ts";

/** How a document is written: its tax's words, the reader's locale, and signs turned on a credit note. */
export interface Writing {
  india: boolean;
  /** Name of the tax number: GSTIN, VAT no., Tax no. */
  taxNumberName: string;
  taxName: string;
  /** Amount in the currency's decimals without its sign; a credit note's amounts are shown as positive. */
  amount(minor: number): string;
  /** Amount with the currency's sign. */
  money(minor: number): string;
  percent(ratePpm: number): string;
  /** A day ("2026-06-01") as the business writes days: "1 Jun 2026". */
  day(date: string): string;
  /** A country's name; null for the seller's own, which no address at home names. */
  abroad(countryCode: string): string | null;
}

const taxWords: Readonly<Record<string, readonly [taxName: string, numberName: string]>> = {
  IN: ["GST", "GSTIN"],
  US: ["Sales tax", "Tax ID"],
  AU: ["GST", "ABN"],
  NZ: ["GST", "GST no."],
  SG: ["GST", "GST reg. no."],
  CA: ["GST/HST", "GST/HST no."],
};

export function writingOf(document: DocumentView, country: string, locale: string): Writing {
  const sign = document.kind === "credit_note" ? -1 : 1;
  const [taxName, taxNumberName] = taxWords[country] ?? ["VAT", "VAT no."];
  const digits = currencyExponent(document.currency);
  const days = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const countries = new Intl.DisplayNames(locale, { type: "region", fallback: "code" });
  const plain = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return {
    india: country === "IN",
    taxName,
    taxNumberName,
    amount: (minor) => plain.format(minorToDecimal(sign * minor + 0, document.currency) as `${number}`),
    money: (minor) => formatMoney(sign * minor + 0, document.currency, locale),
    percent: (ratePpm) => `${(ratePpm / 10_000).toLocaleString(locale, { maximumFractionDigits: 4 })}%`,
    day: (date) => days.format(new Date(date)),
    abroad: (code) => (code === country ? null : (countries.of(code) ?? code)),
  };
}

/**
 * The page of an invoice or credit note. India: what rule 46 of the CGST Rules 2017 asks for (supplier and recipient
 * with GSTIN, serial number, date, place of supply with state, HSN, quantity and unit, taxable value, rate and amount
 * of each tax, reverse charge, delivery address, signature), and rule 53 for credit notes. UK: VAT Notice 700 section 16.
 */
export function documentLayout(
  document: DocumentView,
  tenant: { country: string; locale: string },
  look: Look = plainLook,
): TDocumentDefinitions {
  const writing = writingOf(document, tenant.country, tenant.locale);
  const title = titleOf(document, writing);
  return {
    info: { title: `${title} ${document.number}`, author: String(document.seller["legalName"] ?? "") },
    pageSize: "A4",
    pageMargins: [36, 40, 36, 48],
    defaultStyle: { font: "Roboto", fontSize: 9, lineHeight: 1.15 },
    styles: {
      title: { fontSize: 16, bold: true },
      label: { color: "#666666", fontSize: 8 },
      head: { bold: true, fontSize: 8, fillColor: "#f0f0f0" },
    },
    footer: (page: number, pages: number) => ({
      columns: [
        { text: `${title} ${document.number}`, style: "label" },
        { text: `Page ${page} of ${pages}`, style: "label", alignment: "right" },
      ],
      margin: [36, 16, 36, 0],
    }),
    ...(look.accent ? { background: accentBand(look.accent) } : {}),
    content: [
      ...(look.logo ? [{ image: look.logo, fit: [160, 48] as [number, number], margin: [0, 0, 0, 8] as Margins }] : []),
      { columns: [sellerBlock(document, writing), numbersBlock(document, title, writing)], columnGap: 16 },
      { columns: buyerBlock(document, writing), columnGap: 16, margin: [0, 14, 0, 10] },
      linesTable(document, writing),
      {
        columns: [
          { width: "*", stack: [taxSummary(document, writing), wordsBlock(document)] },
          { width: 190, stack: [totalsBlock(document, writing)] },
        ],
        columnGap: 16,
        margin: [0, 10, 0, 0],
      },
      signatureBlock(document),
    ],
  };
}

type Margins = [number, number, number, number];

/** A band in the business's colour along the top edge of each page: colour that nothing has to be read on. */
function accentBand(color: string): TDocumentDefinitions["background"] {
  return (_page, { width }) => ({ canvas: [{ type: "rect", x: 0, y: 0, w: width, h: 6, color }] });
}

function titleOf(document: DocumentView, writing: Writing): string {
  if (document.kind === "credit_note") return "Credit Note";
  if (!document.seller["taxNumber"]) return "Invoice";
  if (writing.india) return "Tax Invoice";
  return writing.taxName === "VAT" ? "VAT Invoice" : "Invoice";
}

function numbersBlock(document: DocumentView, title: string, writing: Writing): Column {
  const rows: [string, string][] = [
    [`${document.kind === "credit_note" ? "Credit note" : "Invoice"} no.`, document.number],
    ["Date", writing.day(document.issuedOn)],
    ["Order", `${document.orderNumber} of ${writing.day(document.placedOn)}`],
  ];
  if (document.kind === "invoice") rows.push(["Due", writing.day(document.dueOn)]);
  if (document.originalNumber) rows.push(["Against invoice", document.originalNumber]);
  if (document.placeOfSupply) {
    rows.push(["Place of supply", writing.india ? placeInWords(document.placeOfSupply) : document.placeOfSupply]);
  }
  const reversed = document.lines.some((line) => line.taxTrace.some((c) => c.reason === "reverse_charge"));
  if (writing.india || reversed) rows.push(["Tax payable on reverse charge", reversed ? "Yes" : "No"]);
  return {
    width: 210,
    stack: [
      { text: title, style: "title", alignment: "right", margin: [0, 0, 0, 6] },
      {
        layout: "noBorders",
        table: {
          widths: ["*", "auto"],
          body: rows.map(([label, value]) => [
            { text: label, style: "label" },
            { text: value, alignment: "right" },
          ]),
        },
      },
    ],
  };
}

function linesTable(document: DocumentView, writing: Writing): Content {
  const coded = document.lines.some((line) => line.hsnCode);
  const discounted = document.lines.some((line) => line.discountMinor !== 0);
  const right = (text: string): TableCell => ({ text, alignment: "right" });
  const head = (text: string, alignment: "left" | "right" = "right"): TableCell => ({ text, style: "head", alignment });
  const priceHead = document.priceMode === "inclusive" ? `Price incl. ${writing.taxName}` : "Price";
  return {
    layout: "lightHorizontalLines",
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [
        "auto",
        "*",
        ...(coded ? ["auto"] : []),
        "auto",
        "auto",
        ...(discounted ? ["auto"] : []),
        "auto",
        "auto",
        "auto",
        "auto",
      ],
      body: [
        [
          head("#"),
          head("Description", "left"),
          ...(coded ? [head(writing.india ? "HSN" : "Code", "left")] : []),
          head("Qty"),
          head(priceHead),
          ...(discounted ? [head("Discount")] : []),
          head(writing.india ? "Taxable value" : "Net"),
          head(`${writing.taxName} %`),
          head(writing.taxName),
          head("Total"),
        ],
        ...document.lines.map((line): TableCell[] => [
          right(String(line.lineNo)),
          { stack: [line.description, { text: line.skuCode, style: "label" }] },
          ...(coded ? [{ text: line.hsnCode ?? "" }] : []),
          right(`${Math.abs(line.qty)} pcs`),
          right(writing.amount(line.unitPriceMinor * Math.sign(line.qty))),
          ...(discounted ? [right(writing.amount(line.discountMinor))] : []),
          right(writing.amount(line.taxableMinor)),
          right(ratesOf(line, writing)),
          right(writing.amount(line.taxMinor)),
          right(writing.amount(line.totalMinor)),
        ]),
      ],
    },
  };
}

/** The whole rate of a line; two where its pieces fall on both sides of a limit. */
function ratesOf(line: DocumentView["lines"][number], writing: Writing): string {
  const byValue = new Map<number, number>();
  const components = new Map<string, number>();
  for (const c of line.taxTrace) {
    const nth = components.get(c.component) ?? 0;
    components.set(c.component, nth + 1);
    byValue.set(nth, (byValue.get(nth) ?? 0) + c.ratePpm);
  }
  return [...new Set(byValue.values())].map(writing.percent).join(" / ") || "-";
}

function totalsBlock(document: DocumentView, writing: Writing): Content {
  const rows: [string, string, boolean][] = [
    [writing.india ? "Taxable value" : "Net", writing.money(document.taxableMinor), false],
    ...document.components
      .filter((c) => c.taxMinor !== 0)
      .map((c): [string, string, boolean] => [
        `${c.component} ${writing.percent(c.ratePpm)}`,
        writing.money(c.taxMinor),
        false,
      ]),
    ["Total", writing.money(document.totalMinor), true],
  ];
  if (document.kind === "invoice" && document.openMinor !== document.totalMinor) {
    rows.push(["Settled", writing.money(document.totalMinor - document.openMinor), false]);
    rows.push(["Open", writing.money(document.openMinor), true]);
  }
  return {
    layout: "noBorders",
    table: {
      widths: ["*", "auto"],
      body: rows.map(([label, value, bold]) => [
        { text: label, bold },
        { text: value, bold, alignment: "right" },
      ]),
    },
  };
}

function wordsBlock(document: DocumentView): Content {
  return {
    margin: [0, 8, 0, 0],
    stack: [
      { text: "Amount in words", style: "label" },
      amountInWords(document.totalMinor, document.currency),
      ...(document.reason ? [{ text: `Reason: ${document.reason}`, margin: [0, 4, 0, 0] as Margins }] : []),
    ],
  };
}

function signatureBlock(document: DocumentView): Content {
  return {
    unbreakable: true,
    margin: [0, 30, 0, 0],
    stack: [
      { text: `For ${String(document.seller["legalName"] ?? "")}`, alignment: "right" },
      { text: "Authorised signatory", style: "label", alignment: "right", margin: [0, 26, 0, 0] },
    ],
  };
}
