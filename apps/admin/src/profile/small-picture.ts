/** A picture file as a data URL, at most `side` pixels on each side; `square` cuts the middle out. Keeps clear ground clear. */
export async function smallPicture(file: File, side: number, square: boolean): Promise<string> {
  const picture = await createImageBitmap(file);
  const cut = square ? Math.min(picture.width, picture.height) : null;
  const [width, height] = cut ? [cut, cut] : [picture.width, picture.height];
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const [left, top] = [(picture.width - width) / 2, (picture.height - height) / 2];
  canvas.getContext("2d")!.drawImage(picture, left, top, width, height, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}
