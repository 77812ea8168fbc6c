import {
  createRng,
  type DetectorModel,
  type Flag,
  type FlagVerdict,
  findBrokenRules,
  fitDetector,
  flagEvents,
  learnThreshold,
} from "@selvedge/learn";
import { type AnomalyKind, anomalyKinds } from "./anomaly-kinds.ts";

/** One kind's events up to the cut-off: a key by which each is told once, its day, its measures. */
export interface DetectTask {
  kind: AnomalyKind;
  events: AnomalyEvent[];
  /** Only events of this day or later are raised; the others teach what is usual. */
  raiseFrom: string;
  /** What people said of earlier cases. */
  verdicts: FlagVerdict[];
  /** Keys that were raised before. */
  raised: string[];
  seed: number;
}

export interface AnomalyEvent {
  key: string;
  on: string;
  worthMinor: number;
  measures: Record<string, number>;
}

export interface DetectResult {
  kind: AnomalyKind;
  flags: { event: AnomalyEvent; flag: Flag }[];
  events: number;
  model: DetectorModel | null;
  learntThreshold: number | null;
  threshold: number | null;
}

/** Fewer events than this cannot tell what is usual: then only the rules speak. */
const LEAST_EVENTS = 20;
/** More than this in one night is not read by anybody. */
const MOST_FLAGS = 100;

/** Learns what is usual, moves the threshold by what people said, and flags what is new. Pure. */
export function detectEvents(task: DetectTask): DetectResult {
  const { kind, events, raiseFrom, raised, seed } = task;
  const { measures, rules, expectedShare } = anomalyKinds[kind];
  const toJudge = events.filter((event) => event.on >= raiseFrom);
  const known = new Set(raised);
  const byKey = new Map(toJudge.map((event) => [event.key, event]));
  const detectable = (list: readonly AnomalyEvent[]) => list.map((e) => ({ eventId: e.key, measures: e.measures }));
  const withEvents = (flags: Flag[]) =>
    flags.slice(0, MOST_FLAGS).map((flag) => ({ event: byKey.get(flag.eventId)!, flag }));
  const fitted =
    events.length >= LEAST_EVENTS
      ? fitDetector(detectable(events), measures, createRng(seed), { rules, expectedShare })
      : null;
  if (!fitted?.ok) {
    const flags = rulesOnly(kind, toJudge, known);
    return {
      kind,
      flags: withEvents(flags),
      events: events.length,
      model: null,
      learntThreshold: null,
      threshold: null,
    };
  }
  const learnt = learnThreshold(fitted.value, task.verdicts);
  const model = learnt.ok ? learnt.value : fitted.value;
  return {
    ...{ kind, flags: withEvents(flagEvents(model, detectable(toJudge), known)), events: events.length, model },
    ...{ learntThreshold: fitted.value.threshold, threshold: model.threshold },
  };
}

function rulesOnly(kind: AnomalyKind, events: readonly AnomalyEvent[], known: ReadonlySet<string>): Flag[] {
  return events
    .flatMap((event): Flag[] => {
      if (known.has(event.key)) return [];
      const broken = findBrokenRules(anomalyKinds[kind].rules, event.measures);
      if (broken.length === 0) return [];
      const reasons = broken.map((r) => ({
        ...{ source: "rule" as const, about: r.reason, usual: null, strength: r.score },
        value: event.measures[r.when[0]!.measure] ?? null,
      }));
      return [{ eventId: event.key, score: Math.max(...broken.map((r) => r.score)), reasons }];
    })
    .sort((a, b) => b.score - a.score || (a.eventId < b.eventId ? -1 : 1));
}
