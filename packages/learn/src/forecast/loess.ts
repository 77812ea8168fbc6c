/**
 * Locally weighted regression on evenly spaced points (Cleveland 1979), tricube weights, at positions `from`, `from + 1`, ... `to`
 * (which may lie one step outside). Every `jump`-th position is fitted, the others are interpolated.
 */
export function smoothLoess(
  values: Float64Array,
  window: number,
  degree: 0 | 1,
  options: { from?: number; to?: number; jump?: number } = {},
): Float64Array {
  const n = values.length;
  const { from = 0, to = n - 1, jump = 1 } = options;
  const out = new Float64Array(to - from + 1);
  if (n === 0) return out;
  const half = (Math.min(window, n) - 1) / 2;
  const kernel = Number.isInteger(half) && window <= n ? tricube(half) : null;
  let at = from;
  let before = from;
  for (;;) {
    const inside = kernel && at >= half && at < n - half;
    out[at - from] = inside ? meanAround(values, kernel, at) : fitLocal(values, window, degree, at);
    for (let t = before + 1; t < at; t++) {
      const share = (t - before) / (at - before);
      out[t - from] = out[before - from]! + share * (out[at - from]! - out[before - from]!);
    }
    before = at;
    if (at === to) return out;
    at = Math.min(to, at + Math.max(1, jump));
  }
}

/** Tricube weights at distances 0 to `half`, so that the two sides and the middle sum up to one. */
function tricube(half: number): Float64Array {
  const kernel = Float64Array.from({ length: half + 1 }, (_, distance) => weightAt(distance / Math.max(half, 1e-9)));
  const total = kernel.reduce((sum, weight) => sum + 2 * weight, -kernel[0]!);
  return kernel.map((weight) => weight / total);
}

/** Cleveland's program counts what is next to the middle as the middle, and what is next to the edge not at all. */
function weightAt(distance: number): number {
  if (distance > 0.999) return 0;
  if (distance < 0.001) return 1;
  const cube = 1 - distance * distance * distance;
  return cube * cube * cube;
}

/** The fit where the window has as much on either side: a line there has its mean in the middle, so its slope does not count. */
function meanAround(values: Float64Array, kernel: Float64Array, at: number): number {
  let sum = kernel[0]! * values[at]!;
  for (let j = 1; j < kernel.length; j++) sum += kernel[j]! * (values[at - j]! + values[at + j]!);
  return sum;
}

function fitLocal(values: Float64Array, window: number, degree: 0 | 1, at: number): number {
  const n = values.length;
  const size = Math.min(window, n);
  const left = Math.min(Math.max(0, Math.ceil(at - (size - 1) / 2)), n - size);
  const right = left + size - 1;
  // A window wider than the series widens the reach, as Cleveland's program does.
  const reach = Math.max(at - left, right - at, 1e-9) + (window > n ? Math.floor((window - n) / 2) : 0);
  let total = 0;
  let meanX = 0;
  let meanY = 0;
  let sumXX = 0;
  let sumXY = 0;
  for (let t = left; t <= right; t++) {
    const w = weightAt(Math.abs(t - at) / reach);
    const x = t - at;
    total += w;
    meanX += w * x;
    meanY += w * values[t]!;
    sumXX += w * x * x;
    sumXY += w * x * values[t]!;
  }
  if (!(total > 0)) return values[Math.min(n - 1, Math.max(0, at))]!;
  meanX /= total;
  meanY /= total;
  if (degree === 0) return meanY;
  const variance = sumXX / total - meanX * meanX;
  if (!(variance > (1e-3 * (n - 1)) ** 2)) return meanY;
  return meanY - (meanX * (sumXY / total - meanX * meanY)) / variance;
}
