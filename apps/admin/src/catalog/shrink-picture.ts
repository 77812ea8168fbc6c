/** Longest side of a stored picture in pixels: sharp on the widest screen of the shop. */
const longestSide = 1400;
/** What the server takes, as a data URL. */
const mostLength = 700_000;

/**
 * Draws a photo small enough to be kept, turned upright as its camera says, without the place it was taken at.
 * @returns a WebP (JPEG where the browser makes none) data URL
 * @throws when the file is not a picture that the browser can read
 */
export async function shrinkPicture(file: Blob): Promise<string> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    for (let side = longestSide; ; side = Math.round(side * 0.8)) {
      for (const quality of [0.85, 0.7, 0.5]) {
        const url = draw(bitmap, Math.min(1, side / Math.max(bitmap.width, bitmap.height)), quality);
        if (url.length <= mostLength) return url;
      }
    }
  } finally {
    bitmap.close();
  }
}

function draw(bitmap: ImageBitmap, scale: number, quality: number): string {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas");
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const webp = canvas.toDataURL("image/webp", quality);
  return webp.startsWith("data:image/webp") ? webp : canvas.toDataURL("image/jpeg", quality);
}
