/**
 * Splits an amount by weights so that the parts add up to it exactly (largest remainder; ties go to the earlier part).
 * A zero weight gets nothing; where all weights are zero the parts are as equal as can be. A negative total is the
 * mirror of the positive one. Throws RangeError for a negative weight, or for no parts and something to split.
 */
export function splitMinor(totalMinor: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(totalMinor)) throw new RangeError(`not an amount in minor units: ${totalMinor}`);
  const count = weights.length;
  if (count === 0) {
    if (totalMinor !== 0) throw new RangeError("nothing to split an amount over");
    return [];
  }
  if (totalMinor === 0) return new Array<number>(count).fill(0);
  const whole = wholeWeights(weights);
  const total = Math.abs(totalMinor);
  const sum = whole.reduce((a, b) => a + b, 0);
  const parts = Number.isSafeInteger(total * sum) ? splitSmall(total, whole, sum) : splitLarge(total, whole);
  return totalMinor < 0 ? parts.map((part) => -part + 0) : parts;
}

/** Fractional or huge weights are scaled to whole numbers: a share's 12th digit cannot move a minor unit that matters. */
function wholeWeights(weights: readonly number[]): readonly number[] {
  let largest = 0;
  let sum = 0;
  let whole = true;
  for (const weight of weights) {
    if (!(weight >= 0) || weight === Number.POSITIVE_INFINITY) throw new RangeError(`not a weight: ${weight}`);
    if (weight > largest) largest = weight;
    sum += weight;
    if (!Number.isInteger(weight)) whole = false;
  }
  if (largest === 0) return weights.map(() => 1);
  if (whole && Number.isSafeInteger(sum)) return weights;
  return weights.map((weight) => (weight === 0 ? 0 : Math.max(1, Math.round((weight / largest) * 1e12))));
}

function splitSmall(total: number, weights: readonly number[], sum: number): number[] {
  const remainders = weights.map((weight) => (total * weight) % sum);
  const parts = weights.map((weight, i) => (total * weight - (remainders[i] ?? 0)) / sum);
  return giveLeftovers(total, parts, (i, j) => (remainders[j] ?? 0) - (remainders[i] ?? 0));
}

function splitLarge(total: number, weights: readonly number[]): number[] {
  const big = weights.map(BigInt);
  const sum = big.reduce((a, b) => a + b, 0n);
  const products = big.map((weight) => BigInt(total) * weight);
  const parts = products.map((product) => Number(product / sum));
  const remainder = (i: number) => (products[i] ?? 0n) % sum;
  return giveLeftovers(total, parts, (i, j) =>
    remainder(j) > remainder(i) ? 1 : remainder(j) < remainder(i) ? -1 : 0,
  );
}

function giveLeftovers(total: number, parts: number[], byRemainder: (i: number, j: number) => number): number[] {
  let left = total - parts.reduce((a, b) => a + b, 0);
  if (left === 0) return parts;
  const order = parts.map((_, i) => i).sort((i, j) => byRemainder(i, j) || i - j);
  for (const i of order) {
    if (left === 0) break;
    parts[i] = (parts[i] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}
