/**
 * Whether the swings of a series grow with its level, so that logarithms make them even: compares, over whole cycles, how much spread and
 * spread / level vary (the two ends of Guerrero's 1993 choice of a power).
 */
export function growsWithLevel(history: Float64Array, period: number): boolean {
  const size = period > 1 ? period : 8;
  const count = Math.floor(history.length / size);
  if (count < 2 || !history.every((y) => y > 0)) return false;
  const plain: number[] = [];
  const relative: number[] = [];
  const offset = history.length - count * size;
  for (let k = 0; k < count; k++) {
    const part = history.subarray(offset + k * size, offset + (k + 1) * size);
    const mean = part.reduce((a, b) => a + b, 0) / size;
    const spread = Math.sqrt(part.reduce((sum, y) => sum + (y - mean) ** 2, 0) / size);
    plain.push(spread);
    relative.push(spread / mean);
  }
  return variation(relative) < variation(plain);
}

function variation(values: number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
  return mean > 0 ? spread / mean : 0;
}
