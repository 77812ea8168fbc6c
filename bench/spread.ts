/** How a measure lies, over all times it was taken: the middle, what one in twenty exceeds, the worst. In the measure's unit, to a tenth. */
export interface Spread {
  p50: number;
  p95: number;
  most: number;
}

export function spread(all: readonly number[]): Spread {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]! * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), most: at(1) };
}
