import { accept, type Outcome, refuse } from "../outcome.ts";
import type { Rng } from "../rng.ts";
import {
  type BoostedTrees,
  explainBoosting,
  fitBoosting,
  listReasons,
  type Reason,
  scoreBoosting,
} from "../trees/index.ts";
import { fitHybridBase, type HybridBase } from "./hybrid-base.ts";
import { type CandidateTable, HYBRID_FEATURES, tabulateCandidates } from "./hybrid-features.ts";
import {
  type CustomerItems,
  checkHistory,
  cutHistory,
  type PurchaseHistory,
  type ScoredItem,
  tabulateCustomers,
} from "./purchase-history.ts";

/** Settings of the hybrid. `today` is the first day that is not history; `attributes` the words of each item. */
export type HybridOptions = {
  today: number;
  horizonDays?: number;
  attributes?: readonly (readonly string[])[];
  mostItems?: number;
  rounds?: number;
};

/** Fitted hybrid; plain JSON. One ranker judges items the customer has bought before, the other items new to them. */
export type HybridModel = {
  kind: "hybrid";
  version: 1;
  base: HybridBase;
  repeatRanker: BoostedTrees | null;
  freshRanker: BoostedTrees | null;
};

type Sample = { columns: number[][]; labels: number[]; weights: number[]; offsets: number[] };

const emptySample = (): Sample => ({ columns: HYBRID_FEATURES.map(() => []), labels: [], weights: [], offsets: [] });

function addRow(
  sample: Sample,
  table: CandidateTable,
  row: number,
  label: number,
  weight: number,
  offset: number,
): void {
  for (let f = 0; f < table.columns.length; f++) sample.columns[f]!.push(table.columns[f]![row]!);
  sample.labels.push(label);
  sample.weights.push(weight);
  sample.offsets.push(offset);
}

/** Share of candidates not bought that is kept; they outnumber the others a hundred to one. */
const NEGATIVE_SHARE = 0.3;

function drawSamples(
  base: HybridBase,
  history: PurchaseHistory,
  until: number,
  rng: Rng,
): { repeat: Sample; fresh: Sample } {
  const profiles = tabulateCustomers(cutHistory(history, base.today));
  const bought = profiles.map(() => new Set<number>());
  for (let i = 0; i < history.items.length; i++)
    if (history.days[i]! >= base.today && history.days[i]! < until)
      bought[history.customers[i]!]!.add(history.items[i]!);
  const samples = { repeat: emptySample(), fresh: emptySample() };
  for (const [u, profile] of profiles.entries()) {
    const truth = bought[u]!;
    if (truth.size === 0 || profile.items.length === 0) continue;
    const table = tabulateCandidates(base, profile, () => true);
    const own = new Set(profile.items);
    // A wholesaler with a hundred goods counts like ten customers with one, as the square root says, not like a hundred.
    const weight = 1 / Math.sqrt(truth.size);
    const hits = table.items.filter((item) => truth.has(item)).length;
    // How much a customer buys at all is not for the ranking to explain: the customer's own level is given.
    const share = (hits + 1) / (table.items.length + 30);
    const offset = Math.log(share / (1 - share));
    for (const [row, item] of table.items.entries()) {
      const label = truth.has(item) ? 1 : 0;
      if (label === 0 && rng.uniform() >= NEGATIVE_SHARE) continue;
      addRow(own.has(item) ? samples.repeat : samples.fresh, table, row, label, weight, offset);
    }
  }
  return samples;
}

const centre = (values: number[]) => {
  const mean = values.reduce((sum, v) => sum + v, 0) / Math.max(1, values.length);
  return values.map((v) => v - mean);
};

function fitRanker(sample: Sample, rounds: number, rng: Rng): BoostedTrees | null {
  const shape = {
    rounds,
    learningRate: 0.06,
    maxLeaves: 16,
    minLeafRows: 60,
    lambda: 5,
    rowShare: 0.8,
    featureShare: 0.6,
  };
  const fitted = fitBoosting(
    sample.columns,
    sample.labels,
    { loss: { kind: "logistic" }, weights: sample.weights, offsets: centre(sample.offsets), ...shape },
    rng,
  );
  return fitted.ok ? fitted.value : null;
}

/**
 * Fits the hybrid in two stages, both looking only backwards: item-to-item models as of `today` less the horizon propose candidates, boosted
 * trees learn which of them were bought in the horizon, then the item-to-item models are fitted again up to `today`. Where the horizon holds
 * too little to learn from, the first stage serves alone.
 */
export function fitHybrid(history: PurchaseHistory, options: HybridOptions, rng: Rng): Outcome<HybridModel> {
  const refusal = checkHistory(history);
  if (refusal) return refusal;
  const { today, horizonDays = 60, attributes, mostItems = 2000, rounds = 150 } = options;
  if (!Number.isFinite(today) || !(horizonDays > 0))
    return refuse("out_of_range", "today and the horizon must be numbers");
  if (attributes && attributes.length !== history.itemCount)
    return refuse("lengths_differ", "attributes and items differ in number");
  const known = cutHistory(history, today);
  if (known.items.length === 0) return refuse("empty", "no purchases before today");
  const base = fitHybridBase(known, today, attributes, mostItems);
  if (!base.ok) return base;
  const before = cutHistory(known, today - horizonDays);
  let rankers: Pick<HybridModel, "repeatRanker" | "freshRanker"> = { repeatRanker: null, freshRanker: null };
  if (before.items.length > 0) {
    const earlier = fitHybridBase(before, today - horizonDays, attributes, mostItems);
    if (!earlier.ok) return earlier;
    const samples = drawSamples(earlier.value, known, today, rng);
    rankers = {
      repeatRanker: fitRanker(samples.repeat, rounds, rng),
      freshRanker: fitRanker(samples.fresh, rounds, rng),
    };
  }
  return accept({ kind: "hybrid", version: 1, base: base.value, ...rankers });
}

/** What may be shown: `isAvailable` (size in stock, not archived) and items bought so lately that nobody needs another. */
export type RecommendFilter = {
  isAvailable: (item: number) => boolean;
  justBought?: ReadonlySet<number>;
  freshOnly?: boolean;
};

/** A recommendation with its score (higher is better) and the features that lifted it most. */
export type Recommendation = ScoredItem & { reasons: Reason[] };

/** Without a ranker: goes-with score, a bonus for what is bought again and again, popularity to break ties. */
function scorePlainly(table: CandidateTable): number[] {
  const [ease, sold, count] = [table.columns[0]!, table.columns[7]!, table.columns[14]!];
  return table.items.map((_, row) => ease[row]! + 0.3 * count[row]! + 1e-4 * sold[row]!);
}

/** Places from 0 by falling value; ties keep their order. */
function placeOf(values: ArrayLike<number>): number[] {
  const places = new Array<number>(values.length);
  Array.from(values, (_, row) => row)
    .sort((x, y) => values[y]! - values[x]! || x - y)
    .forEach((row, place) => {
      places[row] = place;
    });
  return places;
}

/** Of reciprocal rank fusion: how little the first places stand out (the authors' value). */
const FUSION_FLOOR = 60;

/**
 * What the rankers say fused with the customer's own repeats by reciprocal ranks (Cormack, Clarke and Buettcher 2009). Rankers are taught in
 * one season and used in the next; what a customer buys again and again holds in both.
 */
function scoreLearned(repeat: ArrayLike<number>, fresh: ArrayLike<number>, table: CandidateTable): number[] {
  const [sold, count] = [table.columns[7]!, table.columns[14]!];
  const isOwn = (row: number) => count[row]! > 0;
  const learned = placeOf(table.items.map((_, row) => (isOwn(row) ? repeat : fresh)[row]!));
  const repeated = placeOf(table.items.map((_, row) => count[row]! + 1e-6 * sold[row]!));
  return table.items.map(
    (_, row) => 1 / (FUSION_FLOOR + learned[row]!) + (isOwn(row) ? 1 / (FUSION_FLOOR + repeated[row]!) : 0),
  );
}

/** Scores of all candidates, higher is better. */
function scoreCandidates(model: HybridModel, table: CandidateTable): number[] {
  const { repeatRanker, freshRanker } = model;
  if (!repeatRanker || !freshRanker) return scorePlainly(table);
  return scoreLearned(scoreBoosting(repeatRanker, table.columns), scoreBoosting(freshRanker, table.columns), table);
}

/** What may be recommended to a customer with these own items. */
const allowedBy = (filter: RecommendFilter, own: ReadonlySet<number>) => (item: number) =>
  filter.isAvailable(item) && !filter.justBought?.has(item) && !(filter.freshOnly && own.has(item));

/**
 * Recommends up to `count` items to a customer. A customer without purchases gets the popular items of `popular` (see
 * scoreContextPopularity), or of everybody. Unavailable and just bought items never appear; scores fall along the list.
 */
export function recommendHybrid(
  model: HybridModel,
  profile: CustomerItems,
  count: number,
  filter: RecommendFilter,
  popular?: ArrayLike<number>,
): Recommendation[] {
  const own = new Set(profile.items);
  const allowed = allowedBy(filter, own);
  const table = tabulateCandidates(model.base, profile, allowed);
  const isCold = profile.items.length === 0;
  if (isCold) {
    const scores = popular ?? model.base.standing.sold28;
    return takeBest(
      Array.from({ length: model.base.itemCount }, (_, item) => ({ item, score: scores[item]! })).filter(
        ({ item, score }) => score > 0 && allowed(item),
      ),
      count,
    ).map((pick) => ({ ...pick, reasons: [{ feature: "popular here", value: pick.score, contribution: pick.score }] }));
  }
  const scores = scoreCandidates(model, table);
  const learned = model.repeatRanker && model.freshRanker;
  const scored = table.items.map((item, row) => ({ item, row, score: scores[row]! }));
  return takeBest(scored, count).map(({ item, row, score }) => {
    const values = table.columns.map((column) => column[row]!);
    const ranker = own.has(item) ? model.repeatRanker : model.freshRanker;
    const fallback = [{ feature: HYBRID_FEATURES[0], value: values[0]!, contribution: values[0]! }];
    return {
      item,
      score,
      reasons: learned && ranker ? listReasons(explainBoosting(ranker, values), values, HYBRID_FEATURES, 3) : fallback,
    };
  });
}

function takeBest<T extends ScoredItem>(scored: T[], count: number): T[] {
  return scored.sort((x, y) => y.score - x.score || x.item - y.item).slice(0, count);
}

/** The same list without reasons, which cost far more than the ranking: for evaluation and for bulk mails. */
export function rankHybrid(
  model: HybridModel,
  profile: CustomerItems,
  count: number,
  filter: RecommendFilter,
): number[] {
  const table = tabulateCandidates(model.base, profile, allowedBy(filter, new Set(profile.items)));
  const scores = scoreCandidates(model, table);
  return takeBest(
    table.items.map((item, row) => ({ item, score: scores[row]! })),
    count,
  ).map(({ item }) => item);
}
