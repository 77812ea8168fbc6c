import ReceiptPrinterEncoder from "@point-of-sale/receipt-printer-encoder";
import type { ReceiptText } from "@selvedge/domain";
import type { ReportText } from "../shift/report-text.ts";
import { type PaintRow, paintRow, type RowLook } from "./paint-row.ts";

const COLUMNS = 48;

interface Printed {
  receiptNumber: string;
  /** What a copy is called. */
  copyWords: string;
  /** Opens the receipt on the shopper's phone; null leaves the code out. */
  link: string | null;
}

/** A receipt in ESC/POS for an 80 mm printer: its number as a barcode, its link as a QR code, and the paper cut. */
export function receiptBytes(text: ReceiptText, printed: Printed, paint: PaintRow = paintRow): Uint8Array {
  const paper = startPaper(text.shop, paint);
  paper.printer.newline();
  paper.bold(true).line(text.title);
  paper.bold(false);
  if (text.isCopy) paper.line(`*** ${printed.copyWords} ***`);
  paper.align("left").rule();
  for (const fact of text.facts) paper.pair(...fact);
  paper.rule();
  for (const line of text.lines) {
    paper.line(line.what);
    paper.pair(`  ${line.detail}`, line.amount);
  }
  paper.rule();
  for (const sum of text.sums) paper.pair(...sum);
  paper.bold(true).pair(...text.total);
  paper.bold(false);
  for (const [name, value] of text.taxes) paper.pair(`  ${name}`, value);
  paper.rule();
  for (const paid of text.paid) paper.pair(...paid);
  paper.printer.newline();
  paper.align("center");
  for (const line of text.footer) paper.line(line);
  paper.printer.newline().barcode(printed.receiptNumber, "code128", { height: 60, text: true });
  if (printed.link)
    paper.printer
      .newline()
      .qrcode(printed.link, { model: 2, size: printed.link.length > 200 ? 4 : 5, errorlevel: "l" });
  return paper.cut();
}

/** An X or Z report in ESC/POS. */
export function reportBytes(text: ReportText, shop: string, paint: PaintRow = paintRow): Uint8Array {
  const paper = startPaper([shop], paint);
  paper.bold(true).line(text.title);
  paper.bold(false).line(text.counts);
  paper.align("left");
  for (const group of text.groups) {
    paper.rule();
    for (const row of group) paper.pair(...row);
  }
  paper.rule();
  if (text.outcome) paper.bold(true).pair(text.outcome.words, text.outcome.amount);
  return paper.bold(false).cut();
}

/** A strip that shows that a printer works. */
export const testBytes = (shop: string, words: string): Uint8Array => startPaper([shop, words], paintRow).cut();

/** The pulse that opens a drawer wired to the printer. */
export const drawerPulse = (): Uint8Array => newPrinter().pulse().encode();

const newPrinter = () =>
  new ReceiptPrinterEncoder({ language: "esc-pos", columns: COLUMNS, imageMode: "raster" }).initialize();

/** A paper that is being written: text where the printer has the letters, a picture of the row where it has not. */
interface Paper {
  printer: ReceiptPrinterEncoder;
  bold(is: boolean): Paper;
  align(to: RowLook["align"]): Paper;
  line(text: string): void;
  pair(name: string, value: string): void;
  rule(): void;
  cut(): Uint8Array;
}

/** The head of a paper, its first line bold. */
function startPaper(head: readonly string[], paint: PaintRow): Paper {
  const paper = newPaper(paint).align("center");
  for (const [i, line] of head.entries()) paper.bold(i === 0).line(line);
  return paper.bold(false);
}

function newPaper(paint: PaintRow): Paper {
  const printer = newPrinter().codepage("auto");
  const look: RowLook = { bold: false, align: "left" };
  const picture = (left: string, right: string) => {
    const row = paint(left, right, look);
    printer.image(row, row.width, row.height, "threshold", 160);
  };
  const paper: Paper = {
    printer,
    bold(is) {
      look.bold = is;
      printer.bold(is);
      return paper;
    },
    align(to) {
      look.align = to;
      printer.align(to);
      return paper;
    },
    line(text) {
      if (hasLetters(text)) printer.line(plain(text));
      else picture(text, "");
    },
    pair(name, value) {
      if (!hasLetters(name + value)) return picture(name, value);
      const right = plain(value);
      const room = Math.max(0, COLUMNS - right.length - 1);
      printer.line(
        plain(name)
          .slice(0, room)
          .padEnd(room + 1) + right,
      );
    },
    rule: () => void printer.rule(),
    cut: () => printer.newline(3).cut().encode(),
  };
  return paper;
}

/** Whether the printer's code pages have all of it, after {@link plain}: Latin, and the signs that are replaced. */
const hasLetters = (text: string): boolean => !/[^\u0020-\u024f\u2009-\u202f\u20ac\u20b9]/.test(text);

/** Printers know few signs: rupees in letters, spaces that are spaces. */
const plain = (text: string) =>
  text
    .replaceAll("₹", "Rs ")
    .replace(/[\u00a0\u202f\u2009]/g, " ")
    .replace(/[–—]/g, "-")
    .replaceAll("·", "-")
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'");
