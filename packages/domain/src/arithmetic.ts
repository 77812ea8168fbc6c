/**
 * a * b / c, rounded half away from zero, exact for all safe integers.
 * Uses BigInt only when the product leaves the range in which doubles count exactly.
 */
export function mulDivRound(a: number, b: number, c: number): number {
  if (c === 0) throw new RangeError("mulDivRound: division by zero");
  const product = a * b;
  if (Number.isSafeInteger(product) && Math.abs(product) < 4_503_599_627_370_496) return divideSafely(product, c);
  if (!Number.isInteger(a) || !Number.isInteger(b) || !Number.isInteger(c)) {
    throw new RangeError("mulDivRound: integers only");
  }
  return divRoundBig(BigInt(a) * BigInt(b), BigInt(c));
}

/** numerator / denominator as a number, rounded half away from zero. */
export function divRoundBig(numerator: bigint, denominator: bigint): number {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const rounded = (n * 2n + d) / (d * 2n);
  const result = Number(negative ? -rounded : rounded);
  if (!Number.isSafeInteger(result)) throw new RangeError("amount too large");
  return result + 0;
}

function divideSafely(numerator: number, denominator: number): number {
  const n = Math.abs(numerator);
  const d = Math.abs(denominator);
  const remainder = n % d;
  const quotient = (n - remainder) / d + (remainder * 2 >= d ? 1 : 0);
  // "+ 0" turns -0 into 0, which would otherwise fail equality checks and print a minus sign.
  return numerator < 0 !== denominator < 0 ? -quotient + 0 : quotient;
}
