/**
 * Recommenders on Online Retail with a time split: node bench/learn/recommend.ts <online-retail.csv.gz> [cut day, default 250 and 313]
 * Trained on purchases before the cut, judged on the following 60 days; day 0 is 1 December 2010. Seed 1.
 */
import {
  addLinks,
  countSales,
  cutHistory,
  fitAls,
  fitEase,
  fitHybrid,
  fitItemKnn,
  fitUserKnn,
  type ItemLinks,
  pickTop,
  rankHybrid,
  scoreAls,
  scoreRankings,
  scoreUserKnn,
  tabulateCustomers,
} from "../../packages/learn/src/recommend/index.ts";
import { createRng } from "../../packages/learn/src/rng.ts";
import { codeRetail, readRetail } from "./online-retail.ts";
import { reach } from "./reach.ts";

const HORIZON_DAYS = 60;
const REPEATS = "own repeats, ties by 28 days";
const KNN = "item kNN";
const EASE = "EASE, best 2,000 goods";

function unwrap<T>(outcome: { ok: true; value: T } | { ok: false; detail: string }): T {
  if (!outcome.ok) throw new Error(outcome.detail);
  return outcome.value;
}

function timed<T>(name: string, run: () => T): T {
  const start = process.cpuUsage();
  const value = run();
  const used = process.cpuUsage(start);
  console.log(`  fitted ${name} in ${((used.user + used.system) / 1e6).toFixed(1)} CPU s`);
  return value;
}

function measure(cut: number, quick: boolean): void {
  const lines = readRetail();
  if (!lines) return;
  const { history, names } = codeRetail(lines);
  const train = cutHistory(history, cut);
  const table = tabulateCustomers(train);
  const bought = table.map(() => new Set<number>());
  for (let i = 0; i < lines.length; i++)
    if (history.days[i]! >= cut && history.days[i]! < cut + HORIZON_DAYS)
      bought[history.customers[i]!]!.add(history.items[i]!);
  const users = [...table.keys()].filter((u) => table[u]!.items.length > 0 && bought[u]!.size > 0);
  const any = users.map((u) => bought[u]!);
  const fresh = users.map((u) => new Set([...bought[u]!].filter((item) => !table[u]!.items.includes(item))));
  console.log(
    `cut at day ${cut}, ${HORIZON_DAYS} days ahead: ${users.length} customers, ${fresh.filter((set) => set.size > 0).length} with goods new to them`,
  );

  const ndcg = new Map<string, { any: number; fresh: number }>();
  const report = (name: string, rank: (u: number, freshOnly: boolean) => number[]) => {
    const all = scoreRankings(
      users.map((u) => rank(u, false)),
      any,
    );
    const unseen = scoreRankings(
      users.map((u) => rank(u, true)),
      fresh,
    );
    ndcg.set(name, { any: all.ndcg, fresh: unseen.ndcg });
    console.log(
      `${name.padEnd(30)} any ${all.ndcg.toFixed(3)} (${all.hitRate.toFixed(2)})   new goods ${unseen.ndcg.toFixed(3)} (${unseen.hitRate.toFixed(2)})`,
    );
  };
  const top = (scores: Float64Array, u: number, freshOnly: boolean) => {
    const own = freshOnly ? new Set(table[u]!.items) : null;
    return pickTop(scores, 10, (item) => !own?.has(item), -1e9).map((pick) => pick.item);
  };
  const byLinks = (links: ItemLinks) => (u: number, freshOnly: boolean) => {
    const scores = new Float64Array(history.itemCount);
    addLinks(links, table[u]!.items, new Float64Array(table[u]!.items.length).fill(1), scores);
    return top(scores, u, freshOnly);
  };
  const sold = countSales(train, 0, cut);
  const sold28 = countSales(train, cut - 28, cut);
  report("popular", (u, freshOnly) => top(sold, u, freshOnly));
  report("popular, 28 days", (u, freshOnly) => top(sold28, u, freshOnly));
  report(REPEATS, (u, freshOnly) => {
    const scores = Float64Array.from(sold28, (n) => n * 1e-4);
    const { items, counts } = table[u]!;
    for (let k = 0; k < items.length; k++) scores[items[k]!]! += counts[k]!;
    return top(scores, u, freshOnly);
  });
  report(KNN, byLinks(timed("item kNN", () => unwrap(fitItemKnn(train))).links));
  report(EASE, byLinks(timed("EASE 2,000", () => unwrap(fitEase(train))).links));
  if (!quick) {
    const userKnn = unwrap(fitUserKnn(train));
    report("user kNN", (u, freshOnly) => top(scoreUserKnn(userKnn, table[u]!.items), u, freshOnly));
    const als = timed("ALS", () => unwrap(fitAls(train, createRng(1))));
    const scores = scoreAls(
      als,
      users.map((u) => table[u]!.items),
    );
    const at = new Map(users.map((u, i) => [u, i]));
    report("ALS, 48 factors", (u, freshOnly) => top(scores[at.get(u)!]!, u, freshOnly));
  }
  const attributes = names.map((name) =>
    name
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 2),
  );
  const hybrid = timed("hybrid", () =>
    unwrap(fitHybrid(train, { today: cut, attributes, horizonDays: HORIZON_DAYS }, createRng(1))),
  );
  report("hybrid", (u, freshOnly) => rankHybrid(hybrid, table[u]!, 10, { isAvailable: () => true, freshOnly }));
  judge(ndcg, cut);
}

function judge(ndcg: ReadonlyMap<string, { any: number; fresh: number }>, cut: number): void {
  const [own, repeats, knn, ease] = ["hybrid", REPEATS, KNN, EASE].map((name) => ndcg.get(name)!);
  reach({
    what: `hybrid recommender, any purchase from day ${cut}, NDCG@10`,
    ours: own!.any.toFixed(3),
    aim: `above 0.34 and above own repeats' ${repeats!.any.toFixed(3)}`,
    ok: own!.any > 0.34 && own!.any > repeats!.any,
  });
  const best = Math.max(knn!.fresh, ease!.fresh);
  reach({
    what: `hybrid recommender, goods new to the customer from day ${cut}, NDCG@10`,
    ours: `${own!.fresh.toFixed(3)} (${((own!.fresh / best - 1) * 100).toFixed(0)} % over the better)`,
    aim: `10 % over item kNN's ${knn!.fresh.toFixed(3)} and EASE's ${ease!.fresh.toFixed(3)}`,
    ok: own!.fresh >= 1.1 * best,
  });
}

const given = process.argv.slice(2).map(Number).find(Number.isFinite);
const quick = process.argv.includes("--quick");
if (given === undefined) {
  measure(250, true);
  measure(313, quick);
} else measure(given, quick);
