import { minimiseLbfgs } from "../linear/index.ts";
import { accept, type Outcome, refuse } from "../outcome.ts";

/** Turns a score into a probability that means what it says; plain JSON. */
export type ProbabilityCalibration =
  | { kind: "platt"; version: 1; slope: number; intercept: number }
  | { kind: "isotonic"; version: 1; scores: number[]; probabilities: number[] };

const logit = (p: number) => {
  const inside = Math.min(1 - 1e-9, Math.max(1e-9, p));
  return Math.log(inside / (1 - inside));
};

function checkPairs(scores: ArrayLike<number>, labels: ArrayLike<number>) {
  if (scores.length === 0) return refuse("empty", "no scores");
  if (scores.length !== labels.length) return refuse("lengths_differ", "scores and labels differ in length");
  let ones = 0;
  for (let i = 0; i < scores.length; i++) {
    if (!Number.isFinite(scores[i]!)) return refuse("not_finite", `score ${i} is not a number`);
    if (labels[i] !== 0 && labels[i] !== 1) return refuse("out_of_range", `label ${i} is neither 0 nor 1`);
    ones += labels[i]!;
  }
  return ones === 0 || ones === scores.length ? refuse("single_class", "all labels are of one class") : null;
}

/** Platt's scaling of probabilities (1999): a logistic curve over the log odds, with his smoothed targets. */
export function fitPlatt(scores: ArrayLike<number>, labels: ArrayLike<number>): Outcome<ProbabilityCalibration> {
  const refusal = checkPairs(scores, labels);
  if (refusal) return refusal;
  const count = scores.length;
  let ones = 0;
  for (let i = 0; i < count; i++) ones += labels[i]!;
  const high = (ones + 1) / (ones + 2);
  const low = 1 / (count - ones + 2);
  const odds = Float64Array.from(scores, logit);
  const { point } = minimiseLbfgs(
    (at, gradient) => {
      gradient.fill(0);
      let value = 0;
      for (let i = 0; i < count; i++) {
        const score = at[0]! * odds[i]! + at[1]!;
        const y = labels[i] === 1 ? high : low;
        value += (Math.max(score, 0) - y * score + Math.log1p(Math.exp(-Math.abs(score)))) / count;
        const slope = (1 / (1 + Math.exp(-score)) - y) / count;
        gradient[0]! += slope * odds[i]!;
        gradient[1]! += slope;
      }
      return value;
    },
    [1, 0],
  );
  // A falling curve would turn the ranking round; the score then carries nothing and the rate alone is left.
  if (!(point[0]! > 0)) return accept({ kind: "platt", version: 1, slope: 0, intercept: logit(ones / count) });
  return accept({ kind: "platt", version: 1, slope: point[0]!, intercept: point[1]! });
}

/** Isotonic regression by pooling adjacent violators (Zadrozny and Elkan 2002), with values between blocks interpolated. */
export function fitIsotonic(scores: ArrayLike<number>, labels: ArrayLike<number>): Outcome<ProbabilityCalibration> {
  const refusal = checkPairs(scores, labels);
  if (refusal) return refusal;
  const order = Int32Array.from({ length: scores.length }, (_, i) => i).sort((i, j) => scores[i]! - scores[j]!);
  const blocks: { sum: number; count: number; scoreSum: number; last: number }[] = [];
  for (const i of order) {
    const tied = blocks[blocks.length - 1];
    if (tied && tied.last === scores[i]!) {
      tied.sum += labels[i]!;
      tied.count++;
      tied.scoreSum += scores[i]!;
    } else blocks.push({ sum: labels[i]!, count: 1, scoreSum: scores[i]!, last: scores[i]! });
  }
  const pooled: typeof blocks = [];
  for (const block of blocks) {
    let joined = { ...block };
    for (let top = pooled[pooled.length - 1]; top && top.sum * joined.count >= joined.sum * top.count; ) {
      pooled.pop();
      joined = {
        ...{ sum: top.sum + joined.sum, count: top.count + joined.count },
        ...{ scoreSum: top.scoreSum + joined.scoreSum, last: joined.last },
      };
      top = pooled[pooled.length - 1];
    }
    pooled.push(joined);
  }
  return accept({
    ...{ kind: "isotonic" as const, version: 1 as const },
    scores: pooled.map((block) => block.scoreSum / block.count),
    // Half an observation keeps the ends away from 0 and 1, which no finite sample can show.
    probabilities: pooled
      .map((block) => (block.sum + 0.5) / (block.count + 1))
      .reduce<number[]>((kept, p) => {
        kept.push(Math.max(p, kept[kept.length - 1] ?? 0));
        return kept;
      }, []),
  });
}

/** Calibrated probability of a score; rises with the score. */
export function calibrateProbability(calibration: ProbabilityCalibration, score: number): number {
  if (calibration.kind === "platt")
    return 1 / (1 + Math.exp(-(calibration.slope * logit(score) + calibration.intercept)));
  const { scores, probabilities } = calibration;
  const above = scores.findIndex((s) => s >= score);
  if (above < 0) return probabilities[probabilities.length - 1]!;
  if (above === 0) return probabilities[0]!;
  const [low, high] = [scores[above - 1]!, scores[above]!];
  const share = high > low ? (score - low) / (high - low) : 1;
  return probabilities[above - 1]! + share * (probabilities[above]! - probabilities[above - 1]!);
}
