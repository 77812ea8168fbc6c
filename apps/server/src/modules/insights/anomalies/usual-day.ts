/** Pieces of one series by day, with what is usual for such a weekday around it. */
export interface UsualDay {
  day: number;
  pieces: number;
  usualPieces: number;
  /** Distance from the usual, in deviations of a count (signed root of the Poisson deviance). */
  surprise: number;
  ratio: number;
}

const WEEKS_AROUND = 6;
/** A mean of nothing would make the first piece a wonder. */
const LEAST_MEAN = 0.25;

/**
 * Each day beside the mean of the same weekday in the six weeks before and after it, the highest and the lowest left out, so
 * that one odd week does not set the standard. Means and not medians: half of the days of a thin series are zero. Pure.
 */
export function usualDays(pieces: ArrayLike<number>): UsualDay[] {
  const out: UsualDay[] = [];
  for (let day = 0; day < pieces.length; day += 1) {
    const around: number[] = [];
    for (let week = -WEEKS_AROUND; week <= WEEKS_AROUND; week += 1) {
      const other = day + week * 7;
      if (week !== 0 && other >= 0 && other < pieces.length) around.push(pieces[other]!);
    }
    if (around.length < 5) continue;
    const kept = around.sort((a, b) => a - b).slice(1, -1);
    const usualPieces = kept.reduce((sum, v) => sum + v, 0) / kept.length;
    const value = pieces[day]!;
    out.push({
      day,
      pieces: value,
      usualPieces,
      surprise: surpriseOf(value, usualPieces),
      ratio: (value + 1) / (usualPieces + 1),
    });
  }
  return out;
}

function surpriseOf(value: number, usual: number): number {
  const mean = Math.max(LEAST_MEAN, usual);
  const deviance = 2 * ((value > 0 ? value * Math.log(value / mean) : 0) - (value - mean));
  return Math.sign(value - mean) * Math.sqrt(Math.max(0, deviance));
}
