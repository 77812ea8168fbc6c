/** Dots of an 80 mm printer from edge to edge: 48 columns of 12. */
const WIDTH = 576;
const HEIGHT = 32;

export interface RowLook {
  bold: boolean;
  align: "left" | "center";
}
export type PaintRow = (left: string, right: string, look: RowLook) => ImageData;

/** Draws a row of a receipt in the screen's own type, for scripts that a receipt printer has no letters of. */
export const paintRow: PaintRow = (left, right, { bold, align }) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
  const pen = canvas.getContext("2d", { willReadFrequently: true })!;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.fillStyle = "#000";
  pen.font = `${bold ? "700" : "500"} 22px system-ui, "Noto Sans Devanagari", sans-serif`;
  pen.textBaseline = "middle";
  const rightWidth = right === "" ? 0 : pen.measureText(right).width + 12;
  pen.textAlign = align === "center" ? "center" : "left";
  // Drawn narrower rather than cut off: a name too long for the paper stays whole.
  pen.fillText(left, align === "center" ? WIDTH / 2 : 0, HEIGHT / 2, WIDTH - rightWidth);
  pen.textAlign = "right";
  if (right !== "") pen.fillText(right, WIDTH, HEIGHT / 2);
  return pen.getImageData(0, 0, WIDTH, HEIGHT);
};
