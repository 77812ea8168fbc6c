import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

export interface KeptPicture {
  type: string;
  bytes: Uint8Array;
}
export interface PictureShelf {
  find(address: string): Promise<KeptPicture | null>;
  keep(address: string, picture: KeptPicture): Promise<void>;
}

/**
 * Pictures that were seen, on disk, so that the till shows them without network. A file is the type on its first line, then
 * the bytes. When there are more than `most`, those of the lowest names (hashes: any) make room.
 */
export function openPictureShelf(folder: string, most = 4000): PictureShelf {
  const fileOf = (address: string) => path.join(folder, createHash("sha256").update(address).digest("hex"));
  return {
    async find(address) {
      const whole = await readFile(fileOf(address)).catch(() => null);
      const end = whole?.indexOf(10) ?? -1;
      if (!whole || end < 0) return null;
      return { type: whole.toString("latin1", 0, end), bytes: whole.subarray(end + 1) };
    },
    async keep(address, { type, bytes }) {
      await mkdir(folder, { recursive: true });
      const kept = await readdir(folder);
      for (const name of kept.slice(0, Math.max(0, kept.length - most + 1))) await rm(path.join(folder, name));
      const file = fileOf(address);
      await writeFile(`${file}.new`, Buffer.concat([Buffer.from(`${type}\n`, "latin1"), bytes]));
      await rename(`${file}.new`, file);
    },
  };
}
