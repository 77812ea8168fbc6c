import {
  applyScaling,
  assignClusters,
  type BgNbdModel,
  calculateLifetimeValue,
  calculateSilhouette,
  chooseClusterCount,
  createRng,
  expectedPurchases,
  fitBgNbd,
  fitGammaGamma,
  fitKMeans,
  fitRfm,
  fitScaling,
  predictNextOrder,
  probabilityAlive,
  type Reason,
  type RfmModel,
} from "@selvedge/learn";
import type { CustomerHistory } from "./customer-features.ts";
import type { CustomerKind } from "./refresh-segments.ts";
import { type ChurnAnswer, scoreChurn } from "./score-churn.ts";

/** All customers of one kind, with their histories up to the cut-off. */
export interface CustomersTask {
  customerKind: CustomerKind;
  histories: CustomerHistory[];
  /** The first day that is not history. */
  today: number;
  seed: number;
}

export interface CustomerScore {
  customerId: string;
  cluster: number | null;
  clvMinor: number | null;
  expectedPurchases: number | null;
  aliveProbability: number | null;
  churnProbability: number | null;
  churnReasons: Reason[];
  nextOrderLowDays: number | null;
  nextOrderDays: number | null;
  nextOrderHighDays: number | null;
  overdue: boolean | null;
}

export interface CustomersResult {
  customerKind: CustomerKind;
  borders: RfmModel | null;
  scores: CustomerScore[];
  /** What each part could not do, in words. */
  refusals: string[];
  metrics: Record<string, number | null>;
  churn: ChurnAnswer | null;
  lifetime: { model: BgNbdModel; meanAbsoluteError: number | null; naiveMeanAbsoluteError: number | null } | null;
}

const YEAR = 365;
/** Money of a year from now is worth less, by this share. */
const DISCOUNT = 0.12;

/** Everything that is learnt of customers: borders of scores, clusters, lifetime value, churn, next order. Pure. */
export function scoreCustomers(task: CustomersTask): CustomersResult {
  const { histories, today, seed } = task;
  const rng = createRng(seed);
  const refusals: string[] = [];
  const borders = fitRfm(histories.map((h) => activityOf(h, today)));
  if (!borders.ok) refusals.push(`segments: ${borders.detail}`);
  const clusters = clusterCustomers(task, refusals);
  const lifetime = fitLifetime(histories, today, refusals);
  const churn = scoreChurn(histories, today, rng.fork());
  if (!churn.ok) refusals.push(`churn: ${churn.detail}`);
  const gaps = histories.flatMap((h) => gapsOf(h));
  const scores = histories.map((h, i): CustomerScore => {
    const next = predictNextOrder(h.days, today, gaps);
    const answer = churn.ok ? churn.value.answers[i] : null;
    return {
      customerId: h.customerId,
      cluster: clusters?.labels[i] ?? null,
      ...(lifetime?.of(h) ?? { clvMinor: null, expectedPurchases: null, aliveProbability: null }),
      churnProbability: answer?.probability ?? null,
      churnReasons: answer?.reasons ?? [],
      nextOrderLowDays: next.ok ? lastDay(h) + next.value.lowDays : null,
      nextOrderDays: next.ok ? lastDay(h) + next.value.medianDays : null,
      nextOrderHighDays: next.ok ? lastDay(h) + next.value.highDays : null,
      overdue: next.ok ? next.value.overdue : null,
    };
  });
  return {
    customerKind: task.customerKind,
    borders: borders.ok ? borders.value : null,
    scores,
    refusals,
    metrics: {
      customers: histories.length,
      clusters: clusters?.count ?? null,
      silhouette: clusters?.silhouette ?? null,
      ...(churn.ok ? churn.value.metrics : {}),
      ...(lifetime ? { purchasesMae: lifetime.error, purchasesNaiveMae: lifetime.naiveError } : {}),
    },
    churn: churn.ok ? churn.value : null,
    lifetime: lifetime
      ? { model: lifetime.model, meanAbsoluteError: lifetime.error, naiveMeanAbsoluteError: lifetime.naiveError }
      : null,
  };
}

const sum = (values: readonly number[]) => values.reduce((total, v) => total + v, 0);
const lastDay = (h: CustomerHistory) => h.days.at(-1)!;

export const activityOf = (h: CustomerHistory, today: number) => ({
  customerId: h.customerId,
  recencyDays: Math.max(0, today - lastDay(h)),
  frequency: h.days.length,
  monetaryMinor: sum(h.salesMinor),
});

const gapsOf = (h: CustomerHistory) => h.days.slice(1).map((day, i) => day - h.days[i]!);

/** Recency, frequency and money on logs, so that a few whales do not make clusters of their own. */
function clusterCustomers({ histories, today, seed }: CustomersTask, refusals: string[]) {
  if (histories.length < 12) {
    refusals.push("clusters: fewer than twelve customers");
    return null;
  }
  const raw = {
    dimensions: 3,
    values: Float64Array.from(
      histories.flatMap((h) => {
        const a = activityOf(h, today);
        return [Math.log1p(a.recencyDays), Math.log(a.frequency), Math.log1p(Math.max(0, a.monetaryMinor) / 100)];
      }),
    ),
  };
  const points = applyScaling(raw, fitScaling(raw));
  const trials = chooseClusterCount(points, [3, 4, 5, 6], createRng(seed + 1));
  const count = trials.ok ? trials.value[0]!.model.clusters : 3;
  const fitted = fitKMeans(points, count, createRng(seed + 2));
  if (!fitted.ok) {
    refusals.push(`clusters: ${fitted.detail}`);
    return null;
  }
  const labels = assignClusters(fitted.value, points);
  const silhouette = calculateSilhouette(points, labels, createRng(seed + 3));
  return { labels, count: fitted.value.clusters, silhouette: silhouette.ok ? silhouette.value : null };
}

function repeatOf(h: CustomerHistory, today: number) {
  const days = h.days.filter((day) => day < today);
  if (days.length === 0) return null;
  const first = days[0]!;
  const later = h.marginMinor.slice(1, days.length);
  return {
    frequency: days.length - 1,
    recency: days.at(-1)! - first,
    age: Math.max(days.at(-1)! - first, today - first),
    meanMinor: later.length > 0 ? Math.max(0, sum(later) / later.length) : Math.max(0, h.marginMinor[0] ?? 0),
  };
}

/** Purchases and margin of the year to come; how well it would have told the newest half year is measured beside repeating it. */
function fitLifetime(histories: readonly CustomerHistory[], today: number, refusals: string[]) {
  const repeats = histories.map((h) => repeatOf(h, today)!);
  const purchases = fitBgNbd(repeats);
  const spend = fitGammaGamma(repeats);
  if (!purchases.ok || !spend.ok) {
    refusals.push(`lifetime value: ${purchases.ok ? (spend.ok ? "" : spend.detail) : purchases.detail}`);
    return null;
  }
  const [model, money] = [purchases.value, spend.value];
  const horizon = { periods: 4, periodLength: YEAR / 4, discountRate: (1 + DISCOUNT) ** 0.25 - 1 };
  const finite = (v: number) => (Number.isFinite(v) ? v : null);
  return {
    model,
    ...judgeLifetime(histories, today - 180, 180),
    of(h: CustomerHistory) {
      const repeat = repeatOf(h, today)!;
      const clv = finite(calculateLifetimeValue(model, money, repeat, horizon));
      return {
        clvMinor: clv === null ? null : Math.round(clv),
        expectedPurchases: finite(expectedPurchases(model, repeat, YEAR)),
        aliveProbability: finite(probabilityAlive(model, repeat)),
      };
    },
  };
}

function judgeLifetime(histories: readonly CustomerHistory[], cut: number, days: number) {
  const known = histories.flatMap((h) => {
    const repeat = repeatOf(h, cut);
    if (!repeat) return [];
    const within = (from: number, to: number) => h.days.filter((day) => day >= from && day < to).length;
    return [{ repeat, actual: within(cut, cut + days), before: within(cut - days, cut) }];
  });
  const model = fitBgNbd(known.map((k) => k.repeat));
  if (!model.ok || known.length < 20) return { error: null, naiveError: null };
  const error = known.map((k) => Math.abs(expectedPurchases(model.value, k.repeat, days) - k.actual));
  return {
    error: sum(error) / known.length,
    naiveError: sum(known.map((k) => Math.abs(k.before - k.actual))) / known.length,
  };
}
