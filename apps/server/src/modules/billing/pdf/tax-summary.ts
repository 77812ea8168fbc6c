import type { DocumentView } from "../read-invoice.ts";
import type { Writing } from "./document-layout.ts";
import type { Content, TableCell } from "./page-types.ts";

interface SummaryRow {
  hsnCode: string;
  component: string;
  ratePpm: number;
  taxableMinor: number;
  taxMinor: number;
}

/** Tax by HSN (India), component and rate: the figures a GSTR-1 HSN summary and a VAT return take from the document. */
export function taxSummary(document: DocumentView, writing: Writing): Content {
  const rows = summaryRows(document, writing.india);
  if (rows.length === 0) return { text: reasonInWords(document), italics: true };
  const right = (text: string): TableCell => ({ text, alignment: "right", fontSize: 8 });
  const left = (text: string): TableCell => ({ text, fontSize: 8 });
  const head = (text: string): TableCell => ({ text, style: "head" });
  const headRight = (text: string): TableCell => ({ text, style: "head", alignment: "right" });
  return {
    layout: "lightHorizontalLines",
    table: {
      headerRows: 1,
      widths: [...(writing.india ? ["auto"] : []), "auto", "auto", "*", "auto"],
      body: [
        [
          ...(writing.india ? [head("HSN")] : []),
          head("Tax"),
          ...["Rate", "Taxable value", "Tax amount"].map(headRight),
        ],
        ...rows.map((row) => [
          ...(writing.india ? [left(row.hsnCode)] : []),
          left(row.component),
          right(writing.percent(row.ratePpm)),
          right(writing.amount(row.taxableMinor)),
          right(writing.amount(row.taxMinor)),
        ]),
      ],
    },
  };
}

function summaryRows(document: DocumentView, byHsn: boolean): SummaryRow[] {
  const rows = new Map<string, SummaryRow>();
  for (const line of document.lines) {
    const hsnCode = byHsn ? (line.hsnCode ?? "") : "";
    for (const { component, ratePpm, taxableMinor, taxMinor } of line.taxTrace) {
      const key = `${hsnCode} ${component} ${ratePpm}`;
      const row = rows.get(key) ?? { hsnCode, component, ratePpm, taxableMinor: 0, taxMinor: 0 };
      row.taxableMinor += taxableMinor;
      row.taxMinor += taxMinor;
      rows.set(key, row);
    }
  }
  return [...rows.values()];
}

/** Why a document carries no tax at all. */
function reasonInWords(document: DocumentView): string {
  const buyerCountry = document.buyer["country"];
  const abroad = typeof buyerCountry === "string" && buyerCountry !== document.seller["country"];
  return abroad ? "No tax charged: the goods left the country or the buyer accounts for the tax." : "No tax charged.";
}
