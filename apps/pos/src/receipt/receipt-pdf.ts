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
  const row = ([left, right]: readonly [string, string], style: object = {}) => ({
    columns: [
      { text: left, width: "*" },
      { text: right, width: "auto", alignment: "right" },
    ],
    ...style,
  });
  const rule = {
    canvas: [{ type: "line", x1: 0, y1: 2, x2: 204, y2: 2, lineWidth: 0.5, dash: { length: 2 } }],
    margin: [0, 3],
  };
  const content = [
    ...text.shop.map((line, i) => ({ text: line, alignment: "center", bold: i === 0, fontSize: i === 0 ? 11 : 8 })),
    {
      text: text.isCopy ? `${text.title} (${copyWords})` : text.title,
      alignment: "center",
      bold: true,
      margin: [0, 6, 0, 0],
    },
    rule,
    ...text.facts.map((fact) => row(fact)),
    rule,
    ...text.lines.flatMap((line) => [
      { text: line.what, bold: true },
      row([line.detail, line.amount], { margin: [0, 0, 0, 3] }),
    ]),
    rule,
    ...text.sums.map((sum) => row(sum)),
    row(text.total, { bold: true, fontSize: 12 }),
    ...text.taxes.map((tax) => row(tax, { color: "#444" })),
    rule,
    ...text.paid.map((paid) => row(paid)),
    ...text.footer.map((line) => ({ text: line, alignment: "center", margin: [0, 6, 0, 0] })),
    { qr: link, fit: 110, alignment: "center", margin: [0, 8, 0, 0] },
  ];
  const pageSize = {
    width: 226,
    height: 460 + 26 * text.lines.length + 11 * (text.taxes.length + text.paid.length + text.facts.length),
  };
  return maker.createPdf({ pageSize, pageMargins: [11, 14], defaultStyle: { fontSize: 8.5 }, content }).getBlob();
}
