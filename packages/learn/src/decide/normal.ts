/** Standard normal distribution function, absolute error under 1e-7 (complementary error function by Chebyshev fit, W. H. Press et al.). */
export function normalProbability(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ];
  let sum = 0;
  for (let i = terms.length - 1; i >= 0; i--) sum = sum * t + terms[i]!;
  const upper = (t * Math.exp(-x * x + sum)) / 2;
  return z >= 0 ? 1 - upper : upper;
}

/** Standard normal density. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** Expected excess of a standard normal over z: the unit loss function of inventory theory. */
export function unitLoss(z: number): number {
  return Math.max(0, normalDensity(z) - z * (1 - normalProbability(z)));
}
