import { randomFillSync } from "node:crypto";

const pool = new Uint8Array(8192);
let used = pool.length;
let lastMs = 0;
let counter = 0;
const hexOf = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));

const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text has the form of an id, as keys of every table do. */
export const isId = (text: string): boolean => id.test(text);

/** A UUID version 7 (RFC 9562): time-ordered, and rising within this process also inside one millisecond. */
export function newId(): string {
  if (used + 10 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let ms = Date.now();
  if (ms <= lastMs) {
    counter += 1;
    if (counter > 0xfff) {
      lastMs += 1;
      counter = 0;
    }
    ms = lastMs;
  } else {
    lastMs = ms;
    counter = (pool[used]! << 1) & 0x1ff;
  }
  const r = pool.subarray(used + 1, used + 9);
  used += 10;
  const hi = Math.floor(ms / 0x1_0000_0000);
  const lo = ms >>> 0;
  return `${hexOf[(hi >>> 8) & 255]}${hexOf[hi & 255]}${hexOf[lo >>> 24]}${hexOf[(lo >>> 16) & 255]}-${hexOf[(lo >>> 8) & 255]}${hexOf[lo & 255]}-${hexOf[0x70 | (counter >>> 8)]}${hexOf[counter & 255]}-${hexOf[0x80 | (r[0]! & 0x3f)]}${hexOf[r[1]!]}-${hexOf[r[2]!]}${hexOf[r[3]!]}${hexOf[r[4]!]}${hexOf[r[5]!]}${hexOf[r[6]!]}${hexOf[r[7]!]}`;
}
