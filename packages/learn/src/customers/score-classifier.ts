/** Area under the ROC curve: probability that a random one scores above a random zero, ties half; null where a class is missing. */
export function calculateAuc(scores: ArrayLike<number>, labels: ArrayLike<number>): number | null {
  const order = Int32Array.from({ length: scores.length }, (_, i) => i).sort((i, j) => scores[i]! - scores[j]!);
  let rankSum = 0;
  let ones = 0;
  for (let begin = 0; begin < order.length; ) {
    let end = begin;
    while (end < order.length && scores[order[end]!] === scores[order[begin]!]) end++;
    for (let k = begin; k < end; k++) {
      if (labels[order[k]!] !== 1) continue;
      rankSum += (begin + end + 1) / 2;
      ones++;
    }
    begin = end;
  }
  const zeros = order.length - ones;
  return ones === 0 || zeros === 0 ? null : (rankSum - (ones * (ones + 1)) / 2) / (ones * zeros);
}

/** Mean squared error of probabilities (Brier 1950); 0 for no rows. */
export function calculateBrier(probabilities: ArrayLike<number>, labels: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) sum += (probabilities[i]! - labels[i]!) ** 2;
  return probabilities.length > 0 ? sum / probabilities.length : 0;
}
