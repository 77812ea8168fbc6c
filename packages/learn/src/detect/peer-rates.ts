import { accept, type Outcome, refuse } from "../outcome.ts";
import { quantileOfSorted } from "../trees/losses.ts";

/** How often something happened with one person or place: `hits` of `trials` (voids of receipts, units missing of units counted). */
export type PeerCount = { key: string; hits: number; trials: number };

/** A peer's rate beside the others'; `score` in deviations after what differs between honest peers is allowed for. */
export type PeerScore = { key: string; rate: number; usualRate: number; score: number };

/**
 * Compares rates among peers (funnel limits with overdispersion, Spiegelhalter 2005): the usual rate is the median peer's, the spread is that
 * of chance plus what the middle of the peers shows beyond chance, so neither a small till nor a thief sets the standard.
 */
export function scorePeers(peers: readonly PeerCount[]): Outcome<PeerScore[]> {
  for (const { key, hits, trials } of peers)
    if (!(hits >= 0 && trials >= hits && trials <= 1e12))
      return refuse("out_of_range", `counts of ${key} need 0 <= hits <= trials`);
  const seen = peers.filter((peer) => peer.trials > 0);
  if (seen.length < 3) return refuse("too_few_rows", "fewer than three peers with trials");
  const ordered = [...seen].sort((x, y) => x.hits / x.trials - y.hits / y.trials);
  const half = seen.reduce((sum, peer) => sum + peer.trials, 0) / 2;
  let passed = 0;
  let middle = ordered[0]!;
  for (const peer of ordered) {
    middle = peer;
    passed += peer.trials;
    if (passed >= half) break;
  }
  const least = 0.5 / (2 * half + 1);
  const usualRate = Math.min(1 - least, Math.max(least, middle.hits / middle.trials));
  const deviation = (trials: number) => Math.sqrt((usualRate * (1 - usualRate)) / trials);
  const plain = seen.map((peer) => (peer.hits / peer.trials - usualRate) / deviation(peer.trials));
  const sizes = Float64Array.from(plain, Math.abs).sort();
  const spread = Math.max(1, quantileOfSorted(sizes, 0.5) * 1.4826);
  return accept(
    seen.map((peer, i) => ({ key: peer.key, rate: peer.hits / peer.trials, usualRate, score: plain[i]! / spread })),
  );
}
