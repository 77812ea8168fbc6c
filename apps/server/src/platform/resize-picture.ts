import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import sharp from "sharp";
import { readFileStream, type StoredFile } from "./files.ts";
import { newId } from "./ids.ts";

/** The widths that pictures are made in. A fixed few, so that nobody fills the disk by asking for every one. */
export const pictureWidths = [96, 240, 360, 480, 720, 960, 1280] as const;
export type PictureWidth = (typeof pictureWidths)[number];

let folder: string | null = null;
const making = new Map<string, Promise<Buffer>>();

/** Says where made pictures are kept; called once at start. They can be made again from the files at any time. */
export function openPictures(dataDir: string): void {
  folder = path.join(dataDir, "pictures");
}

/**
 * A stored picture as WebP in one of the fixed widths, never wider than it is (drawings are as wide as asked).
 * @param part `detail` shows the middle close up, for cloth and print
 */
export async function readPicture(file: StoredFile, width: PictureWidth, part: "whole" | "detail"): Promise<Buffer> {
  if (!folder) throw new Error("openPictures was not called");
  const kept = path.join(folder, `${file.id}-${width}-${part}.webp`);
  if (existsSync(kept)) return readFile(kept);
  const known = making.get(kept);
  if (known) return known;
  const made = makePicture(file, width, part, kept).finally(() => making.delete(kept));
  making.set(kept, made);
  return made;
}

/** A stored picture as PNG, at most `side` pixels on each side: for documents, which bear no WebP. @throws when it cannot be read */
export async function printablePicture(file: StoredFile, side: number): Promise<Buffer> {
  const source = await buffer(await readFileStream(file));
  return sharp(source, { limitInputPixels: 60_000_000 })
    .rotate()
    .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
    .png()
    .toBuffer();
}

// The work is done in libvips' own threads; one each, so that a page of new pictures leaves a core to the rest.
sharp.concurrency(1);

async function makePicture(file: StoredFile, width: PictureWidth, part: "whole" | "detail", kept: string) {
  const source = await buffer(await readFileStream(file));
  const isDrawing = file.mediaType === "image/svg+xml";
  const { width: natural = width } = await sharp(source).metadata();
  const across = part === "detail" ? width * 2 : width;
  const opened = sharp(source, {
    limitInputPixels: 60_000_000,
    ...(isDrawing ? { density: Math.min(600, (72 * across) / natural) } : {}),
  })
    .rotate()
    .resize({ width: across, withoutEnlargement: !isDrawing });
  const picture = part === "detail" ? await closeUp(await opened.png().toBuffer()) : opened;
  const bytes = await picture.webp({ quality: 82, effort: 3 }).toBuffer();
  await mkdir(path.dirname(kept), { recursive: true });
  const unfinished = `${kept}.${newId()}`;
  await writeFile(unfinished, bytes);
  await rename(unfinished, kept);
  return bytes;
}

async function closeUp(whole: Buffer) {
  const { width = 2, height = 2 } = await sharp(whole).metadata();
  const [across, down] = [Math.floor(width / 2), Math.floor(height / 2)];
  return sharp(whole).extract({
    left: Math.floor(width * 0.25),
    top: Math.floor(height * 0.22),
    width: across,
    height: down,
  });
}
