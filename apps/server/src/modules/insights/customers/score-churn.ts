import {
  type ChurnModel,
  calculateAuc,
  calculateBrier,
  explainChurn,
  fitChurn,
  type Outcome,
  predictChurn,
  type Reason,
  type Rng,
} from "@selvedge/learn";
import { CHURN_FEATURES, type CustomerHistory, churnFeatures, toColumns } from "./customer-features.ts";

export interface ChurnAnswer {
  model: ChurnModel;
  /** One per history, null for whom nothing can be told. */
  answers: ({ probability: number; reasons: Reason[] } | null)[];
  metrics: { churnAuc: number | null; churnBrier: number | null; churnNaiveBrier: number | null };
}

/** A customer is lost, for what can be measured, when nothing was bought for so long. */
const CHURN_DAYS = 90;
/** Who has been away this long is gone, and not at risk. */
const LONGEST_AWAY = 540;

/**
 * Learns who stays away for 90 days from several days in the past, and judges it on the newest 90 days, which it had not
 * seen; then learns anew with these included, and tells everybody's probability with the reasons.
 */
export function scoreChurn(histories: readonly CustomerHistory[], today: number, rng: Rng): Outcome<ChurnAnswer> {
  const cuts = [1, 2, 3, 4].map((back) => today - back * CHURN_DAYS);
  const [newest, ...older] = cuts;
  const train = rowsAt(histories, older);
  const test = rowsAt(histories, [newest!]);
  const enough = (rows: Rows) => rows.features.length >= 40 && new Set(rows.labels).size === 2;
  if (!enough(train) || !enough(test))
    return { ok: false, reason: "too_few_rows", detail: "too few customers who stayed and who left" };
  const judged = fitChurn(toColumns(train.features), CHURN_FEATURES, train.labels, rng.fork());
  if (!judged.ok) return judged;
  const told = predictChurn(judged.value, toColumns(test.features));
  const base = train.labels.reduce((sum, v) => sum + v, 0) / train.labels.length;
  const all = { features: [...train.features, ...test.features], labels: [...train.labels, ...test.labels] };
  const model = fitChurn(toColumns(all.features), CHURN_FEATURES, all.labels, rng.fork());
  if (!model.ok) return model;
  return {
    ok: true,
    value: {
      model: model.value,
      answers: answersOf(model.value, histories, today),
      metrics: {
        churnAuc: calculateAuc(told, test.labels),
        churnBrier: calculateBrier(told, test.labels),
        churnNaiveBrier: calculateBrier(
          test.labels.map(() => base),
          test.labels,
        ),
      },
    },
  };
}

interface Rows {
  features: number[][];
  labels: number[];
}

function rowsAt(histories: readonly CustomerHistory[], cuts: readonly number[]): Rows {
  const rows: Rows = { features: [], labels: [] };
  for (const cut of cuts) {
    for (const history of histories) {
      const features = churnFeatures(history, cut);
      if (!features || features[0]! > LONGEST_AWAY) continue;
      rows.features.push(features);
      rows.labels.push(history.days.some((day) => day >= cut && day < cut + CHURN_DAYS) ? 0 : 1);
    }
  }
  return rows;
}

function answersOf(model: ChurnModel, histories: readonly CustomerHistory[], today: number) {
  const rows = histories.map((history) => churnFeatures(history, today));
  const known = rows.flatMap((row) => (row && row[0]! <= LONGEST_AWAY ? [row] : []));
  const probabilities = known.length > 0 ? predictChurn(model, toColumns(known)) : [];
  let at = 0;
  return rows.map((row) => {
    if (!row) return null;
    if (row[0]! > LONGEST_AWAY)
      return { probability: 1, reasons: [{ feature: CHURN_FEATURES[0], value: row[0]!, contribution: 1 }] };
    const probability = Math.min(1, Math.max(0, probabilities[at++]!));
    return { probability, reasons: explainChurn(model, row, 3) };
  });
}
