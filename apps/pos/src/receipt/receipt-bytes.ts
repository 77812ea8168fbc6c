import ReceiptPrinterEncoder from "@point-of-sale/receipt-printer-encoder";
import type { ReportText } from "../shift/report-text.ts";
import type { ReceiptText } from "./receipt-lines.ts";

const COLUMNS = 48;

/** A receipt in ESC/POS for an 80 mm printer, with its number as a barcode, and the paper cut. */
export function receiptBytes(text: ReceiptText, receiptNumber: string, copyWords: string): Uint8Array {
  const printer = startPaper(text.shop);
  printer.newline().bold(true).line(plain(text.title)).bold(false);
  if (text.isCopy) printer.line(plain(`*** ${copyWords} ***`));
  printer.align("left").rule();
  for (const [name, value] of text.facts) pair(printer, name, value);
  printer.rule();
  for (const line of text.lines) {
    printer.line(plain(line.what));
    pair(printer, `  ${line.detail}`, line.amount);
  }
  printer.rule();
  for (const [name, value] of text.sums) pair(printer, name, value);
  printer.bold(true);
  pair(printer, ...text.total);
  printer.bold(false);
  for (const [name, value] of text.taxes) pair(printer, `  ${name}`, value);
  printer.rule();
  for (const [name, value] of text.paid) pair(printer, name, value);
  printer.newline().align("center");
  for (const line of text.footer) printer.line(plain(line));
  printer.newline().barcode(receiptNumber, "code128", { height: 60, text: true });
  return cut(printer);
}

/** An X or Z report in ESC/POS. */
export function reportBytes(text: ReportText, shop: string): Uint8Array {
  const printer = startPaper([shop])
    .bold(true)
    .line(plain(text.title))
    .bold(false)
    .line(plain(text.counts))
    .align("left");
  for (const group of text.groups) {
    printer.rule();
    for (const [name, value] of group) pair(printer, name, value);
  }
  printer.rule();
  if (text.outcome) {
    printer.bold(true);
    pair(printer, text.outcome.words, text.outcome.amount);
    printer.bold(false);
  }
  return cut(printer);
}

/** A strip that shows that a printer works. */
export const testBytes = (shop: string, words: string): Uint8Array => cut(startPaper([shop, words]));

/** The pulse that opens a drawer wired to the printer. */
export const drawerPulse = (): Uint8Array => newPrinter().pulse().encode();

const newPrinter = () => new ReceiptPrinterEncoder({ language: "esc-pos", columns: COLUMNS }).initialize();

/** The head of a paper, its first line bold. */
function startPaper(head: readonly string[]): ReceiptPrinterEncoder {
  const printer = newPrinter().codepage("auto").align("center").bold(true);
  for (const [i, line] of head.entries()) {
    printer.line(plain(line));
    if (i === 0) printer.bold(false);
  }
  return printer;
}

const cut = (printer: ReceiptPrinterEncoder): Uint8Array => printer.newline(3).cut().encode();

function pair(printer: ReceiptPrinterEncoder, name: string, value: string): void {
  const right = plain(value);
  const room = COLUMNS - right.length - 1;
  const left = plain(name).slice(0, Math.max(0, room));
  printer.line(left.padEnd(room + 1) + right);
}

/** Printers know few signs: rupees in letters, spaces that are spaces, no script beyond Latin. */
const plain = (text: string) =>
  text
    .replaceAll("₹", "Rs ")
    .replace(/[\u00a0\u202f\u2009]/g, " ")
    .replace(/[–—]/g, "-")
    .replaceAll("·", "-")
    .replace(/[“”]/g, '"');
