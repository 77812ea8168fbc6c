import type PdfPrinter from "pdfmake";

/** pdfmake's description of a document, and the parts of it that we write. */
export type TDocumentDefinitions = Parameters<PdfPrinter["createPdfKitDocument"]>[0];
export type Content = TDocumentDefinitions["content"];
export type Column = Extract<Content, { columns: unknown }>["columns"][number];
export type TableCell = Extract<Content, { table: unknown }>["table"]["body"][number][number];
