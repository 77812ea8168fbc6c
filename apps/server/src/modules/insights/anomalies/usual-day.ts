/** Pieces of one series by day, with what is usual for such a weekday around it. */
export interface UsualDay {
  day: number;
  pieces: number;
  usualPieces: number;
  /** Distance from the usual in deviations of a count (square roots make them alike whatever the size). */
  surprise: number;
  ratio: number;
}

const WEEKS_AROUND = 6;

/** Each day beside the median of the same weekday in the six weeks before and after it. Pure. */
export function usualDays(pieces: ArrayLike<number>): UsualDay[] {
  const out: UsualDay[] = [];
  for (let day = 0; day < pieces.length; day += 1) {
    const around: number[] = [];
    for (let week = -WEEKS_AROUND; week <= WEEKS_AROUND; week += 1) {
      const other = day + week * 7;
      if (week !== 0 && other >= 0 && other < pieces.length) around.push(pieces[other]!);
    }
    if (around.length < 4) continue;
    around.sort((a, b) => a - b);
    const usualPieces = around[Math.floor(around.length / 2)]!;
    const spread = Math.max(1, around[Math.floor(around.length * 0.9)]! - usualPieces);
    const value = pieces[day]!;
    // A count's square root has a deviation of a half; a series that swings more is given its own swing.
    const surprise =
      (2 * (Math.sqrt(value) - Math.sqrt(usualPieces))) / Math.max(1, Math.sqrt(spread / Math.max(1, usualPieces)));
    out.push({ day, pieces: value, usualPieces, surprise, ratio: (value + 1) / (usualPieces + 1) });
  }
  return out;
}
