/** Mean figures of ranked lists over customers: normalised discounted gain and share of customers with at least one hit. */
export type RankingScore = { ndcg: number; hitRate: number; customers: number };

/** NDCG@k of one list against what was bought (binary gain; Jarvelin and Kekalainen 2002); 0 where nothing was bought. */
export function calculateNdcg(ranked: readonly number[], bought: ReadonlySet<number>, k: number): number {
  let gain = 0;
  for (let at = 0; at < Math.min(k, ranked.length); at++) if (bought.has(ranked[at]!)) gain += 1 / Math.log2(at + 2);
  let ideal = 0;
  for (let at = 0; at < Math.min(k, bought.size); at++) ideal += 1 / Math.log2(at + 2);
  return ideal > 0 ? gain / ideal : 0;
}

/** Scores lists of customers who bought something in the test span; the others are left out. */
export function scoreRankings(
  lists: readonly (readonly number[])[],
  bought: readonly ReadonlySet<number>[],
  k = 10,
): RankingScore {
  let ndcg = 0;
  let hits = 0;
  let customers = 0;
  for (const [u, list] of lists.entries()) {
    const truth = bought[u]!;
    if (truth.size === 0) continue;
    customers++;
    ndcg += calculateNdcg(list, truth, k);
    if (list.slice(0, k).some((item) => truth.has(item))) hits++;
  }
  return { ndcg: customers > 0 ? ndcg / customers : 0, hitRate: customers > 0 ? hits / customers : 0, customers };
}
