/**
 * Locally weighted regression on evenly spaced points (Cleveland 1979), tricube weights, at positions `from`, `from + 1`, ... `to`
 * (which may lie one step outside). Every `jump`-th position is fitted, the others are interpolated.
 */
export function smoothLoess(
  values: Float64Array,
  window: number,
  degree: 0 | 1,
  options: { from?: number; to?: number; jump?: number; robust?: Float64Array } = {},
): Float64Array {
  const n = values.length;
  const { from = 0, to = n - 1, jump = 1, robust } = options;
  const out = new Float64Array(to - from + 1);
  if (n === 0) return out;
  let at = from;
  let before = from;
  for (;;) {
    out[at - from] = fitLocal(values, window, degree, at, robust);
    for (let t = before + 1; t < at; t++) {
      const share = (t - before) / (at - before);
      out[t - from] = out[before - from]! + share * (out[at - from]! - out[before - from]!);
    }
    before = at;
    if (at === to) return out;
    at = Math.min(to, at + Math.max(1, jump));
  }
}

function fitLocal(values: Float64Array, window: number, degree: 0 | 1, at: number, robust?: Float64Array): number {
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
    const distance = Math.abs(t - at) / reach;
    if (distance > 0.999) continue;
    const cube = 1 - distance * distance * distance;
    const weight = distance < 0.001 ? 1 : cube * cube * cube;
    const w = robust ? weight * robust[t]! : weight;
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
