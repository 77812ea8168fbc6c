import { accept, type Outcome, refuse } from "../outcome.ts";
import type { DetectorModel } from "./detector.ts";

/** What a person decided about a flag. */
export type FlagVerdict = { score: number; verdict: "confirmed" | "dismissed" };

/**
 * Moves the threshold by what people said: it costs one for every dismissed flag it would still raise, `missCost` for every confirmed one it
 * would miss, and a little for leaving its place, so one verdict moves it little and many move it far. Never above 0.99: the gravest stay.
 */
export function learnThreshold(
  model: DetectorModel,
  verdicts: readonly FlagVerdict[],
  options: { missCost?: number } = {},
): Outcome<DetectorModel> {
  const { missCost = 5 } = options;
  if (!(missCost > 0)) return refuse("out_of_range", "the cost of a miss must be above zero");
  if (!verdicts.every(({ score }) => score >= 0 && score <= 1))
    return refuse("out_of_range", "a score is not between 0 and 1");
  const candidates = new Set([model.threshold]);
  for (const { score, verdict } of verdicts)
    candidates.add(Math.min(0.99, verdict === "dismissed" ? score + 1e-6 : score));
  const costOf = (threshold: number) => {
    // Leaving the place by 0.1 costs as much as one needless flag.
    let cost = 10 * Math.abs(threshold - model.threshold);
    for (const { score, verdict } of verdicts) {
      if (verdict === "dismissed" && score >= threshold) cost += 1;
      if (verdict === "confirmed" && score < threshold) cost += missCost;
    }
    return cost;
  };
  let best = model.threshold;
  let least = costOf(best);
  for (const candidate of [...candidates].sort((x, y) => x - y)) {
    const cost = costOf(candidate);
    if (cost < least - 1e-12) [best, least] = [candidate, cost];
  }
  return accept({ ...model, threshold: best });
}
