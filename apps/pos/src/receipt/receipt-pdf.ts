import type { ReceiptText } from "@selvedge/domain";

/** The receipt as a PDF of a till roll's width; made on the device, so it works offline. */
export async function receiptPdf(text: ReceiptText, copyWords: string, link: string): Promise<Blob> {
  const [{ default: pdfMake }, { default: fonts }] = await Promise.all([
    import("pdfmake/build/pdfmake.js"),
    import("pdfmake/build/vfs_fonts.js"),
  ]);
  const maker = pdfMake as unknown as {
    addVirtualFileSystem(files: unknown): void;
    createPdf(definition: object): { getBlob(): Promise<Blob> };
  };
  maker.addVirtualFileSystem(fonts);
  return maker.createPdf(receiptDefinition(text, copyWords, link)).getBlob();
}

/** What pdfmake draws: as wide as the roll, as long as the receipt. */
export function receiptDefinition(text: ReceiptText, copyWords: string, link: string): { content: object[] } {
  const row = ([left, right]: readonly [string, string], style: object = {}) => ({
    columns: [
      { text: left, width: "*" },
      { text: right, width: "auto", alignment: "right" },
    ],
    ...style,
  });
  // Made anew each time: pdfmake notes in what it draws where it stands.
  const rule = () => ({
    canvas: [{ type: "line", x1: 0, y1: 2, x2: 204, y2: 2, lineWidth: 0.5, dash: { length: 2 } }],
    margin: [0, 3],
  });
  const content = [
    ...text.shop.map((line, i) => ({ text: line, alignment: "center", bold: i === 0, fontSize: i === 0 ? 11 : 8 })),
    {
      text: text.isCopy ? `${text.title} (${copyWords})` : text.title,
      alignment: "center",
      bold: true,
      margin: [0, 6, 0, 0],
    },
    rule(),
    ...text.facts.map((fact) => row(fact)),
    rule(),
    ...text.lines.flatMap((line) => [
      { text: line.what, bold: true },
      row([line.detail, line.amount], { margin: [0, 0, 0, 3] }),
    ]),
    rule(),
    ...text.sums.map((sum) => row(sum)),
    row(text.total, { bold: true, fontSize: 12 }),
    ...text.taxes.map((tax) => row(tax, { color: "#444" })),
    rule(),
    ...text.paid.map((paid) => row(paid)),
    ...text.footer.map((line) => ({ text: line, alignment: "center", margin: [0, 6, 0, 0] })),
    { qr: link, fit: 110, alignment: "center", margin: [0, 8, 0, 12] },
  ];
  const pageSize = { width: 226, height: "auto" };
  return { ...{ pageSize, pageMargins: [11, 14], defaultStyle: { fontSize: 8.5 } }, content };
}
