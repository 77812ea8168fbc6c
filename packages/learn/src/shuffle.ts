import type { Rng } from "./rng.ts";

/** `size` different whole numbers of [0, count), in random order; all of them where `size` is not below `count`. */
export function sampleIndices(count: number, size: number, rng: Rng): Int32Array {
  const all = new Int32Array(count);
  for (let i = 0; i < count; i++) all[i] = i;
  const take = Math.min(count, Math.max(0, size));
  for (let i = 0; i < take; i++) {
    const j = i + rng.below(count - i);
    const kept = all[i]!;
    all[i] = all[j]!;
    all[j] = kept;
  }
  return all.slice(0, take);
}
