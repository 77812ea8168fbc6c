/** Lags that a regression looks back on: the last three, and those of one and two cycles where three cycles are known. */
export function chooseLags(period: number, length: number): number[] {
  const lags = new Set([1, 2, 3]);
  if (period > 1 && length >= 3 * period) for (const lag of [period, period + 1, 2 * period]) lags.add(lag);
  return [...lags].filter((lag) => lag * 2 < length).sort((a, b) => a - b);
}

/** Waves of the cycle that a row holds, two columns each. */
export const harmonicsOf = (period: number) => (period <= 1 ? 0 : Math.min(3, Math.floor(period / 2)));

/** Where a row is written: the lags, how to read one, the place in the cycle. */
export type LagRow = {
  readonly lags: readonly number[];
  readonly read: (lag: number) => number;
  readonly slot: number;
  readonly period: number;
};

/** Writes lags and up to three waves of the cycle from `at` on; there is no time index, so no trend runs away. */
export function writeLagRow(row: Float64Array, at: number, { lags, read, slot, period }: LagRow): void {
  for (const lag of lags) row[at++] = read(lag);
  for (let k = 1; k <= harmonicsOf(period); k++) {
    row[at++] = Math.sin((2 * Math.PI * k * slot) / period);
    row[at++] = Math.cos((2 * Math.PI * k * slot) / period);
  }
}
