/** Seeded randomness of the demo: the same seed draws the same company on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform between two numbers. */
  between(low: number, high: number): number;
  /** Whole number in [0, below). */
  below(limit: number): number;
  /** Standard normal. */
  normal(): number;
  /** A count with the given mean. */
  poisson(mean: number): number;
  /** Index drawn in proportion to weights; -1 when they are all zero. */
  weighted(weights: readonly number[]): number;
  /** An independent stream for a part of the work. */
  fork(): Random;
}

/** sfc32 by Chris Doty-Humphrey (PractRand, public domain), seeded by a multiplicative hash of one whole number. */
export function openRandom(seed: number): Random {
  let a = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 0;
  let b = Math.imul(seed ^ 0x243f6a88, 0xc2b2ae35) | 0;
  let c = Math.imul(seed ^ 0xb7e15162, 0x27d4eb2f) | 0;
  let d = 1;
  const bits = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 16; i += 1) bits();
  const uniform = () => bits() / 4_294_967_296;
  return {
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    below: (limit) => Math.floor(uniform() * limit),
    // Box and Muller.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    poisson(mean) {
      // Knuth's product of uniforms, in parts so that exp() does not underflow.
      let count = 0;
      for (let left = mean; left > 0; left -= 30) {
        const limit = Math.exp(-Math.min(left, 30));
        for (let product = uniform(); product > limit; product *= uniform()) count += 1;
      }
      return count;
    },
    weighted(weights) {
      let total = 0;
      for (const w of weights) total += w;
      if (total <= 0) return -1;
      let at = uniform() * total;
      for (let i = 0; i < weights.length; i += 1) {
        at -= weights[i]!;
        if (at < 0) return i;
      }
      return weights.length - 1;
    },
    fork: () => openRandom(bits() | 0),
  };
}
