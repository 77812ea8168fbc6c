import { accept, type Outcome, refuse } from "../outcome.ts";
import type { Rng } from "../rng.ts";
import { quantileOfSorted } from "../trees/losses.ts";
import { explainIsolation, fitIsolationForest, type IsolationForest, scoreIsolation } from "./isolation-forest.ts";
import { fitUsualRange, scoreRobustly, type UsualRange } from "./robust-score.ts";
import { type DetectionRule, findBrokenRules, type Measures } from "./rules.ts";

/** One event to judge. `eventId` is the key by which it is flagged once. */
export type DetectionEvent = { eventId: string; measures: Measures };

/** Usual range of a measure on the log scale. `zeroIsUsual`: it is often zero (refunds, voids), so the range is that of the other values. */
export type UsualMeasure = UsualRange & { zeroIsUsual: boolean };

/** Fitted detector for one kind of event; plain JSON. */
export type DetectorModel = {
  kind: "detector";
  version: 1;
  measures: string[];
  usual: UsualMeasure[];
  forest: IsolationForest;
  rules: DetectionRule[];
  /** Events with at least this score are flagged. */
  threshold: number;
};

/** Why an event was flagged: a broken rule, a value far from usual, or an unusual combination. `strength` from 0 to 1. */
export type FlagReason = {
  source: "rule" | "value" | "combination";
  about: string;
  value: number | null;
  usual: number | null;
  strength: number;
};

/** A flagged event. */
export type Flag = { eventId: string; score: number; reasons: FlagReason[] };

/** sign(x) log(1 + |x|): quantities and amounts are far from usual by factors, not by differences. */
const spread = (v: number) => Math.sign(v) * Math.log1p(Math.abs(v));

/** Strength of a robust score: 0.5 at 6 deviations, 0.9 at 18. */
const strengthOf = (z: number) => (z * z) / (z * z + 36);

const measureOf = (event: DetectionEvent, measure: string) => event.measures[measure] ?? Number.NaN;

const tabulate = (events: readonly DetectionEvent[], measures: readonly string[]) =>
  measures.map((measure) => Float64Array.from(events, (event) => spread(measureOf(event, measure))));

/** Share of zeros from which they are a state of their own. */
const ZERO_SHARE = 0.1;

function fitMeasure(column: Float64Array): Outcome<UsualMeasure> {
  const present = column.filter((v) => !Number.isNaN(v));
  const others = present.filter((v) => v !== 0);
  const zeroIsUsual = present.length - others.length >= ZERO_SHARE * present.length && others.length >= 3;
  const seen = zeroIsUsual ? others : present;
  const range = fitUsualRange(seen);
  if (!range.ok) return range;
  const { median, deviation } = range.value;
  const gaps = seen.map((v) => Math.abs(v - median)).sort();
  // What one event in a hundred shows is no more than six deviations, whatever the shape; and a constant measure would flag its first change,
  // so half a per cent of its size is the least spread taken seriously.
  const least = Math.max(quantileOfSorted(gaps, 0.99) / 6, 0.005 * (1 + Math.abs(median)));
  return accept({ median, deviation: Math.max(deviation, least), zeroIsUsual });
}

const scoreMeasure = (usual: UsualMeasure, v: number) => (usual.zeroIsUsual && v === 0 ? 0 : scoreRobustly(usual, v));

/** Isolation scores of ordinary rows lie about 0.5; this brings 0.5 to 0 and 1 to 1. */
const combinationStrength = (score: number) => Math.max(0, Math.min(1, (score - 0.5) * 2));

/**
 * Learns what is usual for one kind of event from history (anomalies in it do little harm: medians and small samples). `expectedShare` of the
 * history would be flagged; the threshold never starts under 0.45, so that a clean history is not searched for culprits.
 */
export function fitDetector(
  events: readonly DetectionEvent[],
  measures: readonly string[],
  rng: Rng,
  options: { rules?: readonly DetectionRule[]; expectedShare?: number } = {},
): Outcome<DetectorModel> {
  const { rules = [], expectedShare = 0.005 } = options;
  if (measures.length === 0) return refuse("empty", "no measures to look at");
  if (events.length < 20) return refuse("too_few_rows", "fewer than twenty events of history");
  if (!(expectedShare > 0 && expectedShare < 1))
    return refuse("out_of_range", "expected share must lie between 0 and 1");
  const columns = tabulate(events, measures);
  const usual: UsualMeasure[] = [];
  for (const [m, column] of columns.entries()) {
    const range = fitMeasure(column);
    if (!range.ok) return refuse(range.reason, `${measures[m]}: ${range.detail}`);
    usual.push(range.value);
  }
  const forest = fitIsolationForest(columns, rng);
  if (!forest.ok) return forest;
  const model: DetectorModel = {
    ...{
      kind: "detector",
      version: 1,
      measures: [...measures],
      usual,
      forest: forest.value,
      rules: [...rules],
      threshold: 1,
    },
  };
  const scores = Float64Array.from(judgeEvents(model, events), (flag) => flag.score).sort();
  return accept({ ...model, threshold: Math.min(0.95, Math.max(0.45, quantileOfSorted(scores, 1 - expectedShare))) });
}

function listFlagReasons(model: DetectorModel, event: DetectionEvent, combination: number): FlagReason[] {
  const reasons: FlagReason[] = findBrokenRules(model.rules, event.measures).map((rule) => ({
    ...{
      source: "rule",
      about: rule.reason,
      value: measureOf(event, rule.when[0]!.measure),
      usual: null,
      strength: rule.score,
    },
  }));
  const row = model.measures.map((measure) => spread(measureOf(event, measure)));
  for (const [m, measure] of model.measures.entries()) {
    const strength = strengthOf(scoreMeasure(model.usual[m]!, row[m]!));
    const value = measureOf(event, measure);
    const usual = Math.sign(model.usual[m]!.median) * Math.expm1(Math.abs(model.usual[m]!.median));
    if (strength > 0.2)
      reasons.push({ source: "value", about: measure, value: Number.isFinite(value) ? value : null, usual, strength });
  }
  if (combination > 0.2) {
    const shares = explainIsolation(model.forest, row);
    const at = shares.indexOf(shares.reduce((most, share) => Math.max(most, share), 0));
    const value = measureOf(event, model.measures[at]!);
    reasons.push({
      source: "combination",
      about: model.measures[at]!,
      value: Number.isFinite(value) ? value : null,
      usual: null,
      strength: combination,
    });
  }
  return reasons.sort((x, y) => y.strength - x.strength);
}

/** Score from 0 to 1 and reasons of every event: the strongest of rules, single values and combination. */
export function judgeEvents(model: DetectorModel, events: readonly DetectionEvent[]): Flag[] {
  const isolation = scoreIsolation(model.forest, tabulate(events, model.measures));
  return events.map((event, i) => {
    const reasons = listFlagReasons(model, event, combinationStrength(isolation[i]!));
    return { eventId: event.eventId, score: reasons[0]?.strength ?? 0, reasons };
  });
}

/** Flags events at or above the threshold, each once: those in `alreadyFlagged`, and repeats within the list, are left out. */
export function flagEvents(
  model: DetectorModel,
  events: readonly DetectionEvent[],
  alreadyFlagged: ReadonlySet<string>,
): Flag[] {
  const seen = new Set(alreadyFlagged);
  return judgeEvents(model, events)
    .filter((flag) => {
      if (flag.score < model.threshold || seen.has(flag.eventId)) return false;
      seen.add(flag.eventId);
      return true;
    })
    .sort((x, y) => y.score - x.score || (x.eventId < y.eventId ? -1 : 1));
}
