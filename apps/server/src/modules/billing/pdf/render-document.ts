import { createRequire } from "node:module";
import type { DocumentView } from "../read-invoice.ts";
import { documentLayout } from "./document-layout.ts";
import { type Look, plainLook } from "./look.ts";
import type { TDocumentDefinitions } from "./page-types.ts";

/** File of each style of each font. */
type FontFiles = Record<string, Record<string, string>>;

/** What we use of pdfmake 0.3, whose published types still describe 0.2. */
interface PdfMake {
  addFonts(fonts: FontFiles): void;
  setUrlAccessPolicy(allow: (url: string) => boolean): void;
  setLocalAccessPolicy(allow: (path: string) => boolean): void;
  createPdf(definition: TDocumentDefinitions): { getBuffer(): Promise<Buffer> };
}

let ready: PdfMake | null = null;

/** Loads the printer when the first document is asked for. It may read its own fonts and nothing else. */
function printer(): PdfMake {
  if (ready) return ready;
  const require = createRequire(import.meta.url);
  const pdfmake = require("pdfmake") as PdfMake;
  const fonts = require("pdfmake/fonts/Roboto.js") as FontFiles;
  const fontFiles = new Set(Object.values(fonts).flatMap((styles) => Object.values(styles)));
  pdfmake.addFonts(fonts);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => fontFiles.has(path));
  ready = pdfmake;
  return pdfmake;
}

/** A document as PDF, written for the seller's country and locale, in the business's look. */
export function renderDocument(
  document: DocumentView,
  tenant: { country: string; locale: string },
  look: Look = plainLook,
): Promise<Buffer> {
  return printer()
    .createPdf(documentLayout(document, tenant, look))
    .getBuffer();
}
